import type { Provider, SignInState } from '../model/identity.ts';
import type { Viewer } from '../model/viewer.ts';

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
