import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { CommentError } from '../model/errors.ts';
import { headers, mediaTypes } from '../protocol/headers.ts';
import {
  decodeClosingRequest,
  decodeEdit,
  decodeId,
  decodeLimit,
  decodeListQuery,
  decodeNewComment,
  decodeThreadId,
  decodeThreads,
  decodeVerdict,
} from '../protocol/requests.ts';
import { routes } from '../protocol/routes.ts';
import { capabilities } from '../protocol/shapes.ts';
import {
  etagOf,
  isKnown,
  notModified,
  privateAnswer,
  problemAnswer,
  publicAnswer,
} from './answers.ts';
import { Access, keyFor, type Call, type Caller, type Env } from './access.ts';
import { Clients } from './clients.ts';
import { corsOf, isPublic } from './cors.ts';
import type { OpenDatabase } from './database/open.ts';
import type { ThreadRow } from './database/schema.ts';
import { setLiked } from './liking.ts';
import type { Log } from './log.ts';
import { readCounts, readLikers, readMine } from './mine.ts';
import { decide, readPending, setClosed } from './moderating.ts';
import { defaultPolicy, rulesOf, type Policy } from './policy.ts';
import { PageCache } from './page-cache.ts';
import { openThread, readPage } from './reading.ts';
import { readThread, threadKey, type Site } from './site.ts';
import { addComment, editComment, readSent, removeComment, restoreComment } from './writing.ts';

export interface HandlerOptions {
  readonly database: OpenDatabase;
  /** Origins of the pages that the site's comments are on, such as `https://blog.example`. */
  readonly origins: readonly string[];
  /** Several sites may share a database, each under a name of its own. */
  readonly site?: string;
  /** Path that all addresses begin with; none: the root. */
  readonly path?: string;
  readonly policy?: Partial<Policy>;
  /** Without one nobody can moderate. */
  readonly ownerToken?: string;
  readonly log?: Log;
  /** Milliseconds since 1970, UTC. */
  readonly now?: () => number;
}

/**
 * What answers about a thread look like: part of their tags, so that nobody keeps an answer of an
 * earlier version for good. The number grows when their fields change.
 */
const shape = `1 ${capabilities.join(' ')}`;

/** A web-standard server: everything that runs `Request → Response` can host it. */
export interface Handler {
  (request: Request, caller?: Caller): Promise<Response>;
  readonly site: Site;
}

