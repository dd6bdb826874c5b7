import type { Author } from './comment.ts';

/** Somebody signed in. A guest has no viewer, only details typed with a comment. */
export interface Viewer extends Author {
  readonly id: string;
  /** Id of the provider the account is from, such as `google`. */
  readonly provider: string;
}

/** What a guest types beside a comment. The address goes to the backend and never comes back. */
export interface Guest {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}
