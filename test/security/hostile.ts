import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { visit, type Blog } from '../e2e/site.ts';
import { listenToPolicy, strictPolicy, violationsOn } from '../e2e/strict-policy.ts';
import { bundled } from '../support/bundled.ts';
import { chosenBrowsers, type BrowserName } from '../support/browsers.ts';
import type { Choices } from './in-page/attack.ts';
import type { Payload } from './in-page/section.ts';
import { paths } from './paths.ts';

const attackScript = bundled('test/security/in-page/attack.ts');
const readScript = bundled('test/security/in-page/read.ts');
/** Sends payloads on every way there is, in every browser; `skip` says why not. */
export function testHostile(
  name: string,
  payloads: readonly string[] | undefined,
  skip?: string,
): void {
  void describe(name, { concurrency: chosenBrowsers().length }, () => {
    for (const browser of chosenBrowsers()) {
      void test(
        `stay texts, in every field, on every way (${browser})`,
        { skip: payloads ? false : skip },
        () => attack(browser, payloads ?? [], { until: paths.at(-1)!.name, parses: true }),
      );
    }
  });
}

/** The same where no parser of texts can be loaded. */
export function testHostileWithoutParsers(payloads: readonly string[]): void {
  void describe('without parsers', { concurrency: chosenBrowsers().length }, () => {
    for (const browser of chosenBrowsers()) {
      void test(`hostile texts stay texts (${browser})`, () =>
        attack(browser, payloads, { until: 'thread', parses: false }, { lost: 'content-html' }));
    }
  });
}

async function attack(
  browser: BrowserName,
  payloads: readonly string[],
  choices: Choices,
  more: Partial<Blog> = {},
): Promise<void> {
  const files = {
    'attack.js': await attackScript,
    'payloads.json': JSON.stringify(await read(browser, payloads)),
  };
  const blog: Blog = {
    headers: { 'content-security-policy': strictPolicy },
    files,
    body: `
      <script nonce="abc123" type="module" src="./comment-section/comment-section.js"></script>
      <script nonce="abc123" type="module" src="./attack.js"></script>`,
    prepare: async (page) => {
      await page.evaluateOnNewDocument(listenToPolicy);
      await page.evaluateOnNewDocument(listenToScripts);
    },
    ...more,
  };
  await visit(browser, blog, async ({ page, complaints, strangers, files: asked }) => {
    await page.waitForFunction(() => 'attack' in globalThis);
    const wrong = await page.evaluate((how) => globalThis.attack(how), choices);
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} complaints`);
    assert.deepEqual(await calledOn(page), []);
    const violations = await violationsOn(page);
    // Pictures are wanted there, and only the page forbids them.
    assert.deepEqual(
      violations.filter((each) => !/^img-src https?:/.test(each)),
      [],
    );
    const others = complaints.filter((each) => !/img-src.*https?:|https?:.*img-src/s.test(each));
    if (!more.lost) assert.deepEqual(others, []);
    // What the policy forbade was not asked for, though browsers list it as if it were.
    const forbidden = new Set(violations.map((each) => each.split(' ')[1]));
    const asides = strangers().filter((url) => !forbidden.has(url.replace(/#.*/s, '')));
    assert.deepEqual([...new Set(asides)], []);
    const ours = new Set(Object.keys(files));
    const elsewhere = asked().filter((name) => !ours.has(name) && !isBuilt(name));
    assert.deepEqual(elsewhere, []);
  });
}

function isBuilt(name: string): boolean {
  return name.startsWith('comment-section/');
}

/** What can be read of them, found out on another page: to parse them is against the policy. */
async function read(
  browser: BrowserName,
  payloads: readonly string[],
): Promise<readonly Payload[]> {
  let readings: readonly Payload[] = [];
  const files = { 'read.js': await readScript, 'payloads.json': JSON.stringify(payloads) };
  const body = '<script type="module" src="./read.js"></script>';
  await visit(browser, { files, body }, async ({ page }) => {
    await page.waitForFunction(() => 'readings' in globalThis);
    readings = JSON.parse(await page.evaluate(() => globalThis.readings)) as Payload[];
  });
  return readings;
}

/** Runs in the page, before anything of it: what payloads would call. */
function listenToScripts(): void {
  const called: string[] = [];
  const names = ['alert', 'confirm', 'prompt', 'print', 'open', 'write', 'postMessage'];
  for (const name of names) {
    Object.assign(globalThis, {
      [name]: (...args: unknown[]) => void called.push(`${name} ${args.join()}`),
    });
  }
  Object.assign(globalThis, { called });
}

async function calledOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { called: string[] }).called);
}
