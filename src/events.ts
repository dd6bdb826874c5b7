import type { Comment } from './model/comment.ts';
import type { CommentError } from './model/errors.ts';

/**
 * Before a comment is liked, or a like taken back.
 * Cancel it (`preventDefault`) and nothing happens.
 */
export class CommentLikeEvent extends Event {
  readonly comment: Comment;
  readonly liked: boolean;

  constructor(comment: Comment, liked: boolean) {
    super('comment-like', { bubbles: true, composed: true, cancelable: true });
    this.comment = comment;
    this.liked = liked;
  }
}

/** A comment was liked, or a like taken back, and the backend has it. */
export class CommentLikedEvent extends Event {
  readonly comment: Comment;
  readonly liked: boolean;

  constructor(comment: Comment, liked: boolean) {
    super('comment-liked', { bubbles: true, composed: true });
    this.comment = comment;
    this.liked = liked;
  }
}

/** The first page of a thread is on the page. */
export class CommentsLoadedEvent extends Event {
  /** Published comments; undefined when the backend does not count. */
  readonly total: number | undefined;

  constructor(total: number | undefined) {
    super('comments-loaded', { bubbles: true, composed: true });
    this.total = total;
  }
}

/** Something the reader or the page asked for could not be done. The reader has been told. */
export class CommentErrorEvent extends Event {
  readonly error: CommentError;

  constructor(error: CommentError) {
    super('comment-error', { bubbles: true, composed: true });
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'comment-like': CommentLikeEvent;
    'comment-liked': CommentLikedEvent;
    'comments-loaded': CommentsLoadedEvent;
    'comment-error': CommentErrorEvent;
  }
}
