import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import type { RunningServer } from '../src/server/index.ts';
import { khrushchevThread } from './khrushchev-thread.ts';

const thread = 'khrushchev-1959';
const title = 'Khrushchev’s American Tour';

/**
 * `npm start` also starts our own server, on an embedded database that outlives it, and shows the
 * same post with comments kept there: /server.html is the page of the blog with `server="…"`.
 */
export function commentServer(): Plugin {
  return {
    name: 'comment-server',
    apply: 'serve',
    configureServer(vite) {
      let starting: Promise<RunningServer> | undefined;
      vite.httpServer?.once('listening', () => {
        starting = start(vite);
        starting.then(
          ({ url }) => vite.config.logger.info(`  ➜  Comments: ${url} (for /server.html)`),
          (error: unknown) => vite.config.logger.warn(sentenceFor(error)),
        );
      });
      vite.httpServer?.once('close', () => {
        starting?.then((server) => server.close()).catch(() => {}); // it was said at the start
      });
      vite.middlewares.use('/server.html', (_request, response, next) => {
        if (!starting) return next();
        starting
          .then(({ url }) => vite.transformIndexHtml('/server.html', pageWith(vite, url)))
          .then(
            (page) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page),
            (error: unknown) => {
              response.statusCode = 503;
              response.end(sentenceFor(error));
            },
          );
      });
    },
  };
}

async function start(vite: ViteDevServer): Promise<RunningServer> {
  const [{ startServer }, { importSite }] = await Promise.all([
    import('../src/server/index.ts'),
    import('../src/server/importing.ts'),
  ]);
  const { port } = vite.httpServer!.address() as AddressInfo;
  mkdirSync(vite.config.cacheDir, { recursive: true });
  const server = await startServer({
    database: path.join(vite.config.cacheDir, 'demo-comments.db'),
    origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
  });
  // The same lines again change nothing.
  await importSite(server.handler.site, lines());
  return server;
}

/** The thread in the form that `comment-section import` reads. */
async function* lines(): AsyncGenerator<string> {
  const now = Date.now();
  yield JSON.stringify({ format: 'comment-section', version: 1 });
  yield JSON.stringify({ thread: { id: thread, title, createdAt: now } });
  for (const { likers = [], likes: _, ...comment } of khrushchevThread(now)) {
    const likes = likers.map((name) => ({ actor: name, name, at: now }));
    yield JSON.stringify({ comment: { ...comment, thread, likes } });
  }
}

/** The blog's page, with another line for the comments. */
function pageWith(vite: ViteDevServer, server: string): string {
  const changes: readonly [RegExp, string][] = [
    [/(<comment-section)([^>]*?) sample-accounts>/, `$1 server="${server}"$2>`],
    [/src="blog\.ts"/, 'src="server.ts"'],
    [/<a href="server\.html">.*<\/a>/, '<a href="./">In this browser</a>'],
    [/<button type="button" id="reset">.*<\/button>\s*<output.*<\/output>/, ''],
  ];
  const page = readFileSync(path.join(vite.config.root, 'index.html'), 'utf8');
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`demo/index.html has nothing like ${from.source}.`);
    return text.replace(from, to);
  }, page);
}

function sentenceFor(error: unknown): string {
  return `The server of comments did not start (${String(error)}). Its packages are optional ones: \`npm install\` brings them.`;
}
