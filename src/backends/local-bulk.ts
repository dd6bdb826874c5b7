import { promisifyRequest } from 'idb-keyval';
import { CommentError } from '../model/errors.ts';
import type { Comment } from '../model/comment.ts';
import type { Stored } from './guests.ts';
import { change, link, save, type WritingDesk } from './local-changes.ts';
import type { Connection } from './local.ts';
import { readRecord } from './local-places.ts';
import { decodeRecord, under, type Key } from './local-records.ts';

/** What the owner of a page may do to a thread, open or not: fill it, and empty it. */
export interface LocalBulk {
  /**
   * Adds comments as they are, ids and times included; replies are counted anew. Comments that
   * are there already stay as they are. A reply to a comment that is neither there nor among
   * these refuses all of them, with `not-found`. Thousands are stored in one transaction.
   */
  import(thread: string, comments: Iterable<ImportedComment>): Promise<void>;
  /** Removes everything there is of a thread: comments, likes, keys of drafts. */
  clear(thread: string): Promise<void>;
}

export interface ImportedComment extends Comment {
  /** Names of those who like it, the first first; `likes` may count more than are named. */
  readonly likers?: readonly string[];
}

const perTransaction = 5_000;

export function localBulk(opened: Connection): LocalBulk {
  return {
    async import(thread, comments) {
      const connection: Connection = { ...opened, thread };
      const known = await change(connection, undefined, knownIds);
      const fresh = new Map<string, Imported>();
      for (const { likers = [], ...comment } of comments) {
        const likes = Math.max(comment.likes ?? 0, likers.length);
        const record = decodeRecord({ ...comment, version: '', likes, replyCount: 0 });
        if (!record || known.has(record.id) || fresh.has(record.id)) continue;
        fresh.set(record.id, { record, likers });
      }
      const replies = countByParent(fresh.values());
      for (const id of replies.keys()) {
        if (!known.has(id) && !fresh.has(id)) throw new CommentError('not-found');
      }
      const list = [...fresh.values()];
      for (let at = 0; at < list.length; at += perTransaction) {
        const isLast = at + perTransaction >= list.length;
        await change(connection, undefined, async (desk) => {
          desk.everything = true;
          for (const each of list.slice(at, at + perTransaction)) store(desk, each, replies);
          if (!isLast) return;
          for (const [id, count] of replies) if (known.has(id)) await addReplies(desk, id, count);
        });
      }
    },

    async clear(thread) {
      await change({ ...opened, thread }, undefined, async (desk) => {
        desk.everything = true;
        desk.store.delete(under([thread]));
        desk.counters.total = 0;
      });
    },
  };
}

interface Imported {
  readonly record: Stored;
  readonly likers: readonly string[];
}

async function knownIds({ store: rows, thread }: WritingDesk): Promise<Set<string>> {
  const keys = await promisifyRequest(rows.getAllKeys(under([thread, 'at'])));
  return new Set(keys.map((key) => (key as Key).at(-1) as string));
}

function countByParent(comments: Iterable<Imported>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { record } of comments) {
    const { parentId } = record;
    if (parentId !== null) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  }
  return counts;
}

function store(
  desk: WritingDesk,
  { record, likers }: Imported,
  replies: ReadonlyMap<string, number>,
): void {
  link(desk, { ...record, replyCount: replies.get(record.id) ?? 0 });
  desk.counters.total += Number(record.status === 'published');
  for (const [i, name] of likers.entries()) {
    const guestKey = `imported ${i}`;
    desk.store.put(i, [desk.thread, 'like', record.id, guestKey]);
    desk.store.put(name, [desk.thread, 'liker', record.id, i, guestKey]);
  }
}

async function addReplies(desk: WritingDesk, id: string, count: number): Promise<void> {
  const parent = await readRecord(desk, id);
  if (parent) save(desk, { ...parent, replyCount: (parent.replyCount ?? 0) + count });
}
