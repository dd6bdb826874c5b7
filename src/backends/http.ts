import { CommentError } from '../model/errors.ts';
import type { ListQuery, Page } from '../model/page.ts';
import type { Can, ThreadInfo } from '../model/rules.ts';
import { decodePage, decodeThread } from '../protocol/answers.ts';
import type { Query } from '../protocol/routes.ts';
import type { PageAnswer, ThreadAnswer } from '../protocol/shapes.ts';
import type { BackendOptions, Call, CommentBackend } from './contract.ts';
import { hasActed } from './http-acted.ts';
import type { Line } from './http-ask.ts';
import { read, type Connection } from './http-connection.ts';
import { withMine } from './http-mine.ts';
import { httpWrites, type HttpWrites } from './http-writes.ts';

export interface HttpOptions extends BackendOptions, Partial<Line> {}

export type HttpBackend = Pick<CommentBackend, 'open' | 'list'> & HttpWrites;

/**
 * Comments on a server that speaks our own protocol (`src/protocol/README.md`). What everybody may
 * know and what only the viewer may know are asked for side by side and put together here.
 */
export function httpBackend(options: HttpOptions = {}): HttpBackend {
  const connection: Connection = {
    server: addressOfServer(options.server),
    line: {
      fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
      timeoutMs: options.timeoutMs ?? 10_000,
      pauseMs: options.pauseMs ?? 400,
    },
    thread: { id: '' },
  };

  /** A reader who has never acted here has no marks, and nothing that others do not see. */
  const asViewer = (page: Promise<PageAnswer>, { sort }: ListQuery, call: Call): Promise<Page> =>
    hasActed(connection.server, call.guestKey) ? withMine(connection, page, sort, call) : page;

  return {
    async open(thread, first, call) {
      call.signal.throwIfAborted();
      connection.thread = thread;
      const answer = read(connection, 'thread', questionOf(thread.id, first), call, decodeThread);
      const whole = answer.then(({ page }) => page);
      const [{ total, rules, capabilities }, page] = await Promise.all([
        answer,
        asViewer(whole, first, call),
      ]);
      return { info: infoOf(total, rules, capabilities), page };
    },

    async list(query, call) {
      call.signal.throwIfAborted();
      const question = questionOf(connection.thread.id, query);
      return asViewer(read(connection, 'comments', question, call, decodePage), query, call);
    },

    ...httpWrites(connection),
  };
}

/** Replies come oldest first whatever the order of roots, so that is not asked: one cached answer. */
function questionOf(thread: string, query: ListQuery): Query {
  const { branch, sort, limit, after, before, around } = query;
  return { thread, branch, sort: branch === null ? sort : null, limit, after, before, around };
}

function infoOf(
  total: number,
  rules: ThreadAnswer['rules'],
  capabilities: ThreadAnswer['capabilities'],
): ThreadInfo {
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
