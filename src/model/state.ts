import type { Status, Liker } from './comment.ts';
import type { CommentError } from './errors.ts';
import type { Sort } from './order.ts';
import type { Cursor } from './page.ts';
import type { ThreadInfo } from './rules.ts';
import type { Row } from './thread.ts';
import type { Writing } from './writing.ts';

/** What the views draw. The store owns it and changes it in place; everybody else only reads. */
export interface State {
  /** Grows with every change. */
  readonly revision: number;
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Why `failed`, or why the last sorting or reloading did not work. */
  readonly error: CommentError | undefined;
  readonly info: ThreadInfo | undefined;
  readonly sort: Sort;
  readonly thread: ThreadView;
  /** By branch (a comment's id, null for the roots); absent: nothing is known about more. */
  readonly branches: ReadonlyMap<string | null, Branch>;
  /** Keys of rows whose branch is folded. */
  readonly collapsed: ReadonlySet<string>;
  /** Keys of rows whose long text is shown to its end. */
  readonly unfolded: ReadonlySet<string>;
  /** People who like a comment, by row key, where the reader asked for them. */
  readonly likers: ReadonlyMap<string, Likers>;
  /** The row a link led to, and the row to offer the way back to. */
  readonly target: { readonly key: string; readonly from?: string | undefined } | undefined;
  /** A link led to a comment that is not in this thread. */
  readonly lost: boolean;
  /** Live comments that are not in the thread yet, so that nothing moves while being read. */
  readonly arrived: number;
  /** Comments of others since `lastVisit`, milliseconds since 1970; undefined on the first visit. */
  readonly lastVisit: number | undefined;
  readonly fresh: number;
  /** There is somewhere to sign in. */
  readonly hasAccounts: boolean;
  readonly writing: Writing;
}

/** The readonly side of `Thread`. */
export interface ThreadView {
  readonly roots: readonly Row[];
  readonly size: number;
  get(id: string): Row | undefined;
  byKey(key: string): Row | undefined;
}

export interface Branch {
  readonly before?: Cursor | null | undefined;
  readonly after?: Cursor | null | undefined;
  readonly phase: 'ready' | 'loading' | 'failed';
  readonly error?: CommentError | undefined;
}

export interface Likers {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly people: readonly Liker[];
}

/** What a change touched. Whoever draws in pieces redraws the pieces that hold these. */
export interface Change {
  readonly revision: number;
  /** Rows whose own lines changed, by key. */
  readonly rows: ReadonlySet<string>;
  /** Whose lists of replies changed, by key; null: the list of roots. */
  readonly lists: ReadonlySet<string | null>;
  /** Anything around the thread changed: heading, notices, the order. */
  readonly section: boolean;
  readonly effects: readonly Effect[];
}

/** Something to do once, after the change is drawn. */
export type Effect =
  /** A row's key, or the id of another part of the section; empty: the heading. */
  | { readonly type: 'focus'; readonly key: string }
  /** Put a text into a form. What is being typed is never replaced otherwise. */
  | {
      readonly type: 'text';
      readonly key: string;
      readonly text: string;
      /** It is from an earlier visit: what somebody has typed by now comes after it. */
      readonly isRestored?: boolean;
    }
  /** For the owner of the page, who offers providers that there are not. */
  | {
      readonly type: 'no-provider';
      readonly ids: readonly string[];
      readonly known: readonly string[];
    }
  | { readonly type: 'announce'; readonly announcement: Announcement };

/** What is said to people who do not see it happen. */
export type Announcement =
  | { readonly say: 'sorted'; readonly sort: Sort }
  | { readonly say: 'loaded'; readonly count: number }
  | { readonly say: 'arrived'; readonly count: number }
  | { readonly say: 'posted'; readonly status: Status }
  | { readonly say: 'removed' }
  | { readonly say: 'restored' }
  | { readonly say: 'edited' }
  | { readonly say: 'draft-kept' }
  | { readonly say: 'signed-in'; readonly name: string }
  | { readonly say: 'signed-out' }
  | { readonly say: 'lost' }
  | { readonly say: 'failed'; readonly error: CommentError };

/** Somebody else wrote it since the reader's last visit. */
export function isFresh({ comment, marks }: Row, lastVisit: number | undefined): boolean {
  return lastVisit !== undefined && !marks.own && comment.createdAt > lastVisit;
}

/** How many direct replies of a comment are still to be loaded; `some`: nobody counted them. */
export function repliesToLoad(row: Row, branches: State['branches']): number | 'some' {
  const branch = branches.get(row.comment.id);
  if (branch?.after === null) return 0;
  const { replyCount, hasReplies } = row.comment;
  if (replyCount === undefined) return branch?.after || hasReplies ? 'some' : 0;
  const loaded = row.children.filter((child) => child.act?.type !== 'add').length;
  return Math.max(0, replyCount - loaded);
}
