import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { addressOf } from './clients.ts';
import { openDatabase, type OpenDatabase } from './database/open.ts';
import { createHandler, type Handler, type HandlerOptions } from './handler.ts';
import { pages } from './pages.ts';
import { sweep } from './sweeping.ts';

export interface ServerOptions extends Omit<HandlerOptions, 'database' | 'path'> {
  /** The file of an embedded database, or `postgres://…`. */
  readonly database: string;
  /** Where browsers reach the server, such as `https://comments.example`; default: where it listens. */
  readonly address?: string;
  /** Default: 127.0.0.1, for a proxy on the same machine. */
  readonly host?: string;
  /** 0, the default: one that is free. */
  readonly port?: number;
  /** Proxies of one's own between a browser and here. */
  readonly proxies?: number;
  /** Told of every query that reaches the database. */
  readonly onQuery?: (statement: string) => void;
}

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly handler: Handler;
  readonly database: OpenDatabase;
  /** Answers what has been asked, keeps everything, and ends. */
  close(): Promise<void>;
}

const sweepMs = 60_000;
/** What takes longer than this after the end was asked for is cut off. */
const patienceMs = 10_000;
/** How often connections are looked for whose last answer had begun before the end was asked for. */
const idleMs = 50;

/** Opens the database, brings it up to date, and answers on a port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, proxies = 0, onQuery, log } = options;
  const { getRequestListener } = await import('@hono/node-server');
  const database = await openDatabase(options.database, onQuery && { onQuery });
  const fromAddress = options.address === undefined ? undefined : new URL(options.address);
  const path = fromAddress?.pathname.replace(/\/+$/, '') ?? '';
  const server = createServer();
  // A browser sends a comment in one go; who takes longer holds a connection for its own sake.
  server.requestTimeout = 30_000;
  // Longer than proxies keep theirs, so that none is closed just when it is used.
  server.keepAliveTimeout = 75_000;
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(port, host, done);
    });
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  const address = (options.address ?? url).replace(/\/+$/, '');
  // The page that shows the section working is on the server itself.
  const origins = [...options.origins, new URL(address).origin];
  const handler = createHandler({ ...options, database, origins, path });
  const own = pages({ address, path });
  const answer = getRequestListener(async (request, env) => {
    const { pathname } = new URL(request.url);
    if (pathname === `${path}/healthz`) return health(database);
    if (!pathname.startsWith(`${path}/v1/`)) return own(request);
    const forwarded = request.headers.get('X-Forwarded-For') ?? undefined;
    const from = addressOf(env.incoming.socket.remoteAddress, forwarded, proxies);
    return handler(request, { address: from });
  });
  const unanswered = new Set<ServerResponse>();
  let isClosing = false;
  server.on('request', (incoming, outgoing) => {
    unanswered.add(outgoing);
    outgoing.once('close', () => unanswered.delete(outgoing));
    if (isClosing) outgoing.setHeader('Connection', 'close');
    void answer(incoming, outgoing);
  });

  const { site } = handler;
  const sweeping = setInterval(() => {
    sweep(site).catch((thrown: unknown) => {
      log?.({ level: 'error', event: 'sweep failed', error: String(thrown) });
    });
  }, sweepMs);
  return {
    url,
    handler,
    database,
    async close() {
      clearInterval(sweeping);
      isClosing = true;
      // Else whoever is answered now could ask once more, and nobody would listen.
      for (const outgoing of unanswered) {
        if (!outgoing.headersSent) outgoing.setHeader('Connection', 'close');
      }
      // What has arrived already is read before connections without a question are closed.
      await nextTurn();
      const closed = new Promise((done) => server.close(done));
      const idle = setInterval(() => server.closeIdleConnections(), idleMs);
      const late = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
      await database.close();
    },
  };
}

/** For whoever watches over the server: it answers, and so does its database. */
async function health({ db }: OpenDatabase): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  try {
    // It reads a table: `select 1` is answered where there is none.
    await db.selectFrom('threads').select('key').limit(1).execute();
    return new Response('{"status":"ok"}', { headers });
  } catch {
    return new Response('{"status":"database unavailable"}', { status: 503, headers });
  }
}
