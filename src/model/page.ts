import type { Comment, Marks } from './comment.ts';
import type { Sort } from './order.ts';

/** Which thread: `id` is the owner's name for it, `title` and `url` those of the page it is on. */
export interface ThreadRef {
  readonly id: string;
  readonly title?: string;
  readonly url?: string;
}

/** A place in a list, to go on from. Only the backend that made it can read it. */
export type Cursor = string;

/** A question for a part of a thread. */
export interface ListQuery {
  /** Whose replies; null asks for roots, along with the first of their replies. */
  readonly branch: string | null;
  /** The order of roots. Replies always come oldest first: a conversation reads downwards. */
  readonly sort: Sort;
  /** How many of the branch's own comments at most. */
  readonly limit: number;
  /** Go on after this place. */
  readonly after?: Cursor;
  /** Go back from this place: those right before it. */
  readonly before?: Cursor;
  /**
   * The page that holds this comment: its root among its neighbours, the comments between
   * the two, and the comment. Fails with `not-found` when there is no such comment.
   */
  readonly around?: string;
}

/** A part of a thread, as a backend hands it out. */
export interface Page {
  /** Whose replies; null: roots. */
  readonly branch: string | null;
  /** Flat, in any order; replies of those listed may come along. */
  readonly comments: readonly Comment[];
  /** Where to go on upwards; null: this is the beginning; absent: not known. */
  readonly before?: Cursor | null;
  /** Where to go on downwards; null: this is the end; absent: not known. */
  readonly after?: Cursor | null;
  /** By comment id, for the viewer of the call. */
  readonly marks?: ReadonlyMap<string, Marks>;
  /** From where live changes go on without a gap. */
  readonly resume?: string;
}
