import type { Comment, Marks } from '../model/comment.ts';
import type { CommentRow } from './database/schema.ts';
import { restoreMs } from './policy.ts';
import type { Actor, Site } from './site.ts';

/** What a reader may know of a row, and what decides whether they may. */
export const publicColumns = [
  'id',
  'parent',
  'author_name',
  'author_url',
  'format',
  'body',
  'status',
  'created_at',
  'edited_at',
  'version',
  'likes',
  'replies',
  'first_replies',
] as const satisfies readonly (keyof CommentRow)[];

export type PublicRow = Pick<CommentRow, (typeof publicColumns)[number]>;

/** A comment as every reader sees it: what is not published is an empty place. */
export function publish(row: PublicRow): Comment {
  return row.status === 'published' ? reveal(row) : placeOf(row);
}

/** A comment as its writer and moderators see it, also while it waits. */
export function reveal(row: PublicRow): Comment {
  return {
    ...placeOf(row),
    author: { name: row.author_name, ...(row.author_url !== null && { url: row.author_url }) },
    body: { format: row.format, source: row.body },
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    likes: row.likes,
    status: row.status,
  };
}

/** What the writer sees: waiting comments in full, and of those taken away no more than others. */
export function revealToWriter(row: PublicRow): Comment {
  return row.status === 'pending' ? reveal(row) : publish(row);
}

function placeOf(row: PublicRow): Comment {
  return {
    id: row.id,
    parentId: row.parent || null,
    author: { name: '' },
    body: { format: row.format, source: '' },
    createdAt: row.created_at,
    version: String(row.version).padStart(12, '0'),
    likes: 0,
    replyCount: row.replies,
    status: 'removed',
  };
}

type Owned = Pick<CommentRow, 'owner' | 'status' | 'status_before' | 'created_at' | 'removed_at'>;

/** What somebody has to do with a comment. */
export function marksOf(site: Site, row: Owned, actor: Actor, liked: boolean): Marks {
  if (row.owner !== actor.id) return { own: false, liked };
  if (isTakenAway(row)) return { own: true, liked: false, restorable: isRestorable(site, row) };
  const { editMs, removeMs } = site.policy;
  const since = row.created_at;
  return { own: true, liked, editUntil: since + editMs, removeUntil: since + removeMs };
}

/** Its writer has nothing to do with it any more, unless it can be had back. */
export function isTakenAway({ status }: Pick<CommentRow, 'status'>): boolean {
  return status !== 'published' && status !== 'pending';
}

export function isRestorable(
  { now }: Site,
  { status, status_before, removed_at }: Pick<Owned, 'status' | 'status_before' | 'removed_at'>,
): boolean {
  return status === 'removed' && status_before !== null && (removed_at ?? 0) + restoreMs > now();
}