export function createHandler(options: HandlerOptions): Handler {
  const { database, ownerToken, log, now = Date.now } = options;
  const policy = { ...defaultPolicy, ...options.policy };
  const site: Site = { db: database.db, name: options.site ?? 'default', policy, now };
  const clients = new Clients(site);
  const origins = new Set(options.origins);
  const path = options.path ?? '';
  const app = new Hono<Env>().basePath(path);

  const access = new Access(site, clients, ownerToken);
  const pageUrl = (url: string): string | undefined =>
    URL.canParse(url) && origins.has(new URL(url).origin) ? url : undefined;

  const cache = new PageCache();
  /** Made once for each revision of the thread, however many ask; `rest` is what else it shows. */
  const answerOfThread = async (
    c: Call,
    rest: (thread: ThreadRow | undefined) => string,
    make: typeof readPage | typeof openThread,
  ): Promise<Response> => {
    const query = decodeListQuery((name) => c.req.query(name));
    const key = threadKey(site, query.thread);
    const address = `${c.req.path} ${JSON.stringify(query)}`;
    for (let tries = 1; ; tries++) {
      const thread = await readThread(site, key);
      const etag = etagOf(shape, `${thread?.revision ?? 0}`, rest(thread));
      if (isKnown(c.req.raw, etag)) return notModified(policy, etag);
      const known = cache.get(address, etag);
      if (known !== undefined) return publicAnswer(c.req.raw, policy, known, etag);
      const body = JSON.stringify(await make(site, key, thread, query));
      // Somebody wrote meanwhile: under this tag others would get another answer.
      const isStill = (await readThread(site, key))?.revision === thread?.revision;
      if (isStill) cache.set(address, etag, body);
      if (isStill || tries === 3) return publicAnswer(c.req.raw, policy, body, etag);
    }
  };

  app.use(async (c, next) => {
    const { method } = c.req;
    const origin = c.req.header('Origin');
    if (method === 'OPTIONS') return corsOf(origin, origins).preflight();
    if (isPublic(method, c.req.path.slice(path.length))) {
      await next();
      c.res.headers.set('Access-Control-Allow-Origin', '*');
      return;
    }
    const cors = corsOf(origin, origins);
    if (cors.isForeign) throw new CommentError('forbidden', { detail: 'Not a page of this site.' });
    await next();
    cors.allow(c.res.headers);
  });
  // A character of a text takes 12 bytes at most, as the escapes of a surrogate pair.
  const maxSize = 16_000 + 12 * Math.min(policy.longest, 1_000_000);
  app.use(
    bodyLimit({
      maxSize,
      onError() {
        throw new CommentError('too-large', { detail: `At most ${maxSize} bytes are read.` });
      },
    }),
  );

  app.get(routes.thread, (c) =>
    answerOfThread(c, (thread) => JSON.stringify(rulesOf(policy, thread, now())), openThread),
  );
  app.get(routes.comments, (c) => answerOfThread(c, () => '', readPage));

  app.get(routes.counts, async (c) => {
    const threads = decodeThreads(c.req.queries('thread') ?? []);
    return publicAnswer(c.req.raw, policy, JSON.stringify(await readCounts(site, threads)));
  });

  app.get(routes.likers, async (c) => {
    const likers = await readLikers(site, decodeId(c.req.param('id')));
    return publicAnswer(c.req.raw, policy, JSON.stringify({ likers }));
  });

  app.get(routes.mine, async (c) => {
    const thread = decodeThreadId(c.req.query('thread'));
    return privateAnswer(await readMine(site, thread, await access.actor(c)));
  });

  app.get(routes.sent, async (c) => {
    const thread = decodeThreadId(c.req.query('thread'));
    const write = { key: keyFor(c), actor: await access.actor(c) };
    return privateAnswer(await readSent(site, thread, write));
  });

  app.post(routes.comments, async (c) => {
    const write = await access.write(c);
    const comment = decodeNewComment(await bodyOf(c));
    return privateAnswer(await addComment(site, write, comment, pageUrl), 201);
  });

  app.patch(routes.comment, async (c) => {
    const write = await access.write(c);
    const { body } = decodeEdit(await bodyOf(c));
    return privateAnswer(await editComment(site, write, decodeId(c.req.param('id')), body));
  });

  app.delete(routes.comment, async (c) =>
    privateAnswer(await removeComment(site, await access.write(c), decodeId(c.req.param('id')))),
  );

  app.post(routes.restore, async (c) =>
    privateAnswer(await restoreComment(site, await access.write(c), decodeId(c.req.param('id')))),
  );

  app.on(['PUT', 'DELETE'], routes.like, async (c) => {
    const write = await access.write(c);
    return privateAnswer(
      await setLiked(site, write, decodeId(c.req.param('id')), c.req.method === 'PUT'),
    );
  });

  app.get(routes.pending, async (c) => {
    await access.owner(c);
    const limit = decodeLimit(c.req.query('limit'));
    return privateAnswer(await readPending(site, c.req.query('after'), limit));
  });

  app.put(routes.verdict, async (c) => {
    keyFor(c);
    await access.owner(c);
    const { verdict } = decodeVerdict(await bodyOf(c));
    return privateAnswer(await decide(site, decodeId(c.req.param('id')), verdict));
  });

  app.put(routes.closing, async (c) => {
    keyFor(c);
    await access.owner(c);
    return privateAnswer(await setClosed(site, decodeClosingRequest(await bodyOf(c))));
  });

  app.notFound(() => problemAnswer(new CommentError('not-found')));
  app.onError((thrown) => {
    const answer = problemAnswer(thrown);
    if (answer.status >= 500) log?.({ level: 'error', event: 'failed', error: String(thrown) });
    return answer;
  });

  const handle = async (request: Request, caller: Caller = {}): Promise<Response> => {
    const start = performance.now();
    const response = await app.fetch(request, caller);
    if (log) {
      log({
        level: 'info',
        event: 'request',
        method: request.method,
        // Never what stands behind the question mark, and no ids: they lead to people.
        path: path + withoutId(new URL(request.url).pathname.slice(path.length)),
        status: response.status,
        ms: Math.round(performance.now() - start),
        client: await clients.nameOf(caller.address).catch(() => 'unknown'),
      });
    }
    return response;
  };
  return Object.assign(handle, { site });
}

/** `path` below the server's own, which may have the same words in it. */
function withoutId(path: string): string {
  return path.replace(/(\/comments\/)[^/]+/, '$1:id');
}

async function bodyOf(c: Call): Promise<unknown> {
  const type = c.req.header(headers.contentType)?.split(';')[0]?.trim().toLowerCase();
  if (type !== mediaTypes.json) {
    throw new CommentError('invalid', { detail: `The body has to be ${mediaTypes.json}.` });
  }
  try {
    return await c.req.json<unknown>();
  } catch (thrown) {
    if (thrown instanceof CommentError) throw thrown;
    throw new CommentError('invalid', { detail: 'The body is no JSON.' });
  }
}
