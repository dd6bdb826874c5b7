import { CommentError } from '../model/errors.ts';
import type { Comment, Marks } from '../model/comment.ts';
import { compareRanks, rankOf, type Rank } from '../model/order.ts';
import type { Cursor, ListQuery, Page } from '../model/page.ts';
import { marksOf, mostAlong, publish, repliesAlong, type Stored } from './guests.ts';
import { placeholderOf } from './guest-writing.ts';
import { isHere, type MemoryThread } from './memory-thread.ts';

/** A part of a thread, as `guestKey` sees it. */
export function pageOf(thread: MemoryThread, query: ListQuery, guestKey?: string): Page {
  const path = query.around === undefined ? [] : pathTo(thread, query.around, guestKey);
  const branch = path.length > 0 ? null : query.branch;
  const siblings = thread
    .replies(branch)
    .filter((record) => isVisible(record, guestKey))
    .map((record) => ({ record, rank: rankOf(shown(record), branch === null ? query.sort : null) }))
    .sort((a, b) => compareRanks(a.rank, b.rank));
  const ranks = siblings.map(({ rank }) => rank);
  const [start, end] = windowOf(ranks, query, path.at(-1));
  const listed = siblings.slice(start, end);
  const [first, last] = [listed.at(0), listed.at(-1)];
  const found = new Map<string, Stored>();
  for (const { record } of listed) found.set(record.id, record);
  for (const record of path) found.set(record.id, record);
  addRepliesAlong(thread, found, guestKey);
  return {
    branch,
    comments: [...found.values()].map(shown),
    before: first && start > 0 ? JSON.stringify(first.rank) : null,
    after: last && end < siblings.length ? JSON.stringify(last.rank) : null,
    marks: marksIn(thread, [...found.values()], guestKey),
    resume: String(thread.revision),
  };
}

/** A record as every reader sees it. */
export function shown(record: Stored): Comment {
  return publish(record.status === 'removed' ? placeholderOf(record) : record);
}

/** What waits for a moderator is seen by its writer only; what came as a seed has none. */
export function isVisible(record: Stored, guestKey: string | undefined): boolean {
  const waits = record.status === 'pending' && record.owner !== undefined;
  return isHere(record) && (!waits || record.owner === guestKey);
}

export function marksIn(
  thread: MemoryThread,
  records: readonly Stored[],
  guestKey: string | undefined,
): Map<string, Marks> {
  const isLiked = (id: string): boolean =>
    guestKey !== undefined && thread.likes.get(id)?.has(guestKey) === true;
  return new Map(records.map((each) => [each.id, marksOf(each, guestKey, isLiked(each.id))]));
}

/** The comment and what it hangs on, the root last. */
function pathTo(thread: MemoryThread, id: string, guestKey: string | undefined): Stored[] {
  const path = new Set<Stored>();
  for (let next: string | null = id; next !== null;) {
    const record = thread.get(next);
    if (!record || !isVisible(record, guestKey) || path.has(record)) {
      throw new CommentError('not-found');
    }
    path.add(record);
    next = record.parentId;
  }
  return [...path];
}

/** From where to where the page reaches in the whole list. */
function windowOf(
  ranks: readonly Rank[],
  query: ListQuery,
  root: Stored | undefined,
): [start: number, end: number] {
  const limit = Math.max(1, query.limit);
  const firstWhere = (test: (rank: Rank) => boolean): number => {
    const index = ranks.findIndex(test);
    return index < 0 ? ranks.length : index;
  };
  if (root) {
    const at = firstWhere((rank) => rank.id === root.id);
    const back = limit >> 1;
    return [Math.max(0, at - back), at + limit - back];
  }
  if (query.before !== undefined) {
    const cursor = readCursor(query.before);
    const end = firstWhere((rank) => compareRanks(rank, cursor) >= 0);
    return [Math.max(0, end - limit), end];
  }
  if (query.after === undefined) return [0, limit];
  const cursor = readCursor(query.after);
  const start = firstWhere((rank) => compareRanks(rank, cursor) > 0);
  return [start, start + limit];
}

/** A cursor is the rank of the comment it stands at, so it holds when others come and go. */
function readCursor(cursor: Cursor): Rank {
  try {
    const { pinned, first, turn, time, id } = JSON.parse(cursor) as Record<keyof Rank, unknown>;
    const numbers = [pinned, first, turn, time];
    if (numbers.every((n) => typeof n === 'number') && typeof id === 'string') {
      return { pinned, first, turn, time, id } as Rank;
    }
  } catch {
    // Not JSON, or JSON that is no object.
  }
  throw new CommentError('invalid');
}

/** Level by level, so that every comment has its first replies before any has theirs. */
function addRepliesAlong(
  thread: MemoryThread,
  found: Map<string, Stored>,
  guestKey: string | undefined,
): void {
  let left = mostAlong;
  let level = [...found.keys()];
  while (level.length > 0 && left > 0) {
    const next: string[] = [];
    for (const id of level) {
      const replies = thread.replies(id).filter((record) => isVisible(record, guestKey));
      const ranked = replies.map((record) => ({ record, rank: rankOf(record, null) }));
      ranked.sort((a, b) => compareRanks(a.rank, b.rank));
      for (const { record } of ranked.slice(0, repliesAlong)) {
        if (found.has(record.id) || left === 0) continue;
        found.set(record.id, record);
        next.push(record.id);
        left--;
      }
    }
    level = next;
  }
}
