import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { chosenBrowsers, launchOptions } from '../support/browsers.ts';
import { startBlog, Tab } from './reader.ts';

// Browsers fill in name and address by themselves, in a shadow root as well. Chromium is told to by
// its protocol, as if its list had been used; Firefox has an address in its profile, and its list is
// used by keyboard.

const blog = await startBlog();
after(() => blog.close());

async function open(browser: Browser): Promise<Tab> {
  const page = await browser.newPage();
  await page.goto(`${blog.origin}/post`);
  const tab = new Tab(page);
  await tab.isReady();
  return tab;
}

/** What was filled in is posted with what was typed. */
async function posts(tab: Tab): Promise<void> {
  await tab.type('Hello');
  await tab.press('[part="submit"]');
  await tab.waitFor(isByAda);
}

for (const name of chosenBrowsers()) {
  if (name === 'chromium') {
    test('Chromium fills in name and address', async (t) => {
      const browser = await launch(await launchOptions(name));
      try {
        const tab = await open(browser);
        if (!(await fillInChromium(tab.page))) return t.skip('this build has no autofill');
        await tab.waitFor(isFilledIn);
        await posts(tab);
      } finally {
        await browser.close();
      }
    });
  } else {
    test('Firefox fills in name and address', async () => {
      const profile = mkdtempSync(path.join(tmpdir(), 'comment-section-autofill-'));
      writeFileSync(path.join(profile, 'autofill-profiles.json'), JSON.stringify(adasAddress));
      const options = await launchOptions(name);
      const browser = await launch({ ...options, userDataDir: profile, extraPrefsFirefox });
      try {
        const tab = await open(browser);
        for (let i = 0; i < 10 && !(await tab.page.evaluate(isFilledIn)); i++) {
          await tab.page.evaluate(focusEmail);
          for (const key of ['ArrowDown', 'ArrowDown', 'Enter'] as const) {
            await tab.page.keyboard.press(key);
            // The list opens when it likes; nothing in the page tells of it.
            await tab.page.waitForFunction(isFilledIn, { timeout: 400 }).catch(() => {});
          }
        }
        assert.equal(await tab.page.evaluate(isFilledIn), true);
        await posts(tab);
      } finally {
        await browser.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
      }
    });
  }
}

/** False where the browser has no such thing, as in builds without a window. */
async function fillInChromium(page: Page): Promise<boolean> {
  const devtools = await page.createCDPSession();
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `document.querySelector('comment-section').shadowRoot.querySelector('[name=email]')`,
  });
  const { node } = await devtools.send('DOM.describeNode', { objectId: result.objectId! });
  const fields = [
    { name: 'NAME_FULL', value: 'Ada Lovelace' },
    { name: 'EMAIL_ADDRESS', value: 'ada@secret.test' },
  ];
  // Newer than the types of the protocol that come with the driver.
  const send = devtools.send.bind(devtools) as (method: string, more?: object) => Promise<unknown>;
  try {
    await send('Autofill.enable');
    await send('Autofill.trigger', { fieldId: node.backendNodeId, address: { fields } });
    return true;
  } catch {
    return false;
  }
}

const adasAddress = {
  version: 1,
  creditCards: [],
  addresses: [
    {
      guid: 'abcdefabcdef',
      version: 1,
      name: 'Ada Lovelace',
      'given-name': 'Ada',
      'family-name': 'Lovelace',
      'street-address': '1 Main Street',
      'address-level1': 'CA',
      'address-level2': 'Town',
      'postal-code': '94000',
      country: 'US',
      email: 'ada@secret.test',
      timeCreated: 1,
      timeLastModified: 1,
      timeLastUsed: 0,
      timesUsed: 0,
    },
  ],
};

const extraPrefsFirefox = {
  'extensions.formautofill.addresses.supported': 'on',
  'extensions.formautofill.addresses.enabled': true,
};

/** Runs in the page. */
function focusEmail(): void {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  root.querySelector<HTMLElement>('[name="email"]')!.focus();
}

/** Runs in the page: the browser has filled in both and nothing else, and says that it did. */
function isFilledIn(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  const fields = [...root.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')];
  const filled = fields.filter(({ value }) => value !== '');
  const values = filled.map((field) => field.matches(':autofill') && field.value);
  return values.join() === 'ada@secret.test,Ada Lovelace';
}

/** Runs in the page. */
function isByAda(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return [...root.querySelectorAll('article')].some((each) =>
    /Ada Lovelace[^]*Hello/.test(each.textContent),
  );
}
