import path from 'node:path';
import { project } from '../support/project.ts';
import { startStaticServer, type StaticServer } from '../support/static-server.ts';
import { fill, newPost, startWordpress, type Wordpress } from '../support/wordpress.ts';
import { withBrowser, within } from './browser.ts';
import { spreadText, table } from './figures.ts';

const count = 2000;
const pageSizes = ['25', '100', '500', 'all'];
const rounds = 3;

/** What was measured once: milliseconds since the page was asked for, and questions so far. */
interface Reading {
  readonly firstMs: number;
  readonly firstAsked: number;
  readonly allMs: number;
  readonly allAsked: number;
}

/**
 * A post with many comments in a real WordPress on this machine: every fourth one is a root, and
 * every root has three replies. The button for more is pressed until there is nothing more.
 */
export async function benchWordpress(): Promise<string> {
  const { wordpress, stop } = await startWordpress('bench');
  if ('skip' in wordpress) return `WordPress was not measured: ${wordpress.skip}.`;
  try {
    const { id } = await newPost(wordpress);
    const parents = Array.from({ length: count }, (_, i) => (i % 4 === 0 ? -1 : i - (i % 4)));
    await fill(wordpress, id, parents);
    const rows: string[][] = [];
    for (const pageSize of pageSizes) rows.push(await row(wordpress, id, pageSize));
    return [
      `A real WordPress on this machine, ${count} comments; median (least–most) of ${rounds}`,
      table([
        ['page-size', 'first comment, ms', 'requests', `all ${count}, ms`, 'requests'],
        ...rows,
      ]),
    ].join('\n');
  } finally {
    await stop();
  }
}

async function row(wordpress: Wordpress, thread: number, pageSize: string): Promise<string[]> {
  const readings: Reading[] = [];
  const blog = await startBlog(wordpress, thread, pageSize);
  try {
    for (let round = 0; round < rounds; round++) {
      readings.push(await within(150, `Reading ${count} comments`, read(blog, wordpress.url)));
    }
  } finally {
    await blog.close();
  }
  const [{ firstAsked, allAsked }] = readings as [Reading];
  return [
    pageSize,
    spreadText(readings.map(({ firstMs }) => firstMs)),
    `${firstAsked}`,
    spreadText(readings.map(({ allMs }) => allMs)),
    `${allAsked}`,
  ];
}

function startBlog({ url }: Wordpress, thread: number, pageSize: string): Promise<StaticServer> {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="data:,">
    <title>A post</title>
    <script type="module" src="/comment-section.js"></script>
  </head>
  <body>
    <comment-section backend="wordpress" server="${url}" thread="${thread}" loading="eager"
      page-size="${pageSize}"></comment-section>
  </body>
</html>`;
  return startStaticServer({ folder: path.join(project, 'dist/cdn'), pages: { '/post': page } });
}

function read(blog: StaticServer, server: string): Promise<Reading> {
  return withBrowser(async (browser) => {
    const tab = await browser.newPage();
    await tab.goto(`${blog.origin}/post`);
    return tab.evaluate(readAll, server, count);
  });
}

/** Runs in the page: presses for more until every comment is there. */
async function readAll(server: string, wanted: number): Promise<Reading> {
  performance.setResourceTimingBufferSize(2000);
  let first: Pick<Reading, 'firstMs' | 'firstAsked'> | undefined;
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const root = document.querySelector('comment-section')?.shadowRoot;
    const shown = root?.querySelectorAll('article').length ?? 0;
    const asked = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.startsWith(server)).length;
    if (shown === 0) continue;
    const now = performance.now();
    first ??= { firstMs: now, firstAsked: asked };
    if (shown >= wanted) return { ...first, allMs: now, allAsked: asked };
    const more = root?.querySelector<HTMLElement>('[data-do="more"][data-direction="after"]');
    more?.click(); // to no avail while the last press is being answered
  }
}
