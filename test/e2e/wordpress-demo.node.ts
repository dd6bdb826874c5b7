import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'vite';
import { chosenBrowsers, launchBrowser } from '../support/browsers.ts';
import { project } from '../support/project.ts';
import { newPost } from '../support/wordpress.ts';
import { says } from './site.ts';
import { running, testWith, textsOf, warningsOf, write } from './wordpress-page.ts';

for (const browser of chosenBrowsers()) {
  testWith(browser, 'the demo page shows the comments of the blog that one tells it', async () => {
    const demo = await startDemo();
    const opened = await launchBrowser(browser);
    try {
      const page = await opened.newPage();
      const said = warningsOf(page);
      page.on('pageerror', (error) => said.push(String(error)));
      await page.goto(`${demo.origin}/wordpress.html`);
      const { url, seed } = running();
      await page.type('[name=server]', url);
      await page.type('[name=thread]', `${seed.post}`);
      await page.click('form.blog button');
      await says(page, 'Reply to Dee (depth 3).');
      const markup = await page.$eval('#markup', ({ textContent }) => textContent);
      assert.equal(
        markup,
        `<comment-section\n  backend="wordpress"\n  server="${url}"\n  thread="${seed.post}"\n></comment-section>`,
      );
      const { slug } = await newPost(running());
      await page.goto(`${demo.origin}/wordpress.html?server=${url}&thread=${slug}`);
      await says(page, 'Leave a Reply');
      await write(page, 'From the demo.');
      await says(page, 'Your comment was posted.');
      assert.deepEqual(await textsOf(page), ['From the demo.']);
      assert.deepEqual(said.filter(isNotFromVite), []);

      await page.goto(`${demo.origin}/wordpress.html?server=${url}&thread=no-such-post`);
      await page.waitForFunction(isAdvised, { timeout: 10_000 });
    } finally {
      await opened.close();
      await demo.close();
    }
  });
}

/** As `npm start` shows it. */
async function startDemo(): Promise<{ origin: string; close: () => Promise<void> }> {
  const cacheDir = mkdtempSync(path.join(tmpdir(), 'comment-section-demo-'));
  const vite = await createServer({
    configFile: path.join(project, 'vite.config.ts'),
    cacheDir,
    logLevel: 'silent',
    server: { port: 0 },
  });
  await vite.listen();
  const { port } = vite.httpServer!.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      await vite.close();
      rmSync(cacheDir, { recursive: true, force: true });
    },
  };
}

/** Vite greets in the console, and Lit says that it is a build for development. */
function isNotFromVite(said: string): boolean {
  return !/^\[vite\]|Lit is in dev mode/.test(said);
}

/** Runs in the page. */
function isAdvised(): boolean {
  return /is nothing published at/.test(document.querySelector('#advice')?.textContent ?? '');
}
