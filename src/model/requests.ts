import type { Author } from './comment.ts';
import type { Draft } from './draft.ts';
import type { Sort } from './order.ts';

/**
 * Everything a reader, or the page, can ask of a section: plain data, one closed union. Comments
 * are named by id; the temporary id of a comment that is not stored yet is the key of its draft.
 */
export type Request =
  | { readonly type: 'reload' }
  | { readonly type: 'sort'; readonly sort: Sort }
  /** Load more of a branch; null: of the roots. */
  | {
      readonly type: 'more';
      readonly branch: string | null;
      readonly direction: 'before' | 'after';
    }
  /** Show what arrived while the reader was reading. */
  | { readonly type: 'show-arrived' }
  | { readonly type: 'collapse'; readonly id: string; readonly collapsed: boolean }
  /** Show all of a long text, or only its beginning. */
  | { readonly type: 'unfold'; readonly id: string; readonly unfolded: boolean }
  /** Show a comment, wherever it is; `from` is the comment to offer the way back to. */
  | { readonly type: 'go-to'; readonly id: string; readonly from?: string }
  | { readonly type: 'likers'; readonly id: string; readonly shown: boolean }
  | { readonly type: 'like'; readonly id: string; readonly liked: boolean }
  | { readonly type: 'add'; readonly draft: Draft; readonly author: Author }
  | { readonly type: 'edit'; readonly id: string; readonly body: string }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'restore'; readonly id: string }
  /** Try the failed act on this comment again, or leave it out. */
  | { readonly type: 'retry'; readonly id: string }
  | { readonly type: 'discard'; readonly id: string };

export type RequestOf<T extends Request['type']> = Extract<Request, { type: T }>;
