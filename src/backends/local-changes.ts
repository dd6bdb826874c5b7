import { promisifyRequest } from 'idb-keyval';
import { asCommentError, CommentError } from '../model/errors.ts';
import { laterVersion } from './guest-writing.ts';
import type { Stored } from './guests.ts';
import type { Connection } from './local.ts';
import { likedKey, placeKey, recordKey } from './local-places.ts';
import { readCounters } from './local-reading.ts';
import type { Counters, Desk } from './local-records.ts';

/** A desk where one may write. */
export interface WritingDesk extends Desk {
  readonly counters: Counters;
  /** Ids of comments that are not what they were. */
  readonly touched: Set<string>;
  /** More has changed than anybody would want to read one by one. */
  everything: boolean;
}

/** What is said to other tabs, and to other sections of this page. */
export interface Message {
  readonly thread: string;
  /** The comments that changed; absent: everything did. */
  readonly ids?: readonly string[];
}

/**
 * One act in one transaction: all of it is stored, or nothing. Other tabs wait for their turn,
 * and are told which comments changed.
 */
export async function change<T>(
  connection: Connection,
  signal: AbortSignal | undefined,
  work: (desk: WritingDesk) => Promise<T>,
): Promise<T> {
  const { use, thread } = connection;
  try {
    return await use('readwrite', async (store) => {
      signal?.throwIfAborted();
      const stored = promisifyRequest(store.transaction);
      const counters = await readCounters({ store, thread });
      const desk: WritingDesk = { store, thread, counters, touched: new Set(), everything: false };
      const answer = await orNothing(work(desk), store.transaction, stored);
      const isChanged = desk.everything || desk.touched.size > 0;
      if (isChanged) store.put({ ...counters, revision: counters.revision + 1 }, [thread, 'info']);
      await stored;
      if (isChanged) tell(connection, desk);
      return answer;
    });
  } catch (thrown) {
    throw signal?.aborted ? signal.reason : storageError(thrown);
  }
}

/** Stores a record in the place where it is. */
export function save(desk: WritingDesk, record: Stored): Stored {
  const next = { ...record, version: laterVersion(record.version) };
  desk.store.put(next, recordKey(desk, next));
  desk.touched.add(next.id);
  return next;
}

/** Stores a record and everything that leads to it. */
export function link(desk: WritingDesk, record: Stored): Stored {
  const { store } = desk;
  store.put([record.parentId ?? '', record.createdAt], placeKey(desk, record.id));
  if (record.parentId === null) store.put(0, likedKey(desk, record));
  return save(desk, record);
}

/** Takes a record out, and everything that leads to it. Its likes stay, for `restore`. */
export function unlink(desk: WritingDesk, record: Stored): void {
  const { store } = desk;
  store.delete(recordKey(desk, record));
  store.delete(placeKey(desk, record.id));
  if (record.parentId === null) store.delete(likedKey(desk, record));
  desk.touched.add(record.id);
}

/** Stores a record over an older copy of it, and moves it among the roots by likes. */
export function replace(desk: WritingDesk, older: Stored, record: Stored): Stored {
  unlink(desk, older);
  return link(desk, { ...record, ...(older.version !== undefined && { version: older.version }) });
}

/** The answer of work in a transaction; when the work fails, nothing of it is stored. */
async function orNothing<T>(
  work: Promise<T>,
  transaction: IDBTransaction,
  stored: Promise<unknown>,
): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    // The reason is what was thrown, not the abort that follows from it.
    stored.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // A request that failed has aborted it already.
    }
    throw thrown;
  }
}

function tell({ name, thread, channel }: Connection, { touched, everything }: WritingDesk): void {
  const message: Message = { thread, ...(!everything && { ids: [...touched] }) };
  const speaker = channel ?? new BroadcastChannel(name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is one origin's
  speaker.postMessage(message);
  if (speaker !== channel) speaker.close();
}

function storageError(thrown: unknown): CommentError {
  const isFull = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
  return isFull
    ? new CommentError('unavailable', {
        detail: `${thrown.name}: ${thrown.message}`,
        cause: thrown,
      })
    : asCommentError(thrown);
}
