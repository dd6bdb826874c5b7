import type { Browser, Page } from 'puppeteer-core';
import { openPage, withBrowser, within } from './browser.ts';
import { spread, spreadText, table } from './figures.ts';
import type { LocalTimes } from './in-page/local.ts';
import { startSite } from './site.ts';

const few = 100;
const many = 100_000;
// A like is for a comment not liked before, of which the page offers a hundred.
const warmUp = 5;
const rounds = 3;
const actsInRound = 10;

/**
 * Posts and likes in the local backend with few and with many comments stored. Each store is in a
 * browser of its own: profiles inside one browser would keep it in memory, and two databases of one
 * profile may share their files.
 */
export async function benchLocal(): Promise<string> {
  const site = await startSite([few, many]);
  try {
    return await withBrowser((one) =>
      withBrowser(async (other) => {
        const small = await fill(one, site.origin, few);
        const large = await fill(other, site.origin, many);
        for (const store of [small, large]) await act(store, warmUp);
        const measured = [small, large].map((store) => ({ ...store, post: [], like: [] }));
        // In turn, so that whatever else the machine does falls on both.
        for (let round = 0; round < rounds; round++) {
          for (const store of measured) await measure(store);
        }
        return report(measured[0]!, measured[1]!);
      }),
    );
  } finally {
    await site.close();
  }
}

interface Store {
  readonly page: Page;
  readonly count: number;
  /** Milliseconds that storing the comments took. */
  readonly filledMs: number;
}

interface Measured extends Store, LocalTimes {}

async function fill(browser: Browser, origin: string, count: number): Promise<Store> {
  const page = await openPage(browser, `${origin}/local`, 'localBench');
  const filling = page.evaluate((n) => globalThis.localBench.fill(n), count);
  return { page, count, filledMs: await within(120, `Storing ${count} comments`, filling) };
}

function act({ page, count }: Store, times: number): Promise<LocalTimes> {
  const acting = page.evaluate((n) => globalThis.localBench.act(n), times);
  return within(60, `${times} posts and likes at ${count} comments`, acting);
}

async function measure(store: Measured): Promise<void> {
  const { post, like } = await act(store, actsInRound);
  store.post.push(...post);
  store.like.push(...like);
}

function report(small: Measured, large: Measured): string {
  const row = (name: 'post' | 'like'): string[] => {
    const ratio = spread(large[name]).median / spread(small[name]).median;
    return [
      `${name}, ms`,
      spreadText(small[name], 2),
      spreadText(large[name], 2),
      `${ratio.toFixed(2)}×`,
    ];
  };
  const imported = [small, large].map(({ filledMs }) => Math.round(filledMs).toString());
  return [
    `Local backend, CPU as it is; median (least–most), ${rounds * actsInRound} acts each`,
    table([
      ['stored comments', `${few}`, `${many}`, 'ratio'],
      row('post'),
      row('like'),
      ['import of all, ms (once)', ...imported, ''],
    ]),
  ].join('\n');
}
