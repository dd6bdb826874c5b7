import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestServer } from '../server/loopback.ts';
import { chosenBrowsers, launchBrowser } from '../support/browsers.ts';
import { Tab } from './reader.ts';
import { listenToPolicy, violationsOn } from './strict-policy.ts';

for (const name of chosenBrowsers()) {
  test(`the page of a new server shows a section that works, under its policy (${name})`, async () => {
    const server = await startTestServer('sqlite', { origins: [] });
    const browser = await launchBrowser(name);
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      const strangers: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
      });
      page.on('request', (request) => {
        const isOwn = request.url().startsWith(`${server.url}/`);
        if (!isOwn && !request.url().startsWith('data:')) strangers.push(request.url());
      });
      await page.evaluateOnNewDocument(listenToPolicy);
      const answer = await page.goto(`${server.url}/`);
      assert.match(answer!.headers()['content-security-policy'] ?? '', /^default-src 'none'; /);

      const tab = new Tab(page);
      await tab.isReady();
      await tab.type('Is this **thing** on?');
      await tab.fillIn('name', 'Ann');
      await tab.fillIn('email', 'ann@mail.example');
      await tab.press('[part="submit"]');
      await tab.waitFor(isThere);
      await tab.press('[part="like"]');
      await tab.waitFor(isLiked);
      await tab.reload();
      await tab.waitFor(isThere);
      assert.deepEqual(await tab.comments(), ['Is this thing on?']);

      const fonts = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
      assert.match(fonts, /system-ui/, 'its own looks are let in');
      assert.deepEqual(await violationsOn(page), []);
      assert.deepEqual(complaints, []);
      assert.deepEqual(strangers, []);
    } finally {
      await browser.close();
      await server.close();
    }
  });
}

// These run in the page.

/** The comment is there, by the server's word, and set as it was meant. */
function isThere(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.querySelector('article strong') !== null && !root.textContent.includes('Sending…');
}

function isLiked(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.textContent.includes('Liked by you');
}
