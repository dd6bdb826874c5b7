import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { moduleBackend } from './own-backend.ts';
import { press, says, visit } from './site.ts';

const policy = [
  "default-src 'none'",
  "script-src 'nonce-abc123' 'strict-dynamic'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html comment-section 'allow-duplicates'",
].join('; ');

const blog = {
  headers: { 'content-security-policy': policy },
  files: { 'backend.js': moduleBackend },
  body: `
    <script nonce="abc123" type="module" src="./comment-section/comment-section.js"></script>
    <script nonce="abc123" type="module" src="./backend.js"></script>
    <comment-section backend="mine" shortcuts></comment-section>`,
  prepare: (page: Page) => page.evaluateOnNewDocument(listenToPolicy),
};

for (const browser of chosenBrowsers()) {
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

/** Runs in the page, before anything of it. */
function listenToPolicy(): void {
  const violations: string[] = [];
  Object.assign(globalThis, { violations });
  addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

async function violationsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}
