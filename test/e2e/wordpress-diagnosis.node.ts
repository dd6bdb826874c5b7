import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chosenBrowsers } from '../support/browsers.ts';
import { startFront } from '../support/wordpress-front.ts';
import { testWordpress } from '../support/wordpress.ts';
import { says, visit } from './site.ts';
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

for (const browser of chosenBrowsers()) {
  for (const { what, server, thread = '1', told, shown, isReal } of faults) {
    const skip = isReal && 'skip' in wordpress ? wordpress.skip : false;
    test(
      `the owner is told of ${what}, and readers see that there is nothing (${browser})`,
      { skip },
      async () => {
        const warned: string[] = [];
        const body = `
        <script type="module" src="./comment-section/comment-section.js"></script>
        <comment-section backend="wordpress" server="${server}" thread="${thread}" loading="eager">
          <a href="${server}">Comments on the blog</a>
        </comment-section>`;
        const prepare = async (page: Parameters<typeof warningsOf>[0]): Promise<void> =>
          void warningsOf(page, warned);
        await visit(browser, { body, prepare }, async ({ page }) => {
          await says(page, 'The comments could not be loaded.');
          await says(page, shown);
          await until(() => warned.some((each) => told.test(each)));
          const own = warned.filter((each) => each.startsWith('<comment-section>'));
          assert.deepEqual(own.length, 1, own.join('\n'));
          const isLinkSeen = await page.evaluate(
            () => document.querySelector('comment-section > a')!.getClientRects().length > 0,
          );
          assert.ok(isLinkSeen, 'what the page offers instead is shown');
        });
      },
    );
  }
}
