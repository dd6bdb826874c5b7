import type { Browser } from 'puppeteer-core';
import type { BrowserName } from '../support/browsers.ts';
import { openPage, withBrowser, within } from './browser.ts';
import { spread, spreadText, table } from './figures.ts';
import type { Load } from './in-page/clock.ts';
import { startSite } from './site.ts';

const slowdown = 4;
const counts = [100, 1_000, 10_000, 100_000] as const;
/** What a hand could write is not asked for more: the page would stand still for minutes. */
const mostByHand = 10_000;
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
    // Each is told at once: together they take some minutes.
    console.log(`\n${await inChromium(site.origin)}`);
    console.log(`\n${await behindCursors(site.origin)}`);
    return await inFirefox(site.origin);
  } finally {
    await site.close();
  }
}

async function inChromium(origin: string): Promise<string> {
  return await withBrowser(async (browser) => {
    // The first pages of a browser pay for starting it up.
    for (const page of pages) await load(browser, origin, page, counts[0]);
    const columns: Column[] = [];
    for (const count of counts) {
      const shown = count > mostByHand ? pages.slice(0, 1) : pages;
      const results: Record<PageName, Result[]> = { element: [], 'by-hand': [] };
      for (let run = 0; run < runs; run++) {
        for (const page of run % 2 === 0 ? shown : shown.toReversed()) {
          results[page].push(await load(browser, origin, page, count, isWatched(count)));
        }
      }
      for (const page of shown) {
        columns.push({ title: `${count} ${titles[page]}`, results: results[page] });
      }
    }
    const array = await heapOfArray(browser, origin, mostByHand);
    return `${report(columns)}\n  A plain array of ${mostByHand} comments: ${(array / megabyte).toFixed(1)} MB of JavaScript heap`;
  });
}

/** All of them take minutes; what matters of them shows in the first of those. */
function isWatched(count: number): string {
  return count > mostByHand ? '&watched=30000' : '';
}

/** How often each page loads each of the counts. */
const runs = 3;

/** A first page is the same whatever is behind it. */
async function behindCursors(origin: string): Promise<string> {
  return await withBrowser(async (browser) => {
    const few = counts[0];
    const many = counts.at(-1)!;
    const firsts = new Map<number, number[]>([few, many].map((count) => [count, []]));
    await load(browser, origin, 'element', few, '&paged');
    for (let run = 0; run < runs; run++) {
      for (const [count, all] of firsts) {
        all.push((await load(browser, origin, 'element', count, '&paged')).first);
      }
    }
    const [one, other] = [...firsts.values()];
    const ratio = spread(other!).median / spread(one!).median;
    return `First of a page of 100 comments, CPU ÷ ${slowdown}: ${spreadText(one!)} ms of ${few}, ${spreadText(other!)} ms of ${many} behind cursors: × ${ratio.toFixed(2)} (budget × 1.2)`;
  });
}

/** Its processor cannot be slowed down from outside, and it tells of no long tasks. */
async function inFirefox(origin: string): Promise<string> {
  const rows = await withBrowser(async (browser) => {
    await load(browser, origin, 'element', counts[0], '', 'firefox');
    const loaded: string[][] = [];
    for (const count of counts.filter((each) => each <= mostByHand)) {
      const row: string[] = [String(count)];
      for (const page of pages) {
        const results: Load[] = [];
        for (let run = 0; run < runs; run++) {
          results.push(await load(browser, origin, page, count, '', 'firefox'));
        }
        row.push(
          spreadText(results.map(({ first }) => first)),
          spreadText(results.map(({ all }) => all)),
        );
      }
      loaded.push(row);
    }
    return loaded;
  }, 'firefox');
  const head = ['comments', 'section: first', 'all', 'innerHTML: first', 'all'];
  return `Thread in Firefox at full speed, ms\n${table([head, ...rows])}`;
}

/** One load, in a page and a profile of its own. */
async function load(
  browser: Browser,
  origin: string,
  name: PageName,
  count: number,
  more = '',
  where: BrowserName = 'chromium',
): Promise<Result> {
  const what = `Loading ${count} comments (${titles[name]})`;
  const isChromium = where === 'chromium';
  const context = await within(10, 'A new profile', browser.createBrowserContext());
  try {
    const address = `${origin}/${name}?count=${count}${more}`;
    const page = await openPage(context, address, 'bench', isChromium ? slowdown : 1);
    const devtools = isChromium ? await page.createCDPSession() : undefined;
    const heap = async () => {
      await devtools?.send('HeapProfiler.collectGarbage');
      return await devtools?.send('Runtime.getHeapUsage');
    };
    const before = await within(60, 'Reading the heap', heap());
    const measured = await within(
      400,
      what,
      page.evaluate(() => globalThis.bench.load()),
    );
    const after = await within(60, 'Reading the heap', heap());
    return {
      ...measured,
      heap: (after?.usedSize ?? 0) - (before?.usedSize ?? 0),
      domHeap: (after?.embedderHeapUsedSize ?? 0) - (before?.embedderHeapUsedSize ?? 0),
    };
  } catch (error) {
    throw new Error(`${what} could not be measured.`, { cause: error });
  } finally {
    // One that does not close ends with its browser.
    await within(10, 'Closing a page', context.close()).catch(() => {});
  }
}

async function heapOfArray(browser: Browser, origin: string, count: number): Promise<number> {
  const page = await openPage(browser, `${origin}/by-hand?count=${count}`, 'bench');
  const devtools = await page.createCDPSession();
  const used = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  const before = await used();
  await page.evaluate(() => globalThis.bench.keep!());
  const after = await used();
  await page.close();
  return after - before;
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
  ['first comment, ms', ({ first }) => first, 0, '150, 100 000: 600'],
  ['all comments, ms', ({ all }) => all, 0, ''],
  ['blocking time, ms', ({ blocking }) => blocking, 0, ''],
  ['blocking time of the page, ms', ({ blockingOfPage }) => blockingOfPage, 0, '1 000: 50'],
  ['longest task, ms (0: below 50)', ({ longest }) => longest, 0, '50, 100 000: 100'],
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
  return `Thread, CPU ÷ ${slowdown}, from the backend's answer on; median (least–most) of ${runs}; 100 000 for half a minute\n${table([head, ...body])}`;
}
