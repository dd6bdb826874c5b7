import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { moduleBackend } from './own-backend.ts';
import { isInSection, says, visit, type Blog } from './site.ts';

type Body = readonly [format: 'text' | 'markdown' | 'html', source: string];

/** A blog whose two comments, and as many after them, have these texts. */
function blogWith(first: Body, second: Body, more: Partial<Blog> = {}): Blog {
  const bodies = { 1: first, 2: second };
  const backend = moduleBackend.replace(
    /body: \{[^}]*\}/,
    `body: ((body) => ({ format: body[0], source: body[1] }))(${JSON.stringify(bodies)}[id])`,
  );
  assert.notEqual(backend, moduleBackend);
  return {
    body: `<div id="above" style="height: 1500px">A post.</div>
      <script type="module">${backend}</script>
      <script type="module" src="./comment-section/comment-section.js"></script>
      <comment-section backend="mine" loading="manual"></comment-section>
      <div style="height: 3000px">More.</div>`,
    // Without it a line is as high as the fonts in it, and bold letters may have another one.
    head: '<style>body { line-height: 1.5 }</style>',
    ...more,
  };
}

const plain: Body = ['markdown', 'Just words, 2 > 1.\nA line (and a half).\n\nIt’s a "paragraph"!'];
const lists: Body = [
  'markdown',
  '# A heading\n\n> a quote\n> of lines\n\n- one\n- two\n\n```\ncode\nmore\n```\n\nThe end of it.',
];
const parserIsHere = (): boolean =>
  document.querySelector('comment-section')!.shadowRoot!.querySelector('strong') !== null;

for (const browser of chosenBrowsers()) {
  test(`a thread without Markdown loads no parser (${browser})`, async () => {
    await visit(browser, blogWith(plain, ['text', '*a*']), async ({ page, files }) => {
      await begin(page);
      await says(page, 'Just words');
      await page.waitForNetworkIdle({ idleTime: 200 });
      assert.deepEqual(files().filter(isParser), []);
    });
  });

  test(`HTML loads no Markdown parser (${browser})`, async () => {
    const blog = blogWith(plain, ['html', '<p><strong>a</strong></p>']);
    await visit(browser, blog, async ({ page, files }) => {
      await begin(page);
      await page.waitForFunction(parserIsHere);
      assert.equal(files().filter(isParser).length, 1);
      assert.ok(!files().some((file) => file.includes('markdown')));
    });
  });

  test(`what is being read stays where it is when a parser comes (${browser})`, async () => {
    const blog = blogWith(lists, ['markdown', 'Read **this**.'], { slow: 'content-markdown' });
    await visit(browser, blog, async ({ page }) => {
      await begin(page);
      await says(page, 'Read **this**.');
      const before = await scrollToSecond(page);
      await page.waitForFunction(parserIsHere);
      await settled(page);
      const { top, height } = await second(page);
      assert.ok(Math.abs(top - before.top) <= 1, `moved from ${before.top} to ${top}`);
      assert.notEqual(height, before.height);
    });
  });

  test(`nothing moves at all where Markdown only emphasises and links (${browser})`, async () => {
    const inline =
      'A *word*, **two** `words` and\n~~three~~.\n\nhttps://a.example, [here](https://b.example)';
    const blog = blogWith(['markdown', inline], ['markdown', 'The *last* one.'], {
      slow: 'content-markdown',
    });
    await visit(browser, blog, async ({ page }) => {
      await begin(page);
      await says(page, 'The *last* one.');
      await page.evaluate(() => scrollTo(0, 1400));
      await settled(page);
      const before = await page.evaluate(placesOfComments);
      await page.waitForFunction(parserIsHere);
      await settled(page);
      const after = await page.evaluate(placesOfComments);
      assert.ok(
        after.every((top, i) => Math.abs(top - before[i]!) < 1),
        `moved from ${before} to ${after}`,
      );
    });
  });

  test(`no text paints over others, or widens the page (${browser})`, async () => {
    const accents = `Z${'\u0301\u0336\u0489'.repeat(60)}a${'\u0300\u033f'.repeat(80)}`;
    const deep = `${'> '.repeat(20)}${'- '.repeat(20)}deep **words**`;
    const blog = blogWith(['text', accents], ['markdown', `${deep}\n\n${accents}`]);
    await visit(browser, blog, async ({ page }) => {
      await page.setViewport({ width: 360, height: 800 });
      await begin(page);
      await page.waitForFunction(parserIsHere);
      await settled(page);
      const { page: whole, texts } = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('comment-section')!;
        const bodies = [...shadowRoot!.querySelectorAll('article [part=body]')];
        return {
          page: document.documentElement.scrollWidth,
          texts: bodies.map((body) => ({
            overflow: getComputedStyle(body).overflow,
            colours: [...body.querySelectorAll('blockquote')].map((e) => getComputedStyle(e).color),
            words: body.querySelector('strong')?.getBoundingClientRect().width ?? 100,
          })),
        };
      });
      assert.ok(whole <= 360, `${whole} pixels wide`);
      for (const { overflow, colours, words } of texts) {
        assert.equal(overflow, 'clip');
        assert.ok(new Set(colours).size <= 1, 'quotes fade away');
        assert.ok(words > 30, `words have ${words} pixels`);
      }
    });
  });

  test(`texts can be read when their parser is lost (${browser})`, async (t) => {
    const blog = blogWith(lists, ['markdown', 'Read **this**.'], { lost: 'content-markdown' });
    await visit(browser, blog, async ({ page, files, bringBack }) => {
      await begin(page);
      await says(page, 'A part of the comment section could not be loaded.');
      await says(page, 'Read **this**.');
      bringBack();
      const before = files().length;
      await page.locator('comment-section >>> ::-p-text(Retry)').click();
      await page.waitForNetworkIdle({ idleTime: 200 });
      // The standard lets a browser remember that an import failed, for as long as the page lives.
      if (!files().slice(before).some(isParser)) {
        return t.skip('this browser does not fetch a failed import again');
      }
      await page.waitForFunction(parserIsHere);
      assert.equal(await page.evaluate(isInSection, 'could not be loaded'), false);
    });
  });
}

/** Not before the page has loaded, because some browsers count everything under way as part of it. */
async function begin(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('comment-section')!.load());
}

function isParser(file: string): boolean {
  return /\/(content-)?(markdown|html)-/.test(file);
}

async function scrollToSecond(page: Page): Promise<{ top: number; height: number }> {
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('comment-section')!;
    shadowRoot!.querySelectorAll('article')[1]!.scrollIntoView();
  });
  await settled(page);
  return second(page);
}

/** Where the second comment is in the window, and how high everything above it is. */
async function second(page: Page): Promise<{ top: number; height: number }> {
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector('comment-section')!;
    const { top } = shadowRoot!.querySelectorAll('article')[1]!.getBoundingClientRect();
    return { top, height: top + scrollY };
  });
}

/** Runs in the page. */
function placesOfComments(): number[] {
  const { shadowRoot } = document.querySelector('comment-section')!;
  return [...shadowRoot!.querySelectorAll('article')].map(
    (article) => article.getBoundingClientRect().top,
  );
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
  });
}
