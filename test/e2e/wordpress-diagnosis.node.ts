import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { chosenBrowsers } from '../support/browsers.ts';
import { startFront } from '../support/wordpress-front.ts';
import { testWordpress } from '../support/wordpress.ts';
import { visit } from './site.ts';
import { until, warningsOf } from './wordpress-page.ts';

const wordpress = testWordpress();
const front = await startFront('url' in wordpress ? wordpress.url : undefined);
after(() => front.close());
const closed = await startFront(undefined);
await closed.close();

interface Fault {
  readonly what: string;
  readonly server: string;
  readonly thread?: string;
  /** For the owner, in the console. */
  readonly told: RegExp;
  /** For the reader. */
  readonly shown: string;
  /** It takes a real WordPress to be like that. */
  readonly isReal?: boolean;
}

const unreachable = 'The server cannot be reached at the moment.';
const at = (site: string): string => `${front.origin}/${site}`;

const faults: readonly Fault[] = [
  {
    what: 'no address',
    server: 'ftp://blog.example',
    told: /needs the address of the blog, such as server="https:\/\/blog\.example"/,
    shown: 'That cannot be done here.',
  },
  {
    what: 'an address where nobody answers',
    server: closed.origin,
    told: /127\.0\.0\.1:\d+ cannot be reached\. Is server="…" right/,
    shown: unreachable,
  },
  {
    what: 'a server that does not let pages read it',
    server: at('shut'),
    told: /\/shut answers, but does not let this page read it \(CORS\)/,
    shown: unreachable,
  },
  {
    what: 'a WordPress that was told not to let pages read it',
    server: at('no-cors'),
    isReal: true,
    told: /\/no-cors answers, but does not let this page read it \(CORS\)/,
    shown: unreachable,
  },
  {
    what: 'a server that is no WordPress',
    server: at('elsewhere'),
    told: /there is no WordPress at \S+\/elsewhere: neither \S+\/wp-json\/ nor/,
    shown: unreachable,
  },
  {
    what: 'another API',
    server: at('other-api'),
    told: /there is no WordPress at \S+\/other-api/,
    shown: unreachable,
  },
  {
    what: 'a WordPress whose API is switched off',
    server: at('rest-off'),
    isReal: true,
    told: /REST API of \S+\/rest-off is switched off for visitors \(401 rest_disabled: “The REST API is/,
    shown: 'That is not allowed.',
  },
  {
    what: 'HTML instead of JSON',
    server: at('maintenance'),
    told: /answered with HTML instead of JSON\..* It begins: <!doctype html><title>Back in a minute!/,
    shown: unreachable,
  },
  {
    what: 'a warning of PHP before the JSON',
    server: at('noisy'),
    isReal: true,
    told: /a PHP warning before the data does that\. It begins: <br \/> <b>Warning<\/b>: Undefined variable/,
    shown: unreachable,
  },
  {
    what: 'an error page of a proxy',
    server: at('bad-gateway'),
    told: /answered 502 with a page of a proxy or firewall instead of WordPress' data/,
    shown: unreachable,
  },
  {
    what: 'a challenge of a firewall',
    server: at('firewall'),
    told: /answered 403 with a page of a proxy or firewall.* It begins: .*Are you a human being/,
    shown: unreachable,
  },
  {
    what: 'a post that is not there',
    server: at('as-it-is'),
    thread: 'no-such-post',
    isReal: true,
    told: /thread="no-such-post" is nothing published at/,
    shown: 'It is not here any more.',
  },
];

const chosen = faults.filter(({ isReal }) => !isReal || 'url' in wordpress);
const sections = chosen.map(
  ({ server, thread = '1' }) => `
    <comment-section backend="wordpress" server="${server}" thread="${thread}" loading="eager">
      <a href="${server}">Comments on the blog</a>
    </comment-section>`,
);

for (const browser of chosenBrowsers()) {
  test(`the owner is told what is wrong, and readers see that there is nothing (${browser})`, async (t) => {
    const warned: string[] = [];
    const body = `
      <script type="module" src="./comment-section/comment-section.js"></script>${sections.join('')}`;
    const prepare = async (page: Page): Promise<void> => void warningsOf(page, warned);
    await visit(browser, { body, prepare }, async ({ page }) => {
      for (const [i, { what, told, shown }] of chosen.entries()) {
        await t.test(what, async () => {
          await page.waitForFunction(isSaidBy, { timeout: 20_000 }, i, shown);
          await until(() => warned.some((each) => told.test(each)));
        });
      }
      const own = warned.filter((each) => each.startsWith('<comment-section>'));
      assert.equal(own.length, chosen.length, own.join('\n'));
    });
    for (const { what } of faults.filter((fault) => !chosen.includes(fault))) {
      await t.test(what, { skip: 'skip' in wordpress && wordpress.skip }, () => {});
    }
  });
}

/** Runs in the page: does a section say why it is empty, and what the page offers instead? */
function isSaidBy(index: number, words: string): boolean {
  const section = document.querySelectorAll('comment-section')[index]!;
  const said = section.shadowRoot?.textContent ?? '';
  const isLinkSeen = section.querySelector('a')!.getClientRects().length > 0;
  return said.includes('The comments could not be loaded.') && said.includes(words) && isLinkSeen;
}
