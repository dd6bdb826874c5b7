import type { CommentError } from './model/errors.ts';

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
    'comments-loaded': CommentsLoadedEvent;
    'comment-error': CommentErrorEvent;
  }
}
