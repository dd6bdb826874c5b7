import type { Call, CommentBackend, Opened } from '../backends/contract.ts';
import type { Comment, Marks } from '../model/comment.ts';
import type { Draft } from '../model/draft.ts';
import type { ListQuery, Page, ThreadRef } from '../model/page.ts';
import { assert } from './assert.ts';

/** A backend to be proved, and what it takes to do that. */
export interface BackendUnderTest {
  readonly backend: CommentBackend;
  /** A thread that nobody has written to. */
  readonly thread: ThreadRef;
  /** Another one on the same storage, as another tab or another reader has it. */
  readonly another?: () => CommentBackend | Promise<CommentBackend>;
  /** Called after each case, whatever its end. */
  readonly close?: () => void | Promise<void>;
}

export type MakeBackend = () => BackendUnderTest | Promise<BackendUnderTest>;

/** A place to try things: the backend with its thread open, and shorter words for what is done. */
export interface Bench {
  readonly backend: CommentBackend;
  readonly thread: ThreadRef;
  readonly opened: Required<Opened>;
  /** The same thread through another backend on the same storage. */
  readonly another: () => Promise<CommentBackend>;
  /** A call by this guest. */
  readonly call: (guest?: string) => Call;
  readonly post: (body: string, parentId?: string | null, guest?: string) => Promise<Comment>;
  readonly list: (query?: Partial<ListQuery>, guest?: string) => Promise<Page>;
  /** Every comment of a branch, in order, read page by page. */
  readonly walk: (query: Partial<ListQuery>, direction?: 'before' | 'after') => Promise<Comment[]>;
  readonly total: () => Promise<number | undefined>;
}

export async function openBench(made: BackendUnderTest): Promise<Bench> {
  const { backend, thread } = made;
  const run = random();
  const call = (guest = 'ann'): Call => ({
    signal: new AbortController().signal,
    guestKey: `${guest}-${run}`,
  });
  const open = async (with_: CommentBackend): Promise<Required<Opened>> => {
    const { info, page } = await with_.open(thread, firstPage, call());
    return { info, page: page ?? (await with_.list(firstPage, call())) };
  };
  const list: Bench['list'] = (query, guest) =>
    backend.list({ ...firstPage, ...query }, call(guest));
  return {
    backend,
    thread,
    opened: await open(backend),
    call,
    list,
    async another() {
      assert(made.another, 'this case needs another backend on the same storage');
      const other = await made.another();
      await open(other);
      return other;
    },
    async post(body, parentId = null, guest = 'ann') {
      return (await backend.add(draftOf(body, { parentId }, guest), call(guest))).comment;
    },
    async walk(query, direction = 'after') {
      const found: Comment[] = [];
      let cursor: string | null | undefined = query[direction];
      for (let pages = 0; cursor !== null; pages++) {
        assert(pages < 100, 'paging comes to an end');
        const page = await list({ ...query, ...(cursor && { [direction]: cursor }) });
        const listed = ownOf(page, query);
        if (direction === 'after') found.push(...listed);
        else found.unshift(...listed);
        cursor = page[direction] ?? null;
      }
      return found;
    },
    async total() {
      return (await open(backend)).info.total?.value;
    },
  };
}

const firstPage: ListQuery = { branch: null, sort: 'oldest', limit: 10 };

/** A draft that every backend has to take. */
export function draftOf(body: string, more: Partial<Draft> = {}, guest = 'ann'): Draft {
  return {
    key: random(),
    parentId: null,
    body,
    guest: { name: guest, email: addressOf(guest), url: 'https://ann.example/' },
    ...more,
  };
}

/** E-mail addresses in these tests, and nothing else, hold this word. */
export const secret = 'not-to-be-seen';

function addressOf(guest: string): string {
  return `${guest}@${secret}.example`;
}

/** The branch's own comments of a page, in the order that was asked for. */
export function ownOf(
  page: Page,
  { branch = null, sort = 'oldest' }: Partial<ListQuery>,
): Comment[] {
  const order = branch === null ? sort : 'oldest';
  const sign = order === 'newest' ? -1 : 1;
  return page.comments
    .filter(({ parentId }) => parentId === branch)
    .sort(
      (a, b) =>
        (order === 'most-liked' ? (b.likes ?? 0) - (a.likes ?? 0) : 0) ||
        sign * (a.createdAt - b.createdAt),
    );
}

export function bodiesOf(comments: readonly Comment[]): string[] {
  return comments.map(saidIn);
}

/** What a comment says. Some backends hand out what their server made of it, in HTML. */
export function saidIn({ body }: Comment): string {
  return body.format === 'html' ? body.source.replace(/<[^>]*>/g, '').trim() : body.source;
}

/** What a page says of this comment to the guest who asked; absent is what is not said. */
export function marksOf({ marks }: Page, id: string): Marks {
  return marks?.get(id) ?? {};
}

export function random(): string {
  return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}
