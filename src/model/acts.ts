import type { Author, Comment, Marks } from './comment.ts';
import type { Draft } from './draft.ts';
import type { CommentError } from './errors.ts';

/**
 * Something the viewer did that the backend has not confirmed. Acts are kept in order; what is
 * shown is what the backend confirmed with the acts applied on top, so taking one back is leaving
 * it out. All but `error` is plain data that survives JSON, so an outbox can keep acts on a disk.
 */
export type Act = ActData & {
  /** Unique among all acts of this browser. */
  readonly key: string;
  /** `held` waits until it is too late to take it back. */
  readonly phase: 'held' | 'waiting' | 'sending' | 'failed';
  readonly error?: CommentError | undefined;
  /** It was sent before, and may have arrived although no answer came. */
  readonly resent?: boolean;
};

export type ActData =
  | {
      readonly type: 'add';
      readonly id: string;
      readonly draft: Draft;
      readonly author: Author;
      readonly at: number;
    }
  | { readonly type: 'edit'; readonly id: string; readonly body: string; readonly at: number }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'restore'; readonly id: string }
  | { readonly type: 'like'; readonly id: string; readonly liked: boolean };

/** A comment and what the viewer has to do with it. */
export interface Shown {
  readonly comment: Comment;
  readonly marks: Marks;
}

/** What is shown once the act is applied. `before` is absent for a comment that only the act makes. */
export function applyAct(before: Shown | undefined, act: Act): Shown | undefined {
  if (act.type === 'add') return before ?? { comment: commentOf(act), marks: { own: true } };
  if (!before) return undefined;
  const { comment, marks } = before;
  switch (act.type) {
    case 'edit':
      return {
        marks,
        comment: { ...comment, body: { ...comment.body, source: act.body }, editedAt: act.at },
      };
    case 'remove':
      // One that failed has removed nothing.
      if (act.phase === 'failed') return before;
      return { comment: { ...comment, status: 'removed' }, marks: { ...marks, restorable: true } };
    case 'restore':
      return {
        comment: { ...comment, status: 'published' },
        marks: { ...marks, restorable: false },
      };
    case 'like':
      return like(before, act.liked);
  }
}

/** The temporary id of a comment that is not stored yet is the key of its draft. */
function commentOf(act: ActData & { type: 'add' }): Comment {
  return {
    id: act.id,
    parentId: act.draft.parentId,
    author: act.author,
    body: { format: 'markdown', source: act.draft.body },
    createdAt: act.at,
    status: 'published',
  };
}

function like({ comment, marks }: Shown, liked: boolean): Shown {
  const step = Number(liked) - Number(marks.liked ?? false);
  return {
    comment: { ...comment, likes: Math.max(0, (comment.likes ?? 0) + step) },
    marks: { ...marks, liked },
  };
}
