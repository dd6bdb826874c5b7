import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { visit, type Blog, type Visit } from './site.ts';

// A thread of ten thousand comments, all in one answer, as somebody reads it.

const count = 10_000;

/** Runs in the page: a backend whose comments have three levels, and two words nobody else says. */
const backend = `
  import { registerBackend } from './comment-section/comment-section.js';
  const words = { 9500: 'Rumpelstiltskin', 9999: 'Rapunzel' };
  const comments = Array.from({ length: ${count} }, (_, i) => ({
    id: String(i),
    parentId: i % 10 === 0 ? null : String(i - (i % 10 === 1 ? 1 : (i % 3) + 1)),
    author: { name: 'Reader ' + i },
    body: { format: 'text', source: words[i] ?? 'Text of comment ' + i + '. '.padEnd(i % 200, 'corn ') },
    createdAt: Date.UTC(1959, 8, 15) + i * 60_000,
    status: 'published',
  }));
  const info = {
    total: { value: ${count}, exact: true }, viewer: null, keeper: 'server',
    can: { add: true, edit: false, remove: false, restore: false, like: false, likers: false, report: false },
    rules: {
      closed: false, guests: 'yes', required: [], likes: 'nobody', longest: 1000, deepest: 9,
      format: 'text', sorts: ['oldest', 'newest'], moderation: 'none',
    },
  };
  const list = async () => ({ branch: null, before: null, after: null, comments });
  registerBackend('long', () => ({
    open: async () => ({ info, page: await list() }),
    list,
    add: () => Promise.reject(new Error('Nothing can be written here.')),
  }));
`;

/** Runs in the page: what can wait waits long, so that a fast machine has not done everything at once. */
const patience = `
  const { scheduler } = window;
  const post = scheduler?.postTask.bind(scheduler) ?? (async (work) => work());
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  Object.defineProperty(window, 'scheduler', {
    value: {
      async postTask(work, options) {
        if (options?.priority === 'background') await wait(200);
        return await post(work, options);
      },
    },
  });
`;

function blog(head = ''): Blog {
  return {
    head,
    body: `<div style="height: 300px">A post.</div>
      <script type="module">${backend}</script>
      <script type="module" src="./comment-section/comment-section.js"></script>
      <comment-section backend="long" thread="t" loading="manual"></comment-section>`,
  };
}

/** Opens the section, as it is or with a link to one comment. */
async function begin(page: Page, fragment = ''): Promise<void> {
  await page.evaluate(async (hash) => {
    await customElements.whenDefined('comment-section');
    history.replaceState(null, '', `#${hash}`);
    document.querySelector('comment-section')!.load();
  }, fragment);
}

async function drawn(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.querySelector('comment-section')!.shadowRoot!.querySelectorAll('article').length,
  );
}

async function untilAllDrawn(page: Page): Promise<void> {
  await page.waitForFunction(
    (all) =>
      document.querySelector('comment-section')!.shadowRoot!.querySelectorAll('article').length ===
      all,
    { polling: 250, timeout: 90_000 },
    count,
  );
}

/** Runs in the page: takes the section away, and answers with what is done about it afterwards. */
const removeAndWatch = `(async () => {
  const section = document.querySelector('comment-section');
  section.remove();
  await new Promise((resolve) => setTimeout(resolve));
  const asked = [];
  const { setTimeout: wait, scheduler } = window;
  const post = scheduler?.postTask.bind(scheduler);
  const note = () => asked.push(new Error('something is put off').stack);
  window.setTimeout = (...all) => (note(), wait(...all));
  if (scheduler) scheduler.postTask = (...all) => (note(), post(...all));
  for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
  return { asked, drawn: section.shadowRoot.querySelectorAll('article').length };
})()`;

/** Runs in the page: where a comment's beginning is, and whether the focus is inside of it. */
function placeOf(text: string): { top: number; isFocused: boolean } | undefined {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  const body = root.activeElement?.closest('article');
  if (!body?.textContent.includes(text)) return undefined;
  return { top: body.getBoundingClientRect().top, isFocused: true };
}

for (const browser of chosenBrowsers()) {
  const open = (work: (visit: Visit) => Promise<void>, head?: string): Promise<void> =>
    visit(browser, blog(head), work);

  test(`the browser's search finds a word far down in 10 000 comments (${browser})`, () =>
    open(async ({ page }) => {
      await begin(page);
      await untilAllDrawn(page);
      const isFound = await page.waitForFunction(
        () => (window as unknown as { find(text: string): boolean }).find('Rumpelstiltskin'),
        { polling: 500 },
      );
      assert.ok(isFound);
    }));

  test(`a link to comment 9 999 shows its beginning, with the focus in it (${browser})`, () =>
    open(async ({ page }) => {
      await begin(page, 'comment-9999');
      await page.waitForFunction(placeOf, { polling: 50 }, 'Rapunzel');
      const height = await page.evaluate(() => innerHeight);
      const isInView = (top: number): boolean => top >= 0 && top < height;
      const before = (await page.evaluate(placeOf, 'Rapunzel'))!;
      assert.ok(isInView(before.top), `It begins at ${before.top}.`);
      // What is above it fills in, and it stays where it is.
      await untilAllDrawn(page);
      const after = (await page.evaluate(placeOf, 'Rapunzel'))!;
      assert.ok(isInView(after.top), `It begins at ${after.top}, after ${before.top}.`);
      assert.ok(
        Math.abs(after.top - before.top) < 2,
        `It moved from ${before.top} to ${after.top}.`,
      );
    }));

  test(`a section that is removed while it fills in does nothing any more (${browser})`, () =>
    open(async ({ page }) => {
      await begin(page);
      await page.waitForFunction(
        () => document.querySelector('comment-section')!.shadowRoot!.querySelector('article'),
        { polling: 5 },
      );
      // The rest of the section's own files is on its way, too.
      await page.waitForNetworkIdle({ idleTime: 100 });
      assert.ok((await drawn(page)) < count, 'it still fills in');
      assert.deepEqual(await page.evaluate(removeAndWatch), { asked: [], drawn: 0 });
    }, `<script>${patience}</script>`));

  test(`what is scrolled to is drawn before the rest (${browser})`, () =>
    open(async ({ page }) => {
      await begin(page);
      // Asking makes the browser lay the page out, so asking often would hold up what is waited for.
      await page.waitForFunction(() => document.documentElement.scrollHeight > 500_000, {
        polling: 250,
        timeout: 90_000,
      });
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight - 20_000));
      await page.waitForFunction(
        () => {
          const { left, width } = document
            .querySelector('comment-section')!
            .getBoundingClientRect();
          const root = document.querySelector('comment-section')!.shadowRoot!;
          return root.elementFromPoint(left + width / 2, innerHeight / 2)?.closest('article');
        },
        { polling: 100 },
      );
      assert.ok((await drawn(page)) < count);
    }, `<script>${patience}</script>`));
}
