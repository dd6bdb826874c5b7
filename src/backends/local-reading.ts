import { promisifyRequest } from 'idb-keyval';
import type { Marks } from '../model/comment.ts';
import type { Cursor, ListQuery, Page } from '../model/page.ts';
import { marksOf, mostAlong, publish, repliesAlong, type Stored } from './guests.ts';
import {
  decodeCounters,
  decodeRecord,
  listKey,
  under,
  type Counters,
  type Desk,
  type Key,
} from './local-records.ts';

/** A branch in the order that was asked for. */
export interface List {
  readonly key: Key;
  readonly down: 'next' | 'prev';
  readonly recordOf: (entry: Entry) => unknown;
}

export interface Entry {
  readonly key: Key;
  readonly value: unknown;
}

/** The entries of a list that a page shows. */
export interface Window {
  readonly entries: readonly Entry[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** Comments that come along, with their first replies. */
  readonly along?: readonly Stored[];
}

/** Reads a part of a thread. It costs what the page costs, whatever the size of the thread. */
export async function readPage(
  desk: Desk,
  query: ListQuery,
  guestKey: string | undefined,
  readWindow = readStart,
): Promise<Page> {
  const list = listOf(desk, query);
  const { entries, hasBefore, hasAfter, along = [] } = await readWindow(desk, query, list);
  const listed = await Promise.all(entries.map(list.recordOf));
  const records = await withReplies(desk, [...listed.map(decodeRecord), ...along]);
  const cursorAt = (entry: Entry | undefined): Cursor | null =>
    entry ? JSON.stringify(entry.key.slice(list.key.length)) : null;
  return {
    branch: query.branch,
    comments: records.map(publish),
    before: hasBefore ? cursorAt(entries[0]) : null,
    after: hasAfter ? cursorAt(entries.at(-1)) : null,
    marks: await readMarks(desk, records, guestKey),
  };
}

function listOf(desk: Desk, { branch, sort }: ListQuery): List {
  const roots = listKey(desk, branch);
  if (branch === null && sort === 'most-liked') {
    return {
      key: [desk.thread, 'liked'],
      down: 'next',
      recordOf: ({ key }) => get(desk, [...roots, ...key.slice(-2)]),
    };
  }
  const down = branch === null && sort === 'newest' ? 'prev' : 'next';
  return { key: roots, down, recordOf: ({ value }) => value };
}

/** The window at the beginning. */
async function readStart(desk: Desk, { limit }: ListQuery, { key, down }: List): Promise<Window> {
  // One more than is asked for tells whether there is more.
  const entries = await walk(desk, under(key), down, limit + 1);
  const hasAfter = entries.length > limit;
  return { entries: entries.slice(0, limit), hasBefore: false, hasAfter };
}

/** Entries of a range in one direction, `most` of them. */
export async function walk(
  { store }: Desk,
  range: IDBKeyRange,
  direction: 'next' | 'prev',
  most: number,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const request = store.openCursor(range, direction);
  for (;;) {
    const cursor = await promisifyRequest(request);
    if (cursor) entries.push({ key: cursor.key as Key, value: cursor.value });
    if (!cursor || entries.length >= most) return entries;
    cursor.continue();
  }
}

/** Level by level, so that every comment has its first replies before any has theirs. */
async function withReplies(desk: Desk, records: (Stored | undefined)[]): Promise<Stored[]> {
  const found = new Map<string, Stored>();
  const firstReplies = ({ id }: Stored): Promise<unknown[]> =>
    promisifyRequest(desk.store.getAll(under(listKey(desk, id)), repliesAlong));
  let left = Infinity;
  for (let level = records; level.length > 0;) {
    const parents: Stored[] = [];
    for (const record of level) {
      if (!record || found.has(record.id) || left-- <= 0) continue;
      found.set(record.id, record);
      if (record.replyCount) parents.push(record);
    }
    left = Math.min(left, mostAlong);
    level = (await Promise.all(parents.slice(0, left).map(firstReplies))).flat().map(decodeRecord);
  }
  return [...found.values()];
}

export async function readMarks(
  desk: Desk,
  records: readonly Stored[],
  guestKey: string | undefined,
): Promise<Map<string, Marks>> {
  const read = async (record: Stored): Promise<[string, Marks]> => {
    const asks = guestKey !== undefined && record.likes;
    const when = asks ? await get(desk, [desk.thread, 'like', record.id, guestKey]) : undefined;
    return [record.id, marksOf(record, guestKey, when !== undefined)];
  };
  return new Map(await Promise.all(records.map(read)));
}

export async function readCounters(desk: Desk): Promise<Counters> {
  return decodeCounters(await get(desk, [desk.thread, 'info']));
}

export function get({ store }: Desk, key: Key): Promise<unknown> {
  return promisifyRequest<unknown>(store.get(key));
}
