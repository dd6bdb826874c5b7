import type { Sort } from './order.ts';
import type { Viewer } from './viewer.ts';

/** What a thread allows; the backend is the one that enforces it, the section only shows it. */
export interface Rules {
  /** No new comments, for anybody. */
  readonly closed: boolean;
  /** May people write without an account, and what they must give then. */
  readonly guests: 'no' | 'yes';
  readonly required: readonly ('name' | 'email' | 'website')[];
  /** Who may like. */
  readonly likes: 'nobody' | 'anybody' | 'accounts';
  /** Characters (Unicode code points) of one comment at most. */
  readonly longest: number;
  /** Levels of replies; Infinity: any. */
  readonly deepest: number;
  /** The format that `add` and `edit` take. */
  readonly format: 'markdown' | 'text';
  /** On offer, the default first. */
  readonly sorts: readonly [Sort, ...Sort[]];
  /** Do new comments wait for a moderator. */
  readonly moderation: 'none' | 'first' | 'all';
}

/** What this viewer may do now. */
export type Can = Readonly<
  Record<'add' | 'edit' | 'remove' | 'restore' | 'like' | 'likers' | 'report', boolean>
>;

export interface ThreadInfo {
  /** Published comments and replies; `exact` false when the backend only estimates. */
  readonly total?: { readonly value: number; readonly exact: boolean };
  readonly rules: Rules;
  readonly can: Can;
  readonly viewer: Viewer | null;
  /** What keeps the comments: `browser` and `visit` are private to the reader, and that is said. */
  readonly keeper: 'server' | 'browser' | 'visit';
}
