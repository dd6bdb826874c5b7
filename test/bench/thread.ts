import type { Browser } from 'puppeteer-core';
import { openPage, withBrowser, within } from './browser.ts';
import { spreadText, table } from './figures.ts';
import type { Load } from './in-page/clock.ts';
import { startSite } from './site.ts';

const slowdown = 4;
const counts = [100, 1_000, 10_000] as const;
/** How often each page loads each of the counts. */
const runs = 3;
const pages = ['element', 'by-hand'] as const;
type PageName = (typeof pages)[number];
const titles: Record<PageName, string> = { element: 'section', 'by-hand': 'innerHTML' };

interface Result extends Load {
  /** Bytes that JavaScript holds after the load and did not before. */
  readonly heap: number;
  /** The same for what the browser keeps for it: elements, text, styles. */
  readonly domHeap: number;
}

/** Loads a thread with the element and with `innerHTML`, in turn, and tells how both went. */
export async function benchThread(): Promise<string> {
  const site = await startSite(counts);
  try {
    return await withBrowser(async (browser) => {
      // The first pages of a browser pay for starting it up.
      for (const page of pages) await load(browser, site.origin, page, counts[0]);
      const columns: Column[] = [];
      for (const count of counts) {
        const results: Record<PageName, Result[]> = { element: [], 'by-hand': [] };
        for (let run = 0; run < runs; run++) {
          for (const page of run % 2 === 0 ? pages : pages.toReversed()) {
            results[page].push(await load(browser, site.origin, page, count));
          }
        }
        for (const page of pages) {
          columns.push({ title: `${count} ${titles[page]}`, results: results[page] });
        }
      }
      return report(columns);
    });
  } finally {
    await site.close();
  }
}

/** One load, in a page and a profile of its own. */
async function load(
  browser: Browser,
  origin: string,
  name: PageName,
  count: number,
): Promise<Result> {
  const what = `Loading ${count} comments (${titles[name]})`;
  const context = await within(10, 'A new profile', browser.createBrowserContext());
  try {
    const page = await openPage(context, `${origin}/${name}?count=${count}`, 'bench', slowdown);
    const devtools = await page.createCDPSession();
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return devtools.send('Runtime.getHeapUsage');
    };
    const before = await within(20, 'Reading the heap', heap());
    const measured = await within(
      60,
      what,
      page.evaluate(() => globalThis.bench.load()),
    );
    const after = await within(20, 'Reading the heap', heap());
    return {
      ...measured,
      heap: after.usedSize - before.usedSize,
      domHeap: after.embedderHeapUsedSize - before.embedderHeapUsedSize,
    };
  } catch (error) {
    throw new Error(`${what} could not be measured.`, { cause: error });
  } finally {
    // One that does not close ends with its browser.
    await within(5, 'Closing a page', context.close()).catch(() => {});
  }
}

interface Column {
  readonly title: string;
  readonly results: readonly Result[];
}

const megabyte = 2 ** 20;
const rows: readonly [
  name: string,
  of: (result: Result) => number,
  digits: number,
  budget: string,
][] = [
  ['first comment, ms', ({ first }) => first, 0, '150'],
  ['all comments, ms', ({ all }) => all, 0, ''],
  ['blocking time, ms', ({ blocking }) => blocking, 0, ''],
  ['longest task, ms (0: below 50)', ({ longest }) => longest, 0, '50'],
  ['layout shift before the answer', ({ shiftBefore }) => shiftBefore, 4, '0'],
  ['layout shift since', ({ shift }) => shift, 4, '0'],
  ['JavaScript heap, MB more', ({ heap }) => heap / megabyte, 1, ''],
  ['DOM heap, MB more', ({ domHeap }) => domHeap / megabyte, 1, ''],
  ['elements per comment', ({ elements }) => elements, 1, ''],
];

function report(columns: readonly Column[]): string {
  const head = ['', ...columns.map(({ title }) => title), 'budget'];
  const body = rows.map(([name, of, digits, budget]) => [
    name,
    ...columns.map(({ results }) => spreadText(results.map(of), digits)),
    budget,
  ]);
  return `Thread, CPU ÷ ${slowdown}, from the backend's answer on; median (least–most) of ${runs}\n${table([head, ...body])}`;
}
