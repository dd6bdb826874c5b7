import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { moduleBackend } from './own-backend.ts';
import { press, says, visit } from './site.ts';
import { listenToPolicy, strictPolicy, violationsOn } from './strict-policy.ts';

const blog = {
  headers: { 'content-security-policy': strictPolicy },
  files: { 'backend.js': moduleBackend },
  body: `
    <script nonce="abc123" type="module" src="./comment-section/comment-section.js"></script>
    <script nonce="abc123" type="module" src="./backend.js"></script>
    <comment-section backend="mine" shortcuts></comment-section>`,
  prepare: (page: Page) => page.evaluateOnNewDocument(listenToPolicy),
};

/** With everything that the local backend can do, and a backend that can do nothing. */
const wholeBlog = {
  ...blog,
  files: { 'states.js': statesScript() },
  body: `
    <script nonce="abc123" type="module" src="./comment-section/comment-section.js"></script>
    <script nonce="abc123" type="module" src="./states.js"></script>
    <comment-section sample-accounts loading="eager"></comment-section>`,
};

for (const browser of chosenBrowsers()) {
  test(`a page with a strict policy has the whole section (${browser})`, async () => {
    await visit(browser, wholeBlog, async ({ page, complaints, strangers }) => {
      await says(page, 'No comments yet.');
      await says(page, 'kept in this browser only');

      await type(page, '#thread-body', '**Bold**, `code` and <https://a.example>\n\n> a quote');
      await click(page, '[data-do=preview]');
      await there(page, '.preview strong');
      await type(page, '#thread-email', 'no address');
      await click(page, '[part=submit]');
      await there(page, '#thread-email-error');
      await type(page, '#thread-name', 'Ada');
      await type(page, '#thread-email', 'ada@a.example');
      await click(page, '[part=submit]');
      await there(page, 'article blockquote');

      await click(page, 'article [data-do=reply]');
      await type(page, '[data-place^=reply] textarea', `A long one. ${'And so on. '.repeat(200)}`);
      await click(page, '[data-place^=reply] [part=submit]');
      await says(page, 'Read more');
      await click(page, '[data-do=unfold]');
      await says(page, 'Show less');
      await click(page, '.toggle');
      await says(page, '1 reply');
      await click(page, '.toggle');

      await click(page, '.replies [data-do=edit]');
      await type(page, '[data-place^=edit] textarea', 'Changed.');
      await click(page, '[data-place^=edit] [part=submit]');
      await says(page, 'Changed.');
      await click(page, '.replies [data-do=remove]');
      await click(page, '[data-do=undo]');
      await says(page, 'Changed.');

      await type(page, '#thread-body', 'Signed in');
      await click(page, '[part=provider]');
      await says(page, 'Connecting');
      await there(page, '.as');
      await click(page, 'section > [part=composer] [part=submit]');
      await there(page, '.roots > * > * > li:nth-child(2)');
      await page.evaluate(() => {
        const select = document
          .querySelector('comment-section')!
          .shadowRoot!.querySelector('select')!;
        select.value = 'newest';
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await there(page, '.roots > * > * > li:nth-child(2) blockquote');

      await attribute(page, 'closed');
      await says(page, 'Comments are closed.');
      await attribute(page, 'read-only');
      await says(page, 'read');
      await attribute(page, 'theme', 'dark');
      await page.evaluate(() => dispatchEvent(new Event('slow')));
      await there(page, '[aria-busy=true]');
      await page.evaluate(() => dispatchEvent(new Event('broken')));
      await says(page, 'The comments could not be loaded.');
      await page.evaluate(() => dispatchEvent(new Event('offline-now')));
      await says(page, 'offline');

      assert.deepEqual(await violationsOn(page), []);
      assert.deepEqual(complaints, []);
      assert.deepEqual(strangers(), []);
    });
  });

  test(`a page with a strict policy has nothing to complain of (${browser})`, async () => {
    await visit(browser, blog, async ({ page, complaints, strangers }) => {
      await says(page, '2 thoughts on “A Post”');
      await press(page, 'like');
      await says(page, 'Liked by you and 1 person');
      await press(page, 'time');
      await page.waitForFunction(() => location.hash === '#comment-1');
      await page.keyboard.press('?');
      await says(page, 'Keyboard shortcuts');
      await page.keyboard.press('Escape');
      await page.evaluate(() => (document.querySelector('comment-section')!.lang = 'ar'));
      await says(page, 'رأيان حول');
      assert.deepEqual(await violationsOn(page), []);
      assert.deepEqual(complaints, []);
      assert.deepEqual(strangers(), []);
    });
  });

  test(`a page with a strict policy has the section in its styles (${browser})`, async () => {
    await visit(browser, blog, async ({ page }) => {
      await says(page, '2 thoughts on “A Post”');
      const style = await page.evaluate(() => {
        const list = document.querySelector('comment-section')!.shadowRoot!.querySelector('ol')!;
        return getComputedStyle(list).listStyleType;
      });
      assert.equal(style, 'none');
    });
  });
}

/** Backends that never answer, and that always fail. */
function statesScript(): string {
  return `
    import { CommentError } from './comment-section/comment-section.js';
    const section = document.querySelector('comment-section');
    const open = (name, answer) => addEventListener(name, () => {
      section.backend = { open: answer, list: answer, add: answer };
    });
    open('slow', () => new Promise(() => {}));
    open('broken', () => Promise.reject(new CommentError('unavailable')));
    open('offline-now', () => Promise.reject(new CommentError('offline')));
  `;
}

async function there(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (what) => document.querySelector('comment-section')?.shadowRoot?.querySelector(what) != null,
    { timeout: 10_000 },
    selector,
  );
}

async function click(page: Page, selector: string): Promise<void> {
  await there(page, selector);
  await page.evaluate((what) => {
    const { shadowRoot } = document.querySelector('comment-section')!;
    shadowRoot!.querySelector<HTMLElement>(what)!.click();
  }, selector);
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await there(page, selector);
  await page.evaluate(
    (what, typed) => {
      const { shadowRoot } = document.querySelector('comment-section')!;
      const field = shadowRoot!.querySelector<HTMLTextAreaElement>(what)!;
      field.value = typed;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
    selector,
    text,
  );
}

async function attribute(page: Page, name: string, value = ''): Promise<void> {
  await page.evaluate(
    (which, what) => document.querySelector('comment-section')!.setAttribute(which, what),
    name,
    value,
  );
}
