import type { Body, Comment, Liker, Marks, Verb } from '../model/comment.ts';
import type { Draft } from '../model/draft.ts';
import type { IdentityService } from '../identity/contract.ts';
import type { ListQuery, Page, ThreadRef } from '../model/page.ts';
import type { ThreadInfo } from '../model/rules.ts';

/**
 * Where comments live. A backend is a factory that returns a plain object; a method that is
 * missing is something it cannot do, and `info.can` says what is allowed now, to this viewer.
 *
 * Every method rejects with a `CommentError` and with nothing else, except that a call whose
 * signal is aborted rejects with the signal's reason. Comments are handed out flat; only the
 * model makes trees. `backendContract` in `comment-section/testing` proves an implementation.
 */
export interface CommentBackend {
  /** Opens a thread, one that nobody has written to as well. `page` saves the first `list`. */
  open(thread: ThreadRef, first: ListQuery, call: Call): Promise<Opened>;
  /** Part of the thread that was opened. */
  list(query: ListQuery, call: Call): Promise<Page>;
  /** Stores a comment; the same `draft.key` again answers with the comment stored before. */
  add(draft: Draft, call: Call): Promise<Added>;
  /** The comment that was added with this key; null: it did not arrive. */
  find?(key: string, call: Call): Promise<Added | null>;
  edit?(id: string, body: string, call: Call): Promise<Added>;
  /** Answers with what is left in the comment's place, null when nothing is. */
  remove?(id: string, call: Call): Promise<Comment | null>;
  /** Takes `remove` back. */
  restore?(id: string, call: Call): Promise<Added>;
  /** Sets and does not toggle, so that trying again is safe. Answers with the number of likes. */
  setLiked?(id: string, liked: boolean, call: Call): Promise<{ likes?: number }>;
  /** Those who like a comment, the first first; at most a hundred. */
  likers?(id: string, call: Call): Promise<readonly Liker[]>;
  report?(id: string, reason: string, call: Call): Promise<void>;
  moderate?(id: string, verb: Verb, call: Call): Promise<Comment>;
  /** What the viewer has to do with these, where `list` does not say. */
  marks?(ids: readonly string[], call: Call): Promise<ReadonlyMap<string, Marks>>;
  /** What to edit, where `list` hands out rendered text. */
  source?(id: string, call: Call): Promise<Body>;
  /** Published comments by thread id. */
  counts?(threads: readonly string[], call: Call): Promise<ReadonlyMap<string, number>>;
  /** Where one can sign in, when the comments' server has accounts. */
  identity?: IdentityService;
  /** Tells of changes by others until the returned function is called. */
  watch?(since: string | undefined, sink: Sink, call: Call): () => void;
}

/** What comes with every call. */
export interface Call {
  readonly signal: AbortSignal;
  /**
   * A random key that this browser keeps for this site: it proves a guest's own comments and
   * likes. A server stores a hash of it only.
   */
  readonly guestKey?: string;
}

export interface Opened {
  readonly info: ThreadInfo;
  readonly page?: Page;
}

/** A comment as stored, and what its writer may do with it. */
export interface Added {
  readonly comment: Comment;
  readonly marks?: Marks;
}

/** Where live changes go. A backend that lost track calls `reset`, and everything is read anew. */
export interface Sink {
  upsert(comments: readonly Comment[], marks?: ReadonlyMap<string, Marks>): void;
  gone(ids: readonly string[]): void;
  info(info: ThreadInfo): void;
  reset(): void;
}

/** Makes a backend; one is made for each thread on a page. */
export type BackendFactory = (options: BackendOptions) => CommentBackend;

export interface BackendOptions {
  /** The attribute `server`: an absolute address. */
  readonly server?: string;
  /** Accounts that the page brings along. */
  readonly identity?: IdentityService;
  /** The attribute `avatars`: comments come with the pictures of those who wrote them. */
  readonly avatars?: boolean;
  /**
   * The attribute `poll`: milliseconds between two questions for new comments, where a server does
   * not tell of them by itself. Without it such a server is not asked.
   */
  readonly poll?: number;
}
