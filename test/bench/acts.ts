import { openPage, withBrowser, within } from './browser.ts';
import { spreadText, table } from './figures.ts';
import type { ActName } from './in-page/element.ts';
import { startSite } from './site.ts';

const slowdown = 4;
const counts = [100, 10_000] as const;
/** A thread is loaded so often, and in each of them everything is done so often. */
const runs = 1;
const rounds = 6;

/** What readers do, in an order that can be done again; in milliseconds, how long it may take. */
const acts: readonly [name: ActName, budget: number][] = [
  ['like', 50],
  ['collapse', 50],
  ['unfold', 50],
  ['reply', 50],
  ['type', 50],
  ['post', 50],
  ['sort', 150],
];

/** How long it takes until the page has drawn what a reader did, in a short thread and a long one. */
export async function benchActs(): Promise<string> {
  const site = await startSite(counts);
  const took = counts.map(() => new Map<ActName, number[]>(acts.map(([name]) => [name, []])));
  try {
    for (let run = 0; run < runs; run++) {
      for (const [i, count] of counts.entries()) {
        await withBrowser(async (browser) => {
          const page = await openPage(browser, `${site.origin}/element?count=${count}`, 'bench');
          await within(
            120,
            `Loading ${count}`,
            page.evaluate(() => globalThis.bench.load()),
          );
          await page.emulateCPUThrottling(slowdown);
          for (let round = 0; round < rounds; round++) {
            for (const [name] of acts) {
              const acting = page.evaluate((what) => globalThis.bench.act!(what), name);
              const ms = await within(60, `${name} in ${count}`, acting);
              // The first of each warms up.
              if (round > 0) took[i]!.get(name)!.push(ms);
            }
          }
        });
      }
    }
  } finally {
    await site.close();
  }
  const rows = acts.map(([name, budget]) => [
    name,
    ...took.map((all) => spreadText(all.get(name)!)),
    String(budget),
  ]);
  const head = ['', ...counts.map((count) => `${count} comments`), 'budget'];
  return `What readers do, CPU ÷ ${slowdown}: ms to the next paint, median (least–most)\n${table([head, ...rows])}`;
}
