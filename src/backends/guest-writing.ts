import { CommentError } from '../model/errors.ts';
import type { Author } from '../model/comment.ts';
import type { Draft } from '../model/draft.ts';
import type { Rules } from '../model/rules.ts';
import type { Call } from './contract.ts';
import type { Stored } from './guests.ts';

/** The record of a new comment. Without a guest's details only a known `author` can write. */
export function recordOf(
  draft: Draft,
  createdAt: number,
  rules: Rules,
  { guestKey }: Call,
  author?: Author,
): Stored {
  return {
    id: newId(createdAt),
    parentId: draft.parentId,
    author: authorOf(draft, author),
    body: { format: rules.format, source: draft.body },
    createdAt,
    likes: 0,
    replyCount: 0,
    status: rules.moderation === 'none' ? 'published' : 'pending',
    ...(guestKey !== undefined && { owner: guestKey }),
  };
}

/** What is left of a removed comment where replies hang below it. */
export function placeholderOf({ id, parentId, body, createdAt, ...record }: Stored): Stored {
  return {
    id,
    parentId,
    author: { name: '' },
    body: { format: body.format, source: '' },
    createdAt,
    likes: 0,
    replyCount: record.replyCount ?? 0,
    status: 'removed',
    ...(record.version !== undefined && { version: record.version }),
    ...(record.owner !== undefined && { owner: record.owner }),
  };
}

/** Every change of a record, likes and replies included, makes its version greater. */
export function laterVersion(version: string | undefined): string {
  return String((Number(version) || 0) + 1).padStart(9, '0');
}

/** The key that proves what is the caller's own. */
export function guestKeyOf({ guestKey }: Call): string {
  if (guestKey === undefined) throw new CommentError('unauthorized');
  return guestKey;
}

/** The record, when it is there to be changed and is the caller's own. */
export function ownRecord(record: Stored | undefined, guestKey: string): Stored {
  const { owner } = livingRecord(record);
  if (owner !== guestKey) throw new CommentError('forbidden');
  return record!;
}

export function livingRecord(record: Stored | undefined): Stored {
  if (!record || record.status === 'removed') throw new CommentError('not-found');
  return record;
}

function authorOf({ guest }: Draft, author: Author | undefined): Author {
  if (!guest) {
    if (!author) throw new CommentError('unauthorized');
    return author;
  }
  const url = guest.url?.trim();
  return { name: guest.name.trim(), ...(url && { url }) };
}

/** In order of time, and not to be guessed; `randomUUID` is missing on pages without HTTPS. */
function newId(time: number): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return [time.toString(36).padStart(9, '0'), ...[...random].map((n) => n.toString(36))].join('-');
}
