import type { Status } from '../model/comment.ts';
import { fieldsOf, oneOf, text, wellFormed } from '../protocol/decode.ts';
import { isId } from '../protocol/requests.ts';

/**
 * What `export` writes and `import` reads: JSON, one object a line (`.jsonl`), so that neither ever
 * has to hold it all. The first line says what it is; a thread comes before its comments. Times are
 * milliseconds since 1970, UTC. `src/server/README.md` says which fields may be left out.
 */
export type Line =
  | {
      readonly format: 'comment-section';
      readonly version: 1;
      readonly site: string;
      readonly exportedAt: string;
    }
  | { readonly thread: StoredThread }
  | { readonly comment: StoredComment }
  | { readonly act: StoredAct };

export interface StoredThread {
  /** The owner's name for it. */
  readonly id: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly createdAt: number;
  /** Closed or opened by hand; null: by its age. */
  readonly closed: boolean | null;
  readonly lastAt: number;
  readonly revision: number;
}

export interface StoredComment {
  readonly id: string;
  readonly thread: string;
  readonly parentId: string | null;
  readonly author: { readonly name: string; readonly url: string | null };
  readonly email: string | null;
  /** Hash of the guest key that proves whose it is; empty: nobody's. */
  readonly owner: string;
  /** The idempotency key it was added with. */
  readonly key: string | null;
  readonly body: { readonly format: 'markdown' | 'text'; readonly source: string };
  readonly status: Status;
  readonly statusBefore: Status | null;
  readonly heldFor: string | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly removedAt: number | null;
  readonly changedAt: number;
  readonly version: number;
  readonly likes: readonly { readonly actor: string; readonly name: string; readonly at: number }[];
}

export interface StoredAct {
  /** Null in files of earlier versions. */
  readonly id: string | null;
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly target: string;
}

export type Content =
  | { readonly kind: 'head' }
  | { readonly kind: 'thread'; readonly thread: StoredThread }
  | { readonly kind: 'comment'; readonly comment: StoredComment }
  | { readonly kind: 'act'; readonly act: StoredAct };

/** What a line says. Throws a sentence for what cannot be read. */
export function decodeLine(line: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error('is no JSON');
  }
  const { format, version, thread, comment, act } = fieldsOf(value);
  if (format !== undefined) {
    if (format !== 'comment-section' || version !== 1) {
      throw new Error('is the beginning of a file in another format, or of a newer version');
    }
    return { kind: 'head' };
  }
  if (thread !== undefined) return { kind: 'thread', thread: decodeThread(thread) };
  if (comment !== undefined) return { kind: 'comment', comment: decodeComment(comment) };
  if (act !== undefined) return { kind: 'act', act: decodeAct(act) };
  throw new Error('is neither a thread, nor a comment, nor an act');
}

function decodeThread(value: unknown): StoredThread {
  const fields = fieldsOf(value);
  const { closed } = fields;
  return {
    id: needed(fields, 'id'),
    title: optional(fields['title']),
    url: optional(fields['url']),
    createdAt: time(fields['createdAt'], 'createdAt'),
    closed: typeof closed === 'boolean' ? closed : null,
    lastAt: maybeTime(fields['lastAt']) ?? 0,
    revision: maybeTime(fields['revision']) ?? 1,
  };
}

const statuses: readonly Status[] = ['published', 'pending', 'hidden', 'spam', 'removed'];

function decodeComment(value: unknown): StoredComment {
  const fields = fieldsOf(value);
  const author = fieldsOf(fields['author']);
  const body = fieldsOf(fields['body']);
  const createdAt = time(fields['createdAt'], 'createdAt');
  const status = oneOf(fields['status'] ?? 'published', statuses);
  if (!status) throw new Error(`has a status that is none of ${statuses.join(', ')}`);
  const likes = Array.isArray(fields['likes']) ? (fields['likes'] as unknown[]) : [];
  return {
    id: nameable(fields, 'id'),
    thread: needed(fields, 'thread'),
    parentId: optional(fields['parentId']) && nameable(fields, 'parentId'),
    author: { name: text(author['name']) ?? '', url: webAddress(author['url']) },
    email: optional(fields['email']),
    owner: text(fields['owner']) ?? '',
    key: optional(fields['key']),
    body: {
      format: oneOf(body['format'] ?? 'markdown', ['markdown', 'text']) ?? 'text',
      source: typeof body['source'] === 'string' ? wellFormed(body['source']) : '',
    },
    status,
    statusBefore: oneOf(fields['statusBefore'], statuses) ?? null,
    heldFor: optional(fields['heldFor']),
    createdAt,
    editedAt: maybeTime(fields['editedAt']),
    removedAt: maybeTime(fields['removedAt']),
    changedAt: maybeTime(fields['changedAt']) ?? createdAt,
    version: maybeTime(fields['version']) ?? 1,
    likes: likes.map((like) => {
      const { actor, name, at } = fieldsOf(like);
      if (typeof actor !== 'string') throw new Error('has a like without an actor');
      return { actor: wellFormed(actor), name: text(name) ?? '', at: time(at, 'at') };
    }),
  };
}

function decodeAct(value: unknown): StoredAct {
  const fields = fieldsOf(value);
  return {
    id: fields['id'] == null ? null : nameable(fields, 'id'),
    at: time(fields['at'], 'at'),
    actor: needed(fields, 'actor'),
    verb: needed(fields, 'verb'),
    target: needed(fields, 'target'),
  };
}

function needed(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = text(fields[name]);
  if (!value) throw new Error(`has no “${name}”`);
  if (value.length <= 2_000) return value;
  throw new Error(`has a “${name}” with more than 2000 characters`);
}

/** An id that an address can name, and that can stand in a list with spaces between. */
function nameable(fields: Readonly<Record<string, unknown>>, name: string): string {
  needed(fields, name);
  const id = fields[name];
  if (isId(id) && !/\s/.test(id)) return id;
  throw new Error(`has “${name}” with spaces, or with more than 200 characters`);
}

function optional(value: unknown): string | null {
  return text(value) || null;
}

/** Whoever made the file, an address that a script could hide in stays out. */
function webAddress(value: unknown): string | null {
  const address = optional(value);
  const isWeb = address !== null && URL.canParse(address) && /^https?:/i.test(address);
  return isWeb ? address : null;
}

function time(value: unknown, name: string): number {
  const read = maybeTime(value);
  if (read !== null) return read;
  throw new Error(`has no “${name}” in milliseconds since 1970`);
}

function maybeTime(value: unknown): number | null {
  const isTime = Number.isSafeInteger(value) && (value as number) >= 0;
  return isTime && (value as number) < 1e15 ? (value as number) : null;
}
