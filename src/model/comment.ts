/** A comment as every reader sees it. Nothing here depends on who is looking; that is `Marks`. */
export interface Comment {
  /** Unique within its thread; the backend's own, never shown and never a DOM id. */
  readonly id: string;
  /** The comment this one answers; null for a root. It may be one that is not loaded. */
  readonly parentId: string | null;
  readonly author: Author;
  readonly body: Body;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  /** Milliseconds since 1970, UTC; absent when never edited. */
  readonly editedAt?: number;
  /** Compared as text: of two copies of a comment the one with the greater version is newer. */
  readonly version?: string;
  /** How many people like it; absent when the backend does not know. */
  readonly likes?: number;
  /** Direct published replies the backend knows of, loaded or not; absent when it does not count. */
  readonly replyCount?: number;
  /** There are replies, and the backend does not count them: in place of `replyCount`. */
  readonly hasReplies?: boolean;
  readonly status: Status;
  readonly pinned?: boolean;
  /** Where the comment can be read on the backend's own pages. */
  readonly url?: string;
}

/** Who wrote a comment. There is no e-mail address here and never will be. */
export interface Author {
  /** Stable where the backend knows accounts; absent for guests. */
  readonly id?: string;
  readonly name: string;
  /** A name that is unique at its provider, such as `@ada@example.social`. */
  readonly handle?: string;
  readonly url?: string;
  readonly avatar?: string;
  /** `author` wrote the post the thread belongs to. */
  readonly role?: 'author' | 'moderator';
  readonly provider?: string;
}

/** Text in the form the backend holds it in. */
export interface Body {
  readonly format: 'markdown' | 'html' | 'text';
  readonly source: string;
}

/** `removed` is a comment whose text is gone and whose place is kept for its replies. */
export type Status = 'published' | 'pending' | 'hidden' | 'spam' | 'removed';

/** What depends on who is looking. Never kept in a cache that readers share. */
export interface Marks {
  /** The viewer wrote it. */
  readonly own?: boolean;
  readonly liked?: boolean;
  /** It was removed a moment ago and can be had back: its place is kept. */
  readonly restorable?: boolean;
  /** Until when the viewer may edit it, milliseconds since 1970; Infinity: without end. */
  readonly editUntil?: number;
  /** Until when the viewer may remove it, milliseconds since 1970; Infinity: without end. */
  readonly removeUntil?: number;
  readonly moderate?: readonly Verb[];
}

/** What a moderator can do to a comment. */
export type Verb = 'approve' | 'hide' | 'spam' | 'remove' | 'pin' | 'unpin';

/** One of the people who like a comment. */
export type Liker = Pick<Author, 'id' | 'name' | 'url' | 'avatar'>;
