import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchBrowser } from './support/browsers.ts';
import { project } from './support/project.ts';
import { startStaticServer } from './support/static-server.ts';

/**
 * What a page may fetch from us until its thread is readable: the entry, the backend in use, styles
 * and Lit, gzipped, in bytes. What was reached when the last bytes began to cost clarity: what
 * grows has to be given back elsewhere.
 */
const firstLoadLimit = 28_500;
/** One initial TCP window (RFC 6928: ten segments of 1460 bytes). */
const firstLoadGoal = 14_600;

const folder = path.join(project, 'dist/cdn');
const entry = 'comment-section.js';
/** After which a page that has not shown its comments is broken, not slow. */
const timeoutMs = 15_000;

const readable = '/readable.txt';
/** What our own server answers with, in short. */
const answer = JSON.stringify({ capabilities: [], total: 0, rules: {}, page: { comments: [] } });

/** A post with a section that has these attributes. */
const page = (attributes: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="data:,">
    <title>A post</title>
    <script>
      addEventListener('comments-loaded', () => fetch('${readable}'), { capture: true, once: true });
    </script>
    <script type="module" src="/${entry}"></script>
  </head>
  <body>
    <comment-section loading="eager" ${attributes}></comment-section>
  </body>
</html>`;

/** What a WordPress with one comment answers, as far as the files that a page fetches depend on it. */
const wordpress = {
  '/wp-json/wp/v2/posts': '[{"id":1,"comment_status":"open","author":1,"link":""}]',
  '/wp-json/wp/v2/comments':
    '[{"id":2,"post":1,"parent":0,"author_name":"Ada","date_gmt":"2026-01-01T12:00:00",' +
    '"content":{"rendered":"<p>One.</p>"},"status":"approved"}]',
};

// npm run size: lists the built files, and what a browser fetches of them until comments are there,
// with the backend that is the default, which the limit is for, and with others.
try {
  if (!existsSync(path.join(folder, entry))) {
    throw new Error(`dist/cdn/${entry} is missing: run \`npm run build\` first.`);
  }
  table(
    'Built, in dist/cdn',
    readdirSync(folder)
      .filter((file) => !file.endsWith('.map'))
      .sort(),
  );
  const others: Readonly<Record<string, (origin: string) => string>> = {
    'server="…"': (origin) => `server="${origin}"`,
    'backend="wordpress"': (origin) => `backend="wordpress" server="${origin}" thread="1"`,
  };
  for (const [name, attributes] of Object.entries(others)) {
    const title = `Fetched until the thread is readable, with ${name}`;
    console.log(`\n${table(title, await fetchedUntilReadable(attributes))} bytes gzipped.`);
  }
  const total = table('Fetched until the thread is readable', await fetchedUntilReadable());
  const verdict = total > firstLoadLimit ? 'too much' : 'within';
  console.log(
    `\n${total} bytes gzipped, limit ${firstLoadLimit}: ${verdict}. The goal is ${firstLoadGoal}.`,
  );
  process.exitCode = total > firstLoadLimit ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Prints files with their sizes and returns the sum of their gzipped sizes. */
function table(title: string, files: readonly string[]): number {
  const rows = files.map((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
  const width = Math.max(...rows.map(({ file }) => file.length), 10);
  console.log(`\n${title}\n  ${'file'.padEnd(width)} ${'raw'.padStart(9)} ${'gzip'.padStart(9)}`);
  for (const { file, raw, gzip } of rows) {
    console.log(`  ${file.padEnd(width)} ${String(raw).padStart(9)} ${String(gzip).padStart(9)}`);
  }
  return rows.reduce((sum, { gzip }) => sum + gzip, 0);
}

/**
 * Loads a page, by default with the local backend, and returns the files of ours that were asked for before
 * `comments-loaded`. The page marks that moment with a request of its own, so the server's list of
 * requests puts everything in one order.
 */
async function fetchedUntilReadable(
  attributes: (origin: string) => string = () => '',
): Promise<string[]> {
  const pages: Record<string, string> = { ...wordpress, [readable]: '', '/v1/thread': answer };
  const server = await startStaticServer({ folder, pages });
  pages['/post'] = page(attributes(server.origin));
  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage();
    const complaints: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(String(error)));
    const marked = tab.waitForResponse(`${server.origin}${readable}`, { timeout: timeoutMs });
    await Promise.all([
      tab.goto(`${server.origin}/post`),
      marked.catch(() => {
        throw new Error(['`comments-loaded` did not come.', ...complaints].join('\n'));
      }),
    ]);
    const asked = server.requests.map(({ pathname }) => pathname);
    const files = asked
      .slice(0, asked.indexOf(readable))
      .filter((asking) => asking.endsWith('.js'));
    return [...new Set(files.map((pathname) => pathname.slice(1)))];
  } finally {
    await browser.close();
    await server.close();
  }
}
