import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { startFront } from '../support/wordpress-front.ts';
import { commentsOf, newPost, testWordpress } from '../support/wordpress.ts';
import { says, type Visit } from './site.ts';
import {
  has,
  read,
  running,
  testWith,
  textsOf,
  until,
  warningsOf,
  write,
} from './wordpress-page.ts';

const wordpress = testWordpress();
const front = await startFront('url' in wordpress ? wordpress.url : undefined);
after(() => front.close());

for (const browser of chosenBrowsers()) {
  testWith(
    browser,
    'a guest writes, and the comment is there after a reload as it was meant',
    async () => {
      const { slug } = await newPost(running());
      await read(browser, slug, async ({ page, complaints }) => {
        await says(page, 'No thoughts on “A Post” yet');
        await write(page, markdown);
        await says(page, 'Your comment was posted.');
        await has(page, '[part~="body"] blockquote', 'Quoted');
        const posted = await drawn(page);
        await page.reload();
        await says(page, 'One thought on “A Post”');
        await has(page, '[part~="body"] blockquote', 'Quoted');
        assert.equal(await drawn(page), posted);
        assert.equal(posted, meant);
        assert.deepEqual(complaints, []);
      });
    },
  );

  testWith(
    browser,
    'a comment that is held is still there for its writer after a reload',
    async () => {
      const { slug } = await newPost(running(), { switch: 'held' });
      await read(browser, slug, async ({ page, complaints }) => {
        await says(page, 'No thoughts on “A Post” yet');
        await write(page, 'Hold me.');
        await says(page, 'Your comment is awaiting moderation.');
        await page.reload();
        await says(page, 'Hold me.');
        await says(page, 'Awaiting moderation');
        assert.deepEqual(complaints, []);
      });
      await read(browser, slug, async ({ page }) => {
        await says(page, 'No thoughts on “A Post” yet');
        assert.deepEqual(await textsOf(page), []);
      });
    },
  );

  testWith(
    browser,
    'what arrived although its answer was lost is there once after a reload, and is no draft',
    async () => {
      const { id, slug } = await newPost(running());
      const work = async ({ page }: Visit) => {
        await says(page, 'No thoughts on “A Post” yet');
        front.losing = 'answers';
        await write(page, 'Look [here](https://site.example/?a=1&b=2).');
        await says(page, 'Could not be sent.');
        front.losing = 'nothing';
        assert.equal((await commentsOf(running(), id)).length, 1);
        await page.reload();
        await says(page, 'One thought on “A Post”');
        await has(page, '[part~="body"] a', 'here');
        await page.waitForFunction(isFormEmpty, { timeout: 10_000 });
        assert.deepEqual(await textsOf(page), ['Look here.']);
        assert.equal((await commentsOf(running(), id)).length, 1);
      };
      await read(browser, slug, work, '', `${front.origin}/as-it-is`);
    },
  );

  testWith(
    browser,
    'what WordPress refuses keeps its words, and the owner learns why',
    async () => {
      const { slug } = await newPost(running(), { switch: 'stock' });
      await read(browser, slug, async ({ page }) => {
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
    },
  );
}

/** Runs in the page: what was typed is not kept for another try any more. */
function isFormEmpty(): boolean {
  const root = document.querySelector('comment-section')?.shadowRoot;
  const isKept = Object.entries(localStorage).some(([, value]) => value.includes('Look [here]'));
  return root?.querySelector('textarea')?.value === '' && !isKept;
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
