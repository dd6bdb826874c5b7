import { CommentError } from '../model/errors.ts';
import type { Cursor, ListQuery } from '../model/page.ts';
import type { Stored } from './guests.ts';
import { likedKey, readRecord, recordKey } from './local-places.ts';
import { walk, type Entry, type List, type Window } from './local-reading.ts';
import { under, type Desk, type Key } from './local-records.ts';

/** The window at a cursor, or around a comment. */
export async function readWindow(desk: Desk, query: ListQuery, list: List): Promise<Window> {
  const { around, before, after } = query;
  const isByLikes = list.key.length === 2;
  const along = around === undefined ? [] : await readPath(desk, around);
  const root = along.at(-1);
  const keyOf = isByLikes ? likedKey : recordKey;
  const from = root ? keyOf(desk, root) : [...list.key, ...readCursor(before ?? after, isByLikes)];
  const limit = Math.max(1, query.limit);
  const back = root ? limit >> 1 : before === undefined ? 0 : limit;

  const { lower, upper } = under(list.key);
  const beside = (direction: 'next' | 'prev', most: number, open = true): Promise<Entry[]> => {
    const range =
      direction === 'next'
        ? IDBKeyRange.bound(from, upper, open)
        : IDBKeyRange.bound(lower, from, false, open);
    return walk(desk, range, direction, most);
  };
  const up = list.down === 'next' ? 'prev' : 'next';
  // One more than is asked for tells whether there is more.
  const [earlier, later] = await Promise.all([
    after === undefined ? beside(up, back + 1) : [],
    before === undefined ? beside(list.down, limit - back + 1, !root) : [],
  ]);
  return {
    entries: [...earlier.slice(0, back).reverse(), ...later.slice(0, limit - back)],
    hasBefore: after !== undefined || earlier.length > back,
    hasAfter: before !== undefined || later.length > limit - back,
    along,
  };
}

/** The comment and what it hangs on, the root last. */
async function readPath(desk: Desk, id: string): Promise<Stored[]> {
  const path = new Map<string, Stored>();
  for (let next: string | null = id; next !== null;) {
    const record: Stored | undefined = await readRecord(desk, next);
    if (!record || path.has(next)) throw new CommentError('not-found');
    path.set(next, record);
    next = record.parentId;
  }
  return [...path.values()];
}

/** A cursor is the end of a key, so it holds when others come and go. */
function readCursor(cursor: Cursor | undefined, isByLikes: boolean): Key {
  try {
    const key = JSON.parse(cursor ?? '') as unknown;
    const types = isByLikes ? 'number number string' : 'number string';
    if (Array.isArray(key) && key.map((part) => typeof part).join(' ') === types) return key as Key;
  } catch {
    // Not JSON.
  }
  throw new CommentError('invalid');
}
