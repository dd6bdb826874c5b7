import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { fill, newPost, testWordpress, type Wordpress } from '../support/wordpress.ts';
import { press, says, visit, type Visit } from './site.ts';

const wordpress = testWordpress();
const skip = 'skip' in wordpress ? wordpress.skip : false;

for (const browser of chosenBrowsers()) {
  const it = (name: string, run: () => Promise<void>) =>
    test(`${name} (${browser})`, { skip }, run);
  const read = (thread: string, work: (visit: Visit) => Promise<void>, attributes = '') =>
    visit(browser, { body: sectionOf(thread, attributes) }, work);

  it('a thread of a WordPress elsewhere is read, page by page', async () => {
    await read(`${running().seed.post}`, async ({ page, complaints, strangers }) => {
      await says(page, '30 thoughts on “A Post”');
      await says(page, 'Reply to Dee (depth 3).');
      assert.equal((await textsOf(page)).includes('Bulk comment number 25.'), false);
      await page.locator('comment-section >>> [data-do="more"]').click();
      await says(page, 'Bulk comment number 25.');
      await page.select('comment-section >>> select', 'newest');
      await says(page, 'Sorted: Newest first');
      assert.match((await textsOf(page))[0]!, /Bulk comment number 25/);
      assert.deepEqual(complaints, []);
      assert.ok(strangers().every((address) => address.startsWith(running().url)));
    });
  });

  it('what WordPress cannot do is not offered', async () => {
    await read(`${running().seed.post}`, async ({ page }) => {
      await says(page, 'Bulk comment number 1.');
      await says(page, 'Leave a Reply');
      const offered = await page.evaluate(() => {
        const root = document.querySelector('comment-section')!.shadowRoot!;
        return {
          likes: root.querySelectorAll('[part~="like"]').length,
          acts: root.querySelectorAll('[data-do="edit"], [data-do="remove"]').length,
          sorts: [...root.querySelectorAll('option')].map(({ value }) => value),
        };
      });
      assert.deepEqual(offered, { likes: 0, acts: 0, sorts: ['oldest', 'newest'] });
    });
  });

  it('a permalink leads to a deep reply on a later page', async () => {
    const { id } = await newPost(running());
    const roots = Array.from({ length: 30 }, () => -1);
    const ids = await fill(running(), id, [...roots, 20, 30, 31, 32]);
    const deep = ids.at(-1)!;
    const link = async ({ page, complaints }: Visit) => {
      await page.goto(`${page.url()}#comment-${deep}`);
      await page.reload();
      await says(page, 'Comment 33.');
      await has(page, 'article[data-target]', 'Comment 33.');
      const texts = await textsOf(page);
      assert.ok(texts.includes('Comment 20.') && !texts.includes('Comment 0.'));
      await page.locator('comment-section >>> [data-direction="before"]').click();
      await says(page, 'Comment 14.');
      assert.deepEqual(complaints, []);
    };
    await read(`${id}`, link, 'page-size="5"');
  });

  it('a guest writes, and the comment is there after a reload as it was meant', async () => {
    const { slug } = await newPost(running());
    await read(slug, async ({ page, complaints }) => {
      await says(page, 'No thoughts on “A Post” yet');
      await write(page, markdown);
      await says(page, 'Your comment was posted.');
      const posted = await drawn(page);
      await page.reload();
      await says(page, 'One thought on “A Post”');
      await has(page, '[part~="body"] blockquote', 'Quoted');
      assert.equal(await drawn(page), posted);
      assert.equal(posted, meant);
      assert.deepEqual(complaints, []);
    });
  });

  it('a comment that is held is still there for its writer after a reload', async () => {
    const { slug } = await newPost(running(), { switch: 'held' });
    await read(slug, async ({ page, complaints }) => {
      await says(page, 'No thoughts on “A Post” yet');
      await write(page, 'Hold me.');
      await says(page, 'Your comment is awaiting moderation.');
      await page.reload();
      await says(page, 'Hold me.');
      await says(page, 'Awaiting moderation');
      assert.deepEqual(complaints, []);
    });
    await read(slug, async ({ page }) => {
      await says(page, 'No thoughts on “A Post” yet');
      assert.deepEqual(await textsOf(page), []);
    });
  });

  it('what WordPress refuses keeps its words, and the owner learns why', async () => {
    const { slug } = await newPost(running(), { switch: 'stock' });
    await read(slug, async ({ page }) => {
      const warned = warningsOf(page);
      await says(page, 'Leave a Reply');
      await write(page, 'Do not lose me.');
      await says(page, 'Could not be sent. You have to log in first.');
      assert.deepEqual(await textsOf(page), ['Do not lose me.']);
      await until(() => warned.join().includes("'rest_allow_anonymous_comments'"));
      await page.reload();
      await page.waitForFunction(() => {
        const root = document.querySelector('comment-section')!.shadowRoot!;
        return root.querySelector('textarea')?.value === 'Do not lose me.';
      });
    });
  });

  it('new comments come by themselves where that is asked for', async () => {
    const { id } = await newPost(running());
    await fill(running(), id, [-1]);
    const work = async ({ page }: Visit) => {
      await says(page, 'One thought on “A Post”');
      await fill(running(), id, [-1, 0]);
      await says(page, '2 new comments');
      await page.locator('comment-section >>> [data-do="show-arrived"]').click();
      await says(page, '3 thoughts on “A Post”');
      assert.equal((await textsOf(page)).length, 3);
    };
    await read(`${id}`, work, 'poll="5"');
  });
}

