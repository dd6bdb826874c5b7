import type { Comment, Liker, Marks } from '../model/comment.ts';
import type { Page, ThreadRef } from '../model/page.ts';
import type { Rules } from '../model/rules.ts';
import type { Guest } from '../model/viewer.ts';

/**
 * What goes over the wire, as it is once decoded. As JSON a number without end is null, and times
 * are milliseconds since 1970, UTC. Readers leave out what they do not know, so fields may be added.
 */

/** What a server can do beyond reading and adding; a client does not offer what is not named. */
export const capabilities = [
  'around',
  'find',
  'edit',
  'remove',
  'restore',
  'like',
  'likers',
  'counts',
  'mine',
] as const;
export type Capability = (typeof capabilities)[number];

/** `thread`: the thread and its first page, the same for everybody. */
export interface ThreadAnswer {
  readonly capabilities: readonly Capability[];
  /** Published comments. */
  readonly total: number;
  readonly rules: Rules;
  readonly page: PageAnswer;
}

/** `comments`: a part of a thread, the same for everybody. */
export type PageAnswer = Omit<Page, 'marks'>;

/** `counts`: in the order of the question. */
export interface CountsAnswer {
  readonly counts: readonly { readonly thread: string; readonly total: number }[];
}

/** `likers`: the first first, at most a hundred. */
export interface LikersAnswer {
  readonly likers: readonly Liker[];
}

/** What one viewer has to do with one comment. */
export type MarksOfOne = Marks & { readonly id: string };

/** `mine`: what the viewer has to do with a thread. */
export interface MineAnswer {
  /** Of every comment of the thread that the viewer wrote or likes. */
  readonly marks: readonly MarksOfOne[];
  /**
   * Comments as they are now that public answers may not show yet, or never: the viewer's own that
   * wait for a moderator, and those the viewer wrote, changed or liked in the last ten minutes.
   * Removed ones are placeholders.
   */
  readonly comments: readonly Comment[];
}

/** `comment`, `restore`, `sent`, and a new one: a comment as stored, and its marks. */
export interface AddedAnswer {
  readonly comment: Comment;
  readonly marks?: Marks;
}

/** Deleting a comment: what is left in its place, null when nothing is. */
export interface RemovedAnswer {
  readonly comment: Comment | null;
}

/** `like`, both ways. */
export interface LikeAnswer {
  readonly likes: number;
}

/** A new comment. Its idempotency key is the draft's. */
export interface NewComment {
  readonly thread: ThreadRef;
  readonly parentId: string | null;
  readonly body: string;
  readonly guest?: Guest;
  /** What came into a field that no person sees; only machines fill it in. */
  readonly trap?: string;
  /** Milliseconds since the form was begun, where the client knows. */
  readonly tookMs?: number;
}

export interface Edit {
  readonly body: string;
}

/** What an owner decides on a comment; `remove` is for good. */
export const verdicts = ['approve', 'hide', 'spam', 'remove'] as const;
export type Verdict = (typeof verdicts)[number];

export interface VerdictRequest {
  readonly verdict: Verdict;
}

/** Closes a thread for new comments, or opens it again. */
export interface ClosingRequest {
  readonly thread: string;
  readonly closed: boolean;
}

/** `verdict`: the comment as it is now, null when nothing is left. */
export type VerdictAnswer = RemovedAnswer;

/** `closing`, as it is now. */
export type ClosingAnswer = ClosingRequest;

/** `pending`: comments that wait for a moderator, the oldest first. */
export interface PendingAnswer {
  readonly comments: readonly Held[];
  /** Where to go on; null: that was all. */
  readonly after: string | null;
}

/** A comment that waits, and why. */
export interface Held {
  readonly thread: ThreadRef;
  readonly comment: Comment;
  /** Such as `first-comment`, `links`, `words`, `trap`, `too-fast`; plain words, for people. */
  readonly reasons: readonly string[];
}
