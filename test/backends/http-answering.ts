import { httpBackend, type HttpBackend } from '../../src/backends/http.ts';
import type { Call } from '../../src/backends/contract.ts';
import type { Comment } from '../../src/model/comment.ts';
import { guestRules } from '../../src/backends/guests.ts';
import type { ListQuery } from '../../src/model/page.ts';

/** A backend whose server is a function, and what it was asked. */
export interface Answering {
  readonly backend: HttpBackend;
  readonly asked: Request[];
  /** The addresses that were asked, without the server's own. */
  readonly paths: () => string[];
}

type Answer = (request: Request, path: string) => Response | Promise<Response>;

let servers = 0;

/** Each has an address of its own, so that nobody has acted there yet. */
export function answering(answer: Answer, timeoutMs = 10_000): Answering {
  const server = `https://comments-${++servers}-${Date.now()}.example/under/`;
  const asked: Request[] = [];
  const pathOf = ({ url }: Request): string => url.slice(server.length - 1);
  const backend = httpBackend({
    server,
    timeoutMs,
    pauseMs: 1,
    fetch: async (request) => {
      asked.push(request.clone());
      return answer(request, pathOf(request));
    },
  });
  return { backend, asked, paths: () => asked.map(pathOf) };
}

export function json(value: unknown, init?: ResponseInit): Response {
  return new Response(JSON.stringify(value), init);
}

export const first: ListQuery = { branch: null, sort: 'oldest', limit: 3 };

export function callBy(guestKey?: string, signal = new AbortController().signal): Call {
  return { signal, ...(guestKey !== undefined && { guestKey }) };
}

/** A comment, `n` minutes old by its name. */
export function commentOf(id: string, n: number, more: Partial<Comment> = {}): Comment {
  return {
    id,
    parentId: null,
    author: { name: 'Ann' },
    body: { format: 'markdown', source: id },
    createdAt: n * 60_000,
    version: '1',
    likes: 0,
    replyCount: 0,
    status: 'published',
    ...more,
  };
}

export function pageWith(comments: readonly Comment[], more: object = {}): object {
  return { branch: null, comments, before: null, after: null, resume: '1', ...more };
}

export function threadWith(comments: readonly Comment[], more: object = {}): object {
  return {
    capabilities: ['edit', 'like', 'a capability of tomorrow'],
    total: comments.length,
    rules: guestRules,
    page: pageWith(comments),
    ...more,
  };
}
