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

/** One signing in: its states as they come; the last is done, cancelled or failed. */
export interface SignInFlow extends AsyncIterable<SignInState> {
  focusWindow(): void;
  cancel(): void;
}

/** Who is writing, where accounts exist. A session belongs to a site, not to a tab. */
export interface IdentityService {
  /** In the order in which they are offered. */
  providers(call: IdentityCall): Promise<readonly Provider[]>;
  /** Restores a session; null: nobody is signed in. */
  viewer(call: IdentityCall): Promise<Viewer | null>;
  /** To be called in the click itself: only there may a window open. */
  begin(providerId: string): SignInFlow;
  signOut(call: IdentityCall): Promise<void>;
  /** Tells of signing in and out, in other tabs too, until the returned function is called. */
  subscribe(listener: (viewer: Viewer | null) => void): () => void;
}

export interface IdentityCall {
  readonly signal: AbortSignal;
}
