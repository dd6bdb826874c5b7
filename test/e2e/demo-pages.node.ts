import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { createServer, type ViteDevServer } from 'vite';
import { launchBrowser } from '../support/browsers.ts';
import { project } from '../support/project.ts';

/* The pages that `npm start` shows, as whoever has just installed the project meets them. */

const cacheDir = mkdtempSync(path.join(tmpdir(), 'comment-section-demo-'));
let vite: ViteDevServer;

before(async () => {
  vite = await createServer({
    configFile: path.join(project, 'vite.config.ts'),
    cacheDir,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, open: false },
  });
  await vite.listen();
});

after(async () => {
  await vite.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

test('the blog post of the demo has its thread, and its switches work', async () => {
  await open('/', async (page) => {
    await page.evaluate(() => document.querySelector('comment-section')!.scrollIntoView());
    await page.waitForFunction(() => section().querySelectorAll('article').length === 9);
    assert.match(await textOf(page, 'heading'), /^9 thoughts on “Khrushchev’s American Tour”$/);
    assert.equal(
      await page.evaluate(() => section().querySelectorAll('.roots > * > * > li').length),
      5,
    );
    const likes = await page.evaluate(() => section().textContent.match(/Liked by \d/g)?.length);
    assert.equal(likes, 2);

    for (const theme of ['dark', 'light']) {
      await page.select('[name=theme]', theme);
      await page.waitForFunction(
        (wanted: string) =>
          getComputedStyle(document.querySelector('comment-section')!).colorScheme === wanted,
        {},
        theme,
      );
    }

    const width = await widthOf(page);
    await page.click('[name=narrow]');
    await page.waitForFunction(
      (before: number) => document.querySelector('comment-section')!.clientWidth < before,
      {},
      width,
    );

    await page.click('[name=rtl]');
    await page.waitForFunction(
      () => getComputedStyle(section().querySelector('section')!).direction === 'rtl',
    );
    await page.waitForFunction(() => section().querySelector('section')!.lang === 'ar');
    await page.click('[name=rtl]');
    await page.waitForFunction(() => section().textContent.includes('9 thoughts'));

    await page.locator('comment-section >>> [part=like]').click();
    await page.waitForFunction(() => section().textContent.includes('Liked by you'));
    await page.click('#reset');
    await page.waitForFunction(
      () =>
        section().querySelectorAll('article').length === 9 &&
        !section().textContent.includes('Liked by you'),
    );
  });
});

test('every variation of the demo shows what it is about', async () => {
  await open('/variations.html', async (page) => {
    const count = await page.evaluate(() => document.querySelectorAll('comment-section').length);
    assert.ok(count > 10);
    // Each is loaded when somebody comes near it, but for the one that waits for a press.
    for (let i = 0; i < count; i++) {
      await page.evaluate(
        (index) => document.querySelectorAll('comment-section')[index]!.scrollIntoView(),
        i,
      );
      await page.waitForFunction(
        (index: number) => {
          const element = document.querySelectorAll('comment-section')[index]!;
          const isLeft = element.getAttribute('loading') === 'manual';
          const root = element.shadowRoot!;
          return isLeft || root.querySelector('article, slot[name=empty], [data-do=reload]');
        },
        {},
        i,
      );
    }
  });
});

/** Opens a page of the demo in a fresh profile. Nothing may complain in its console. */
async function open(pathname: string, work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const { port } = vite.httpServer!.address() as AddressInfo;
    // A text, because the names that a compiler gives to functions do not get there.
    await page.evaluateOnNewDocument(
      `globalThis.section = () =>
        document.querySelector('comment-section').shadowRoot ?? document.createDocumentFragment()`,
    );
    await page.goto(`http://127.0.0.1:${port}${pathname}`);
    await work(page);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
}

/** In the page: what the first section shows. */
declare function section(): ShadowRoot;

async function textOf(page: Page, part: string): Promise<string> {
  const text = await page.evaluate(
    (name) => section().querySelector(`[part~="${name}"]`)!.textContent,
    part,
  );
  return text
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

async function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('comment-section')!.clientWidth);
}
