import type { CommentError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** Somewhere to have an account. */
export interface Provider {
  readonly id: string;
  /** A brand's name, the same in every language. */
  readonly label: string;
  /** Nothing is signed in for real: said wherever the provider is. */
  readonly isSample?: boolean;
}

/** How far a signing in has come. */
export type SignInState =
  | { readonly step: 'connecting' }
  /** A window is open, or was: nobody can tell whether it still is. */
  | { readonly step: 'waiting' }
  /** The browser did not let the window open. */
  | { readonly step: 'blocked' }
  | { readonly step: 'done'; readonly viewer: Viewer }
  | { readonly step: 'cancelled' }
  | { readonly step: 'failed'; readonly error: CommentError };
