import type { Stored } from './guests.ts';

/**
 * What the database holds, all of it in one object store. Every key is a list that begins with the
 * thread, so that one range is a thread, and one range is a list of comments in its order:
 *
 *     [thread, 'in', parentId or '', createdAt, id]  the record of a comment
 *     [thread, 'at', id]                             [parentId or '', createdAt]: where it is
 *     [thread, 'liked', -likes, createdAt, id]       roots by likes, in the model's order
 *     [thread, 'like', id, guestKey]                 when; is it liked by this guest
 *     [thread, 'liker', id, when, guestKey]          a name; who likes it, the first first
 *     [thread, 'key', draft key]                     the id of the comment it became
 *     [thread, 'info']                               counters of the thread
 */
export type Key = (string | number)[];

/** Where in the database a piece of work takes place. */
export interface Desk {
  readonly store: IDBObjectStore;
  readonly thread: string;
}

export interface Counters {
  /** Published comments. */
  total: number;
  /** The time of the newest, milliseconds since 1970: the next one is later. */
  last: number;
  /** Grows with every change. */
  revision: number;
}

/** The list that a comment's replies are in, null for the roots. */
export function listKey({ thread }: Desk, parentId: string | null): Key {
  return [thread, 'in', parentId ?? ''];
}

/** Every key that begins with this one. */
export function under(key: Key): IDBKeyRange {
  return IDBKeyRange.bound(key, [...key, []]);
}

export function decodeCounters(value: unknown): Counters {
  const counters = { total: 0, last: 0, revision: 0 };
  return fits(value, counters) ? (value as Counters) : counters;
}

/**
 * The record, or undefined for nonsense: a database outlives the version that wrote it, and
 * everything on the page can write to it.
 */
export function decodeRecord(value: unknown): Stored | undefined {
  const { parentId, author, ...record } = Object(value) as Stored;
  const complete = {
    editedAt: 0,
    ...record,
    parentId: parentId ?? '',
    author: { url: '', avatar: '', handle: '', ...author },
  };
  const isSound = fits(complete, sample) && words.test(`${record.status} ${record.body.format}`);
  return isSound ? (value as Stored) : undefined;
}

const words = /^(published|pending|hidden|spam|removed) (markdown|html|text)$/;

/** One of everything; what a record may lack has been added before it is compared. */
const sample = {
  id: '',
  parentId: '',
  author: { name: '', url: '', avatar: '', handle: '' },
  body: { format: '', source: '' },
  createdAt: 0,
  editedAt: 0,
  version: '',
  likes: 0,
  replyCount: 0,
  status: '',
};

/** Whether a value has everything the sample has, each of the same type, and no NaN. */
function fits(value: unknown, like: unknown): boolean {
  if (typeof value !== typeof like || value === null || Number.isNaN(value)) return false;
  return Object.entries(Object(like) as object).every(([name, part]) =>
    fits((value as Record<string, unknown>)[name], part),
  );
}
