import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { BrowserName } from '../support/browsers.ts';
import { testWordpress, type Wordpress } from '../support/wordpress.ts';
import { press, visit, type Visit } from './site.ts';

const wordpress = testWordpress();
const skip = 'skip' in wordpress ? wordpress.skip : false;

/** A test with a real WordPress; skipped where there is none. */
export function testWith(browser: BrowserName, name: string, run: () => Promise<void>): void {
  void test(`${name} (${browser})`, { skip }, run);
}

/** A thread of it on a page of another origin. */
export function read(
  browser: BrowserName,
  thread: string,
  work: (visit: Visit) => Promise<void>,
  attributes = '',
  server = running().url,
): Promise<void> {
  return visit(browser, { body: sectionOf(server, thread, attributes) }, work);
}

export function running(): Wordpress {
  assert.ok('url' in wordpress);
  return wordpress;
}

export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('comment-section')!.shadowRoot!;
    return [...root.querySelectorAll('article [part~="body"]')].map((each) =>
      each.textContent.trim(),
    );
  });
}

/** Waits for something in the section that says this. */
export async function has(page: Page, selector: string, words: string): Promise<void> {
  await page.waitForFunction(isThere, { timeout: 10_000 }, selector, words);
}

/** Runs in the page. */
function isThere(selector: string, words: string): boolean {
  const found = document.querySelector('comment-section')?.shadowRoot?.querySelector(selector);
  return found?.textContent.includes(words) ?? false;
}

export async function write(page: Page, text: string): Promise<void> {
  await page.locator('comment-section >>> textarea').click();
  await has(page, '[part~="identity"]', 'Email');
  await page.evaluate(
    (values) => {
      const root = document.querySelector('comment-section')!.shadowRoot!;
      for (const [name, value] of Object.entries(values)) {
        const field = root.querySelector<HTMLInputElement | HTMLTextAreaElement>(
          `[name="${name}"]`,
        )!;
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
    },
    { body: text, email: 'ann@site.example', name: 'Ann' },
  );
  await press(page, 'submit');
}

/** What the console says from now on. */
export function warningsOf(page: Page, warnings: string[] = []): string[] {
  page.on('console', (message) => warnings.push(message.text()));
  return warnings;
}

export async function until(holds: () => boolean): Promise<void> {
  const late = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < late, 'it did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function sectionOf(server: string, thread: string, attributes: string): string {
  return `
    <script type="module" src="./comment-section/comment-section.js"></script>
    <comment-section backend="wordpress" server="${server}"
      thread="${thread}" loading="eager" ${attributes}></comment-section>`;
}
