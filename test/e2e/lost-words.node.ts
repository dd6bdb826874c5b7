import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers, launchBrowser } from '../support/browsers.ts';
import { startBlog, Tab } from './reader.ts';

// A chunk that writing needs may not come. Then what is typed stays typed, and Retry keeps it.

const blog = await startBlog();
after(() => blog.close());

/** A page that cannot load files whose names begin so, until it is told otherwise. */
async function losing(page: Page, chunk: string): Promise<() => void> {
  let isLost = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isHit = isLost && request.url().includes(`/${chunk}-`);
    void (isHit ? request.abort() : request.continue());
  });
  return () => (isLost = false);
}

for (const name of chosenBrowsers()) {
  for (const chunk of ['element-live', 'store-live', 'element-writing-memory']) {
    test(`without ${chunk} nothing that is typed is lost (${name})`, async () => {
      const browser = await launchBrowser(name);
      try {
        const page = await browser.newPage();
        const tab = new Tab(page);
        const bringBack = await losing(page, chunk);
        await page.goto(`${blog.origin}/post`);
        await tab.waitFor(hasForm);
        await tab.type('Half a thought');
        await tab.waitFor(says, 'A part of the comment section could not be loaded.');
        assert.equal(await tab.text(), 'Half a thought');
        bringBack();
        const asked = blog.requests.length;
        await tab.press('[part~="notice"] button');
        await page.waitForNetworkIdle({ idleTime: 300 });
        const isAsked = blog.requests.slice(asked).some((each) => each.pathname.includes(chunk));
        // The standard lets a browser remember that an import failed, for as long as the page lives.
        if (isAsked) await tab.waitFor(isOpen);
        assert.equal(await tab.text(), 'Half a thought');
        await tab.reload();
        assert.equal(await tab.text(), 'Half a thought');
      } finally {
        await browser.close();
      }
    });
  }
}

/** Runs in the page. */
function hasForm(): boolean {
  return document.querySelector('comment-section')?.shadowRoot?.querySelector('textarea') != null;
}

/** Runs in the page. */
function isOpen(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.querySelector('[part="submit"]') !== null;
}

/** Runs in the page. */
function says(words: string): boolean {
  return document.querySelector('comment-section')!.shadowRoot!.textContent.includes(words);
}
