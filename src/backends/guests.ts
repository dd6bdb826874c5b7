import type { Comment, Marks } from '../model/comment.ts';
import type { Rules, ThreadInfo } from '../model/rules.ts';
import type { CommentBackend } from './contract.ts';

/** What backends without a server have in common: everybody is a guest, and reads like this. */
export const guestRules: Rules = {
  closed: false,
  guests: 'yes',
  required: ['name', 'email'],
  likes: 'anybody',
  longest: 10_000,
  deepest: Infinity,
  format: 'markdown',
  sorts: ['oldest', 'newest', 'most-liked'],
  moderation: 'none',
};

/** Direct replies of a comment that come along with it, and all that come along with a page. */
export const repliesAlong = 3;
export const mostAlong = 200;

/** A comment as it is kept, with what never leaves the backend. */
export interface Stored extends Comment {
  /** The guest key of who wrote it. */
  readonly owner?: string;
  /** Nobody needs it; records of an earlier version may have it. */
  readonly email?: string;
}

/** A backend that does everything but moderation and accounts. */
export type GuestBackend = CommentBackend &
  Required<
    Pick<
      CommentBackend,
      'find' | 'edit' | 'remove' | 'restore' | 'setLiked' | 'likers' | 'counts' | 'watch'
    >
  >;

/** What every reader may know of a record. */
export function publish({ owner: _owner, email: _email, ...comment }: Stored): Comment {
  return comment;
}

/** What a guest has to do with a comment; all of it is said, so that older marks are replaced. */
export function marksOf(record: Stored, guestKey: string | undefined, liked: boolean): Marks {
  const own = guestKey !== undefined && record.owner === guestKey;
  const mayChange = own && record.status !== 'removed';
  return { own, liked, ...(mayChange && { editUntil: Infinity, removeUntil: Infinity }) };
}

export function infoOf(total: number, rules: Rules, keeper: ThreadInfo['keeper']): ThreadInfo {
  return {
    total: { value: total, exact: true },
    rules,
    can: {
      add: !rules.closed && rules.guests === 'yes',
      edit: true,
      remove: true,
      restore: true,
      like: rules.likes === 'anybody',
      likers: rules.likes !== 'nobody',
      report: false,
    },
    viewer: null,
    keeper,
  };
}
