import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';
import { bundled } from '../support/bundled.ts';
import { listFiles, project } from '../support/project.ts';
import { startStaticServer, type StaticServer } from '../support/static-server.ts';
import { seededComments } from './comments.ts';

/** As a blog has it. Its thread fits into one answer. */
const section =
  '<comment-section thread="bench" loading="eager" page-size="500"></comment-section>';
/** Reserves its space, as a careful hand would. */
const place = '<div id="place" style="min-block-size: 100vh"></div>';

/**
 * Serves what the benchmarks load: dist/ as it was built, a page for each way of measuring with its
 * script of in-page/, and seeded comments, `/comments-100.json`, for each of the counts.
 */
export async function startSite(counts: readonly number[]): Promise<StaticServer> {
  const scripts = listFiles('test/bench/in-page', '.ts');
  const pages: Record<string, string> = {
    '/element': page('element', section),
    '/by-hand': page('by-hand', place),
    '/local': page('local', ''),
    '/text': page('text', ''),
    // What dist/esm imports by name, and the local backend needs.
    '/idb-keyval.js': readFileSync(fileURLToPath(import.meta.resolve('idb-keyval')), 'utf8'),
  };
  for (const file of scripts) {
    if (file.endsWith('/text.ts')) continue; // made of the sources, with what they import
    const text = readFileSync(path.join(project, file), 'utf8');
    pages[`/in-page/${path.basename(file)}`] = (await transformWithOxc(text, file)).code;
  }
  pages['/in-page/text.ts'] = await bundled('test/bench/in-page/text.ts');
  for (const count of counts) {
    pages[`/comments-${count}.json`] = JSON.stringify(seededComments(count));
  }
  return startStaticServer({ folder: path.join(project, 'dist'), pages, headers });
}

function headers(pathname: string): Record<string, string> {
  return {
    // Alone in its process a page has a clock of 5 µs instead of 100 µs.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    ...(pathname.endsWith('.ts') && { 'content-type': 'text/javascript; charset=utf-8' }),
  };
}

/** A short post, so that the section is in sight from the start and what follows it can be moved. */
function page(script: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>A post</title>
    <style>
      body { max-width: 44rem; margin: 2rem auto; font: 1.1rem/1.6 serif; }
      /* As the README has it. */
      comment-section:not(:defined) { display: block; min-block-size: 100vh; }
    </style>
    <script type="importmap">{ "imports": { "idb-keyval": "/idb-keyval.js" } }</script>
    <script type="module" src="/in-page/${script}.ts"></script>
  </head>
  <body>
    <h1>A post</h1>
    <p>In September 1959 a farmer from Iowa had a visitor.</p>
    ${content}
    <footer>What follows the section</footer>
  </body>
</html>`;
}
