import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface StaticServerChoices {
  /** The folder to serve. Without one there are only `pages`. */
  readonly folder?: string;
  /** Texts that exist only here, by path: `{ '/': '<!doctype html>…' }`. They win over files. */
  readonly pages?: Readonly<Record<string, string>>;
  /** More headers for one answer, such as a Content-Security-Policy. */
  readonly headers?: (pathname: string, request: IncomingMessage) => Record<string, string>;
  /** Milliseconds to wait before one answer; Infinity never answers. */
  readonly delayMs?: (pathname: string) => number;
}

export interface ServedRequest {
  readonly method: string;
  readonly pathname: string;
  status: number;
}

export interface StaticServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  /** All requests so far, in order of arrival. A waiting one has status 0. */
  readonly requests: readonly ServedRequest[];
  close(): Promise<void>;
}

/** A file server on a free port of this machine only. It never compresses and never caches. */
export async function startStaticServer(choices: StaticServerChoices): Promise<StaticServer> {
  const requests: ServedRequest[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const served = { method: request.method ?? 'GET', pathname, status: 0 };
    requests.push(served);
    response.on('finish', () => (served.status = response.statusCode));
    const waitMs = choices.delayMs?.(pathname) ?? 0;
    if (waitMs === Infinity) return;
    const timer = setTimeout(() => void answer(choices, pathname, request, response), waitMs);
    response.on('close', () => clearTimeout(timer));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  choices: StaticServerChoices,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = { 'cache-control': 'no-store', ...choices.headers?.(pathname, request) };
  const text = choices.pages?.[pathname];
  if (text !== undefined) {
    response.writeHead(200, { 'content-type': contentType(pathname), ...headers });
    response.end(text);
    return;
  }
  const file = await findFile(choices.folder, pathname);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    response.end(`Nothing here: ${pathname}\n`);
    return;
  }
  response.writeHead(200, { 'content-type': contentType(file), ...headers });
  const reading = createReadStream(file);
  // The folder may be thrown away while a page that nobody looks at any more asks for a file.
  reading.on('error', () => response.destroy());
  reading.pipe(response);
}

async function findFile(folder: string | undefined, pathname: string): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const root = path.resolve(folder);
  const wanted = path.join(root, decodePath(pathname));
  // `%2e%2e%2f` climbs past what URL has already resolved.
  if (wanted !== root && !wanted.startsWith(root + path.sep)) return undefined;
  const found = await stat(wanted).catch(() => undefined);
  if (found?.isFile()) return wanted;
  const index = path.join(wanted, 'index.html');
  const isPage = found?.isDirectory() && (await stat(index).catch(() => undefined))?.isFile();
  return isPage ? index : undefined;
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function contentType(file: string): string {
  // Paths such as `/` and `/a/post` are pages.
  return types[path.extname(file)] ?? (path.extname(file) ? binary : types['.html']!);
}

const binary = 'application/octet-stream';
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};
