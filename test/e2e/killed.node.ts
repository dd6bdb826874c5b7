import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chosenBrowsers } from '../support/browsers.ts';
import { Reader, startBlog, type Tab } from './reader.ts';

// What somebody wrote is there again after whatever happened to the page: at any letter, while it
// is posted, while they sign in. The points are drawn by a seed, so that a failure can be repeated.
// A browser that is killed needs a moment, milliseconds, to have a letter on the disk.

const blog = await startBlog();
after(() => blog.close());

const words = 'It was the best of times, it was the worst of times.';

/** Numbers from 0 to 1, always the same ones (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function asGuest(tab: Tab): Promise<void> {
  await tab.fillIn('email', 'ada@secret.test');
  await tab.fillIn('name', 'Ada');
}

/** Lets the page go on for so many milliseconds: until then, how far it comes is its own affair. */
async function pass(tab: Tab, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await tab.page.evaluate('0');
}

/** Everything that can be read in a section: what is in the form, and what is in the thread. */
async function allOf(tab: Tab): Promise<string> {
  return [await tab.text(), ...(await tab.comments())].join('\n');
}

for (const browser of chosenBrowsers()) {
  const withReader = async (work: (reader: Reader) => Promise<void>): Promise<void> => {
    const reader = new Reader(browser, blog.origin);
    try {
      await work(reader);
    } finally {
      await reader.leave();
    }
  };

  test(`a reload at any letter, or while one signs in or posts, loses nothing (${browser})`, () =>
    withReader(async (reader) => {
      const tab = await reader.open();
      const next = random(1);
      for (let typed = ''; typed.length < words.length;) {
        const more = words.slice(typed.length, typed.length + 1 + Math.floor(next() * 9));
        await tab.type(more);
        typed += more;
        await tab.reload();
        assert.equal(await tab.text(), typed);
      }
      for (let i = 0; i < 2; i++) {
        await tab.press('[data-provider="google"]');
        await pass(tab, next() * 40);
        await tab.reload();
        assert.equal(await tab.text(), words);
      }
      for (const text of [words, 'One.', 'Two.', 'Three.', 'Four.']) {
        if (text !== words) await tab.type(text);
        await asGuest(tab);
        await tab.press('[part="submit"]');
        await pass(tab, next() * 40);
        await tab.reload();
        // What arrived without its answer is asked for, and is no draft any more then.
        const isArrived = (await tab.comments()).includes(text);
        if (isArrived) await tab.waitFor(isEmpty);
        else assert.equal(await tab.text(), text);
        if (!isArrived) await tab.press('[part="submit"]');
        await tab.waitFor(isInThread, text);
        const times = (await tab.comments()).filter((each) => each === text);
        assert.equal(times.length, 1);
      }
    }));

  test(`a browser that is killed while one types, posts or signs in loses nothing (${browser})`, () =>
    withReader(async (reader) => {
      const next = random(2);
      let typed = '';
      let tab = await reader.open();
      for (let i = 0; i < 2; i++) {
        const more = words.slice(typed.length, typed.length + 3 + Math.floor(next() * 12));
        await tab.type(more);
        typed += more;
        await tab.isWrittenDown();
        await reader.kill();
        tab = await reader.open();
        assert.equal(await tab.text(), typed);
      }
      const doings = ['[part="submit"]', '[data-provider="google"]'];
      for (const [i, button] of [...doings, ...doings, ...doings].entries()) {
        const more = ` And ${i}.`;
        await tab.type(more);
        await asGuest(tab);
        await tab.isWrittenDown();
        await tab.press(button);
        await pass(tab, next() * 40);
        await reader.kill();
        tab = await reader.open();
        const all = await allOf(tab);
        assert.ok(all.includes(typed) && all.includes(more.trim()), all);
      }
    }));

  test(`two tabs with different text keep both, killed and started again (${browser})`, () =>
    withReader(async (reader) => {
      const one = await reader.open();
      await one.type('From one tab.');
      const other = await reader.open();
      await other.page.keyboard.down('Control');
      await other.page.keyboard.press('a');
      await other.page.keyboard.up('Control');
      await other.page.keyboard.type('From the other tab.');
      await other.isWrittenDown();
      await reader.kill();
      const texts: string[] = [];
      for (let i = 0; i < 2; i++) {
        const tab = await reader.open();
        texts.push(await tab.text());
        await asGuest(tab);
        await tab.press('[part="submit"]');
        await tab.waitFor(isInThread, texts.at(-1));
        await tab.waitFor(isEmpty);
        await tab.page.close();
      }
      assert.deepEqual(texts, ['From the other tab.', 'From one tab.']);
    }));

  test(`a tab that crashes loses nothing (${browser})`, { skip: browser === 'firefox' }, () =>
    withReader(async (reader) => {
      const tab = await reader.open();
      await tab.type(words);
      const crashed = new Promise((resolve) => tab.page.once('error', resolve));
      tab.page.goto('chrome://crash').catch(() => {});
      await crashed;
      assert.equal(await (await reader.open()).text(), words);
    }),
  );
}

/** Runs in the page. */
function isEmpty(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.querySelector('textarea')!.value === '';
}

/** Runs in the page: it is there, and not on its way any more. */
function isInThread(text: string): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return [...root.querySelectorAll('article')].some(
    (each) => each.textContent.includes(text) && each.querySelector('[data-do="edit"]') !== null,
  );
}
