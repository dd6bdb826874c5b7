import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { moduleBackend } from './own-backend.ts';
import { press, readmeLines, says, visit } from './site.ts';

const farDown = `<div style="height: 6000px">A long post.</div>${readmeLines}`;
const entry = 'comment-section/comment-section.js';

for (const browser of chosenBrowsers()) {
  test(`nothing but the entry is fetched before the section comes near (${browser})`, async () => {
    await visit(browser, { body: farDown }, async ({ page, files }) => {
      await settled(page);
      assert.deepEqual(files(), [entry]);
      await page.evaluate(() => scrollTo(0, 6000));
      await says(page, 'No thoughts on “A Post” yet');
      assert.ok(files().some((name) => name.includes('backends-local-')));
    });
  });

  test(`nor are the words of another language (${browser})`, async () => {
    await visit(browser, { body: farDown, lang: 'de' }, async ({ page, files }) => {
      await settled(page);
      assert.deepEqual(files(), [entry]);
      await page.evaluate(() => scrollTo(0, 6000));
      await says(page, 'Noch keine Gedanken zu „A Post“');
      assert.ok(files().some((name) => name.includes('locales-de-')));
    });
  });

  test(`nothing is fetched twice, and nothing from elsewhere (${browser})`, async () => {
    const body = `<script type="module">${moduleBackend}</script>
      <script type="module" src="./comment-section/comment-section.js"></script>
      <comment-section backend="mine"></comment-section>`;
    await visit(browser, { body }, async ({ page, files, strangers }) => {
      await says(page, '2 thoughts on “A Post”');
      await press(page, 'like');
      await says(page, 'Liked by you and 1 person');
      assert.deepEqual(files(), [...new Set(files())]);
      assert.deepEqual(strangers(), []);
    });
  });
}

/** The element is there, has drawn, and the browser has nothing left to do. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get('comment-section') !== undefined);
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await new Promise((done) => requestIdleCallback(done));
  });
  await page.waitForNetworkIdle({ idleTime: 200 });
}
