import type { Draft } from './draft.ts';
import type { Sort } from './order.ts';
import type { GuestField, PlaceName } from './writing.ts';

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
  /** Open a form below a comment, or in the place of its text; or the one at the end. */
  | { readonly type: 'compose'; readonly place: PlaceName; readonly quote?: string }
  /** Close a form; what is in it stays as a draft. */
  | { readonly type: 'leave'; readonly place: PlaceName }
  | { readonly type: 'type'; readonly place: PlaceName; readonly text: string }
  | { readonly type: 'preview'; readonly place: PlaceName; readonly shown: boolean }
  | { readonly type: 'guest'; readonly field: GuestField; readonly value: string }
  | { readonly type: 'remember'; readonly on: boolean }
  /** Rejects when what is in a form cannot be sent, and shows why; `isClosed`: the page wants no more. */
  | { readonly type: 'check'; readonly place: PlaceName; readonly isClosed?: boolean }
  /** The page is thinking, or refuses with a sentence of its own. */
  | { readonly type: 'hold'; readonly place: PlaceName }
  | { readonly type: 'refuse'; readonly place: PlaceName; readonly sentence: string }
  /** Send what is in a form, with the text that the page made of it. */
  | {
      readonly type: 'submit';
      readonly place: PlaceName;
      readonly body?: string;
      readonly trap?: string;
    }
  /** Send a comment, or a new text of one, that is in no form. */
  | { readonly type: 'add'; readonly draft: Draft }
  | { readonly type: 'edit'; readonly id: string; readonly body: string }
  /** From this form, which has the focus again afterwards. */
  | { readonly type: 'sign-in'; readonly provider: string; readonly place: PlaceName }
  | { readonly type: 'cancel-sign-in' }
  | { readonly type: 'sign-out' }
  | { readonly type: 'change-account'; readonly shown: boolean }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'restore'; readonly id: string }
  /** The page may go: what waits for the time of Undo to be over is done now. */
  | { readonly type: 'hasten' }
  /** Try the failed act on this comment again, or leave it out. */
  | { readonly type: 'retry'; readonly id: string }
  | { readonly type: 'discard'; readonly id: string }
  /** Put the text of the failed act back into its form. */
  | { readonly type: 'take-back'; readonly id: string };

export type RequestOf<T extends Request['type']> = Extract<Request, { type: T }>;
