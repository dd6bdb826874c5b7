import type { Comment } from './model/comment.ts';

/*
 * Events of what readers do. Those that ask come before, those that tell after; they are loaded
 * once the thread is on the page, like everything that reading does not need.
 */

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

/**
 * What a page can do about a text before it is sent, besides cancelling it: change it, refuse it
 * with a sentence that the writer is shown, or take its time.
 */
class AskAboutTextEvent extends Event {
  #body: string;
  #refusal: string | undefined;
  #waits: Promise<unknown>[] = [];

  constructor(type: string, body: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.#body = body;
  }

  /** The text as it will be sent. */
  get body(): string {
    return this.#body;
  }

  /** Why it is refused; undefined when it is not. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** Settled when everything that the page waits for is; rejects when one of it fails. */
  get settled(): Promise<unknown> {
    return Promise.all(this.#waits);
  }

  replaceBody(text: string): void {
    this.#body = text;
  }

  refuse(sentence: string): void {
    this.#refusal = sentence;
  }

  /** Sends it when the promise resolves; one that rejects refuses it, with the error's message. */
  waitUntil(promise: Promise<unknown>): void {
    this.#waits.push(promise);
  }
}

/** Before a comment is sent. */
export class CommentSubmitEvent extends AskAboutTextEvent {
  /** The comment that is answered; null: none. */
  readonly parentId: string | null;

  constructor(body: string, parentId: string | null) {
    super('comment-submit', body);
    this.parentId = parentId;
  }
}

/** A comment was sent, and the backend has it. */
export class CommentSubmittedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-submitted', { bubbles: true, composed: true });
    this.comment = comment;
  }
}

/** Before the text of a comment is changed. */
export class CommentEditEvent extends AskAboutTextEvent {
  readonly comment: Comment;

  constructor(comment: Comment, body: string) {
    super('comment-edit', body);
    this.comment = comment;
  }
}

/** The text of a comment was changed, and the backend has it. */
export class CommentEditedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-edited', { bubbles: true, composed: true });
    this.comment = comment;
  }
}

/** Before a comment is removed. Cancel it and it stays. */
export class CommentRemoveEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-remove', { bubbles: true, composed: true, cancelable: true });
    this.comment = comment;
  }
}

/** A comment was removed, and the backend knows. Its writer may still take that back. */
export class CommentRemovedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-removed', { bubbles: true, composed: true });
    this.comment = comment;
  }
}

/**
 * Before somebody signs in. It is decided at once, since a window may open inside a click only:
 * cancel it to sign in by a way of the page's own.
 */
export class CommentSignInEvent extends Event {
  /** Id of the provider, such as `google`. */
  readonly provider: string;

  constructor(provider: string) {
    super('comment-sign-in', { bubbles: true, composed: true, cancelable: true });
    this.provider = provider;
  }
}

/** Somebody has signed in. */
export class CommentSignedInEvent extends Event {
  readonly provider: string;
  readonly name: string;

  constructor(provider: string, name: string) {
    super('comment-signed-in', { bubbles: true, composed: true });
    this.provider = provider;
    this.name = name;
  }
}

declare global {
  interface HTMLElementEventMap {
    'comment-like': CommentLikeEvent;
    'comment-liked': CommentLikedEvent;
    'comment-submit': CommentSubmitEvent;
    'comment-submitted': CommentSubmittedEvent;
    'comment-edit': CommentEditEvent;
    'comment-edited': CommentEditedEvent;
    'comment-remove': CommentRemoveEvent;
    'comment-removed': CommentRemovedEvent;
    'comment-sign-in': CommentSignInEvent;
    'comment-signed-in': CommentSignedInEvent;
  }
}