const markdown = [
  'A *word*, **another**, ~~none~~ & `code <b>`,',
  'on two lines, with a [link](https://site.example/?a=1&b=2).',
  '',
  '> Quoted',
  '>',
  '> twice.',
  '',
  '1. one',
  '2. two',
].join('\n');

/** What is drawn of it, without attributes but addresses. */
const meant =
  '<p>A <em>word</em>, <strong>another</strong>, <del>none</del> &amp; <code>code &lt;b&gt;</code>,<br>' +
  'on two lines, with a <a href="https://site.example/?a=1&amp;b=2">link</a>.</p>' +
  '<blockquote><p>Quoted</p><p>twice.</p></blockquote>' +
  '<p>1. one<br>2. two</p>';

function sectionOf(thread: string, attributes: string): string {
  return `
    <script type="module" src="./comment-section/comment-section.js"></script>
    <comment-section backend="wordpress" server="${'url' in wordpress ? wordpress.url : ''}"
      thread="${thread}" loading="eager" ${attributes}></comment-section>`;
}

/** The elements of the first comment's text. */
async function drawn(page: Page): Promise<string> {
  const html = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('comment-section')!;
    return shadowRoot!.querySelector('[part~="body"]')!.innerHTML;
  });
  return html
    .replace(/<!--.*?-->/g, '')
    .replace(/<(\w+)([^>]*)>/g, (_, name: string, rest: string) => {
      const [href = ''] = / href="[^"]*"/.exec(rest) ?? [];
      return `<${name}${href}>`;
    })
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?(p|br|blockquote)>) ?/g, '$1')
    .trim();
}

/** Waits for something in the section that says this. */
async function has(page: Page, selector: string, words: string): Promise<void> {
  const isThere = (what: string, said: string): boolean => {
    const found = document.querySelector('comment-section')?.shadowRoot?.querySelector(what);
    return found?.textContent.includes(said) ?? false;
  };
  await page.waitForFunction(isThere, { timeout: 10_000 }, selector, words);
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('comment-section >>> textarea').click();
  await has(page, '[part~="identity"]', 'Email');
  await page.evaluate(
    (values) => {
      const root = document.querySelector('comment-section')!.shadowRoot!;
      for (const [name, value] of Object.entries(values)) {
        const field = root.querySelector<HTMLInputElement | HTMLTextAreaElement>(
          `[name="${name}"]`,
        )!;
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
    },
    { body: text, email: 'ann@site.example', name: 'Ann' },
  );
  await press(page, 'submit');
}

function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('comment-section')!.shadowRoot!;
    return [...root.querySelectorAll('article [part~="body"]')].map((each) =>
      each.textContent.trim(),
    );
  });
}

function warningsOf(page: Page): string[] {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  return warnings;
}

async function until(holds: () => boolean): Promise<void> {
  const late = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < late, 'it did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function running(): Wordpress {
  assert.ok('url' in wordpress);
  return wordpress;
}
