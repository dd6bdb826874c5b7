import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { project } from '../support/project.ts';
import { classicBackend, moduleBackend } from './own-backend.ts';
import { classicLines, press, readmeLines, says, visit } from './site.ts';

const empty = 'No thoughts on “A Post” yet';

for (const browser of chosenBrowsers()) {
  test(`the lines of the README make a section, on a plain file server (${browser})`, async () => {
    await visit(browser, { body: readmeLines }, async ({ page, complaints, files }) => {
      await says(page, empty);
      await says(page, 'Comments are kept in this browser only');
      assert.deepEqual(complaints, []);
      assert.ok(files().every((name) => name.startsWith('comment-section/')));
    });
  });

  test(`a thread can be read, liked and sorted with the built files (${browser})`, async () => {
    const body = `<script type="module">${moduleBackend}</script>
      <comment-section backend="mine"></comment-section>`;
    await visit(browser, { body }, async ({ page, complaints }) => {
      await says(page, '2 thoughts on “A Post”');
      await press(page, 'like');
      await says(page, 'Liked by you and 1 person');
      await page.select('comment-section >>> select', 'newest');
      await says(page, 'Sorted: Newest first');
      assert.deepEqual(complaints, []);
    });
  });

  test(`the classic file makes a section of a page opened from disk (${browser})`, async () => {
    const blog = { body: classicLines, fromDisk: true };
    await visit(browser, blog, async ({ page, complaints, files, strangers }) => {
      await says(page, empty);
      assert.deepEqual(complaints, []);
      assert.deepEqual([...files(), ...strangers()], []);
    });
  });

  test(`the classic file can do everything on a page opened from disk (${browser})`, async () => {
    const body = `<script src="comment-section/comment-section.all.js"></script>
      <script>${classicBackend}</script>
      <comment-section backend="mine" lang="de"></comment-section>`;
    await visit(browser, { body, fromDisk: true }, async ({ page, complaints }) => {
      await says(page, '2 Gedanken zu „A Post“');
      await press(page, 'like');
      await says(page, 'Gefällt dir und 1 weiteren Person');
      await press(page, 'time');
      await page.waitForFunction(() => location.hash === '#comment-1');
      assert.deepEqual(complaints, []);
    });
  });

  test(`the classic file works with an integrity attribute (${browser})`, async () => {
    const text = readFileSync(path.join(project, 'dist/cdn/comment-section.all.js'));
    const hash = createHash('sha384').update(text).digest('base64');
    const body = classicLines.replace('<script ', `<script integrity="sha384-${hash}" `);
    await visit(browser, { body }, async ({ page, complaints, files }) => {
      await says(page, empty);
      assert.deepEqual(complaints, []);
      assert.deepEqual(files(), ['comment-section/comment-section.all.js']);
    });
  });

  test(`both files on one page are one too many, and no harm (${browser})`, async () => {
    await visit(browser, { body: readmeLines + classicLines }, async ({ page, complaints }) => {
      await says(page, empty);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('comment-section')].every((each) =>
          each.shadowRoot?.querySelector('section'),
        ),
      );
      assert.deepEqual(complaints, []);
    });
  });

  test(`a dark page of 360 pixels without color-scheme has a dark section (${browser})`, async () => {
    const blog = {
      head: '<style>body { background: #1b1b1f; color: #c9c9c9 }</style>',
      body: readmeLines,
      prepare: (page: Page) => page.setViewport({ width: 360, height: 740 }),
    };
    await visit(browser, blog, async ({ page }) => {
      await says(page, empty);
      // How well its text can be read is measured in test/element/accessibility.test.ts.
      const found = await page.evaluate(() => ({
        scheme: getComputedStyle(document.querySelector('comment-section')!).colorScheme,
        isTooWide: document.documentElement.scrollWidth > innerWidth,
      }));
      assert.deepEqual(found, { scheme: 'dark', isTooWide: false });
    });
  });
}
