import type { ColumnType, Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Status } from '../../model/comment.ts';

/**
 * The tables, alike in SQLite and PostgreSQL. Times are milliseconds since 1970, UTC; flags are 0
 * and 1. Every table that holds something of a site says of which, and every query asks for it.
 */
export interface Tables {
  readonly threads: ThreadTable;
  readonly comments: CommentTable;
  readonly likes: LikeTable;
  readonly writes: WriteTable;
  readonly acts: ActTable;
  readonly buckets: BucketTable;
  readonly day_keys: DayKeyTable;
}

export type Database = Kysely<Tables>;
/** Where one may write: everything in it is stored, or nothing. */
export type Work = Transaction<Tables>;

export interface ThreadTable {
  /** Made of site and name; short, because every comment holds it. */
  key: string;
  site: string;
  /** The owner's name for it. */
  name: string;
  title: string | null;
  url: string | null;
  created_at: number;
  /** Closed or opened by hand; null: by its age. */
  closed: 0 | 1 | null;
  /** Published comments. */
  total: number;
  /** The time of the newest comment: the next one is later. */
  last_at: number;
  /** Grows with every change. */
  revision: number;
}

export interface CommentTable {
  id: string;
  site: string;
  thread: string;
  /** Empty for roots. */
  parent: string;
  /** Levels above it. */
  depth: number;
  author_name: string;
  author_url: string | null;
  /** Never handed out. */
  email: string | null;
  /** Hash of what proves whose it is; empty: nobody's. */
  owner: string;
  /** The idempotency key it was added with. */
  draft_key: string | null;
  format: 'markdown' | 'text';
  body: string;
  /** The same for texts that only look different. */
  body_hash: string | null;
  status: Status;
  /** What it was before it was removed, as long as it can be had back. */
  status_before: Status | null;
  /** Why it waits, separated by spaces. */
  held_for: string | null;
  created_at: number;
  edited_at: number | null;
  removed_at: number | null;
  /** When anything about it changed last. */
  changed_at: number;
  /** The thread's revision with its last change. */
  version: number;
  likes: Generated<number>;
  /** -likes, so that an index has the most liked first; made by the database. */
  like_rank: ColumnType<number, never, never>;
  /** Direct replies that are listed. */
  replies: Generated<number>;
  /** Ids of the first listed replies, separated by spaces: they come along with it. */
  first_replies: Generated<string>;
  /** Readers see it, or its place: it is published, or replies that are listed hang below it. */
  listed: 0 | 1;
}

export interface LikeTable {
  site: string;
  comment: string;
  thread: string;
  /** Hash of what proves who likes. */
  actor: string;
  name: string;
  created_at: number;
}

/** What was done under an idempotency key, so that it is not done again. */
export interface WriteTable {
  site: string;
  actor: string;
  key: string;
  act: string;
  comment: string;
  created_at: number;
}

/** What moderators did. */
export interface ActTable {
  id: string;
  site: string;
  at: number;
  actor: string;
  verb: string;
  /** A comment's id, or a thread's name. */
  target: string;
}

/** A token bucket as the moment at which it is full again (GCRA). */
export interface BucketTable {
  key: string;
  full_at: number;
}

export interface DayKeyTable {
  day: string;
  key: string;
}

export type ThreadRow = Selectable<ThreadTable>;
export type CommentRow = Selectable<CommentTable>;
export type NewCommentRow = Insertable<CommentTable>;
export type LikeRow = Selectable<LikeTable>;
