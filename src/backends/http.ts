import { CommentError } from '../model/errors.ts';
import type { ListQuery, Page } from '../model/page.ts';
import type { Can, ThreadInfo } from '../model/rules.ts';
import {
  decodeAdded,
  decodeCounts,
  decodeLike,
  decodeLikers,
  decodeMine,
  decodePage,
  decodeRemoved,
  decodeThread,
} from '../protocol/answers.ts';
import { addressOf, mostThreads, type Query, type Route } from '../protocol/routes.ts';
import type { MineAnswer, NewComment, PageAnswer, ThreadAnswer } from '../protocol/shapes.ts';
import type { Added, BackendOptions, Call, CommentBackend } from './contract.ts';
import { hasActed, noteActed } from './http-acted.ts';
import { ask, type Line, type Question } from './http-ask.ts';
import { withMine } from './http-mine.ts';

export interface HttpOptions extends BackendOptions, Partial<Line> {}

export type HttpBackend = CommentBackend &
  Required<
    Pick<CommentBackend, 'find' | 'edit' | 'remove' | 'restore' | 'setLiked' | 'likers' | 'counts'>
  >;

/** Keeps nobody waiting for what only adds to a page: one try, and not for long. */
const patienceMs = 4_000;

/**
 * Comments on a server that speaks our own protocol (`src/protocol/README.md`). What everybody may
 * know and what only the viewer may know are asked for side by side and put together here.
 */
export function httpBackend(options: HttpOptions = {}): HttpBackend {
  const server = addressOfServer(options.server);
  const line: Line = {
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    timeoutMs: options.timeoutMs ?? 10_000,
    pauseMs: options.pauseMs ?? 400,
  };
  let thread: NewComment['thread'] = { id: '' };

  /** A public question. Who has acted here may find the browser's own copy too old. */
  const read = <Answer>(
    route: Route,
    query: Query,
    { signal, guestKey }: Call,
    decode: (value: unknown) => Answer,
    id?: string,
  ): Promise<Answer> => {
    const address = addressOf(server, route, query, id);
    return ask(line, { address, signal, isFresh: hasActed(server, guestKey) }, decode);
  };
  const write = <Answer>(
    route: Route,
    id: string,
    { signal, guestKey }: Call,
    question: Pick<Question, 'method' | 'body' | 'key'>,
    decode: (value: unknown) => Answer,
  ): Promise<Answer> => {
    signal.throwIfAborted();
    noteActed(server, guestKey);
    const address = addressOf(server, route, {}, id);
    return ask(line, { address, signal, guestKey, key: newKey(), ...question }, decode);
  };
  /** What the viewer has to do with the thread; undefined when there is nothing to know. */
  const askMine = async (call: Call): Promise<MineAnswer | undefined> => {
    const { signal, guestKey } = call;
    if (!hasActed(server, guestKey)) return undefined;
    const address = addressOf(server, 'mine', { thread: thread.id });
    const hasty = { ...line, timeoutMs: Math.min(patienceMs, line.timeoutMs) };
    try {
      return await ask(hasty, { address, signal, guestKey, tries: 1 }, decodeMine);
    } catch {
      // The thread can be read without: not knowing what is one's own is no reason to show nothing.
      signal.throwIfAborted();
      return undefined;
    }
  };
  const readPage = async <Answer>(
    route: Route,
    query: ListQuery,
    call: Call,
    decode: (value: unknown) => Answer,
    pageIn: (answer: Answer) => PageAnswer,
  ): Promise<[Answer, Page]> => {
    call.signal.throwIfAborted();
    const [answer, mine] = await Promise.all([
      read(route, questionOf(thread.id, query), call, decode),
      askMine(call),
    ]);
    const page = pageIn(answer);
    return [answer, mine ? withMine(page, query.sort, mine) : page];
  };

  return {
    async open(ref, first, call) {
      thread = ref;
      const [answer, page] = await readPage('thread', first, call, decodeThread, (a) => a.page);
      return { info: infoOf(answer), page };
    },

    async list(query, call) {
      const [, page] = await readPage('comments', query, call, decodePage, (answer) => answer);
      return page;
    },

    add({ key, parentId, body, guest }, call) {
      const sent: NewComment = { thread, parentId, body, ...(guest && { guest }) };
      return write('comments', '', call, { method: 'POST', body: sent, key }, decodeAdded);
    },

    async find(key, { signal, guestKey }) {
      const address = addressOf(server, 'sent', { thread: thread.id });
      try {
        return await ask(line, { address, signal, guestKey, key }, decodeAdded);
      } catch (thrown) {
        if (thrown instanceof CommentError && thrown.code === 'not-found') return null;
        throw thrown;
      }
    },

    edit: (id, body, call): Promise<Added> =>
      write('comment', id, call, { method: 'PATCH', body: { body } }, decodeAdded),

    remove: async (id, call) =>
      (await write('comment', id, call, { method: 'DELETE' }, decodeRemoved)).comment,

    restore: (id, call) => write('restore', id, call, { method: 'POST' }, decodeAdded),

    setLiked: (id, liked, call) =>
      write('like', id, call, { method: liked ? 'PUT' : 'DELETE' }, decodeLike),

    likers: async (id, call) => (await read('likers', {}, call, decodeLikers, id)).likers,

    async counts(threads, call) {
      const parts: (readonly string[])[] = [];
      for (let at = 0; at < threads.length; at += mostThreads) {
        parts.push(threads.slice(at, at + mostThreads));
      }
      const answers = await Promise.all(
        parts.map((part) => read('counts', { thread: part }, call, decodeCounts)),
      );
      const counts = answers.flatMap((answer) => answer.counts);
      return new Map(counts.map(({ thread: id, total }) => [id, total]));
    },
  };
}

/** Replies come oldest first whatever the order of roots, so that is not asked: one cached answer. */
function questionOf(thread: string, query: ListQuery): Query {
  const { branch, sort, limit, after, before, around } = query;
  return { thread, branch, sort: branch === null ? sort : null, limit, after, before, around };
}

function infoOf({ total, rules, capabilities }: ThreadAnswer): ThreadInfo {
  const has = (name: (typeof capabilities)[number]): boolean => capabilities.includes(name);
  const can: Can = {
    add: !rules.closed && rules.guests === 'yes',
    edit: has('edit'),
    remove: has('remove'),
    restore: has('restore'),
    like: has('like') && rules.likes === 'anybody',
    likers: has('likers') && rules.likes !== 'nobody',
    report: false,
  };
  return { total: { value: total, exact: true }, rules, can, viewer: null, keeper: 'server' };
}

/** Throws `unsupported` for what is no address to ask; the owner of the page is told what to do. */
function addressOfServer(server: string | undefined): string {
  if (server && URL.canParse(server)) {
    const { origin, pathname, protocol } = new URL(server);
    if (/^https?:$/.test(protocol)) return origin + pathname.replace(/\/+$/, '');
  }
  const detail = `server="${server ?? ''}" is not an address such as https://comments.example.`;
  console.warn(`<comment-section>: ${detail}`);
  throw new CommentError('unsupported', { detail });
}

/** `randomUUID` is missing on pages without HTTPS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
}
