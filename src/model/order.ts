import type { Comment } from './comment.ts';

/** The orders of root comments that there are. A backend's rules say which of them it offers. */
export const sorts = ['oldest', 'newest', 'most-liked'] as const;
export type Sort = (typeof sorts)[number];

/** A comment's place among its siblings, taken when it is placed and kept until the next sorting. */
export interface Rank {
  readonly pinned: number;
  readonly first: number;
  /** -1 where the newest comes first. */
  readonly turn: number;
  readonly time: number;
  readonly id: string;
}

/**
 * The rank is a copy, so that a like does not move a comment away from under the reader's eyes.
 * `sort` is null for replies, which are oldest first whatever the order of roots.
 */
export function rankOf(comment: Comment, sort: Sort | null): Rank {
  return {
    pinned: sort && comment.pinned ? 0 : 1,
    first: sort === 'most-liked' ? -finite(comment.likes) : 0,
    turn: sort === 'newest' ? -1 : 1,
    time: finite(comment.createdAt),
    id: comment.id,
  };
}

/**
 * Negative when `a` comes first. Total, so that every client shows the same order. Servers that know
 * the time by the second number their comments, so of two numbers the shorter one is older.
 */
export function compareRanks(a: Rank, b: Rank): number {
  return (
    a.pinned - b.pinned ||
    a.first - b.first ||
    a.turn *
      (a.time - b.time || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  );
}

/** Dates and counts come from servers: one that is not a number must not upset a sort. */
function finite(value: number | undefined): number {
  return Number.isFinite(value) ? (value as number) : 0;
}
