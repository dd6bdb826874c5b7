import type { Author, Comment, Liker, Marks, Status } from '../model/comment.ts';
import { CommentError } from '../model/errors.ts';
import { sorts, type Sort } from '../model/order.ts';
import type { ThreadRef } from '../model/page.ts';
import type { Rules } from '../model/rules.ts';
import { count, fieldsOf, flag, isFields, known, limit, list, oneOf, text } from './decode.ts';
import {
  capabilities,
  type AddedAnswer,
  type ClosingAnswer,
  type CountsAnswer,
  type Held,
  type LikeAnswer,
  type LikersAnswer,
  type MarksOfOne,
  type MineAnswer,
  type PageAnswer,
  type PendingAnswer,
  type RemovedAnswer,
  type ThreadAnswer,
} from './shapes.ts';

/**
 * What a client makes of a server's answers: named fields, copied into fresh objects. What cannot
 * be read is left out, and an answer that makes no sense without it fails with `unavailable`.
 */

export function decodeThread(value: unknown): ThreadAnswer {
  const fields = fieldsOf(value);
  return {
    capabilities: list(fields['capabilities'], (each) => oneOf(each, capabilities)),
    total: needed(count(fields['total'])),
    rules: decodeRules(fields['rules']),
    page: decodePage(fields['page']),
  };
}

export function decodePage(value: unknown): PageAnswer {
  const { branch, comments, before, after, resume } = fieldsOf(value);
  needed(Array.isArray(comments) || undefined);
  return {
    branch: text(branch) ?? null,
    comments: list(comments, decodeComment),
    ...known({ before: cursor(before), after: cursor(after), resume: text(resume) }),
  };
}

export function decodeCounts(value: unknown): CountsAnswer {
  const counts = list(fieldsOf(value)['counts'], (each) => {
    const fields = fieldsOf(each);
    const [thread, total] = [text(fields['thread']), count(fields['total'])];
    return thread === undefined || total === undefined ? undefined : { thread, total };
  });
  return { counts };
}

export function decodeLikers(value: unknown): LikersAnswer {
  return { likers: list(fieldsOf(value)['likers'], decodeLiker, 100) };
}

export function decodeMine(value: unknown): MineAnswer {
  const { marks, comments } = fieldsOf(value);
  return { marks: list(marks, decodeMarksOfOne, 100_000), comments: list(comments, decodeComment) };
}

export function decodeAdded(value: unknown): AddedAnswer {
  const { comment, marks } = fieldsOf(value);
  return {
    comment: needed(decodeComment(comment)),
    ...(isFields(marks) && { marks: decodeMarks(marks) }),
  };
}

export function decodeRemoved(value: unknown): RemovedAnswer {
  const { comment } = fieldsOf(value);
  return { comment: comment === null ? null : needed(decodeComment(comment)) };
}

export function decodeLike(value: unknown): LikeAnswer {
  return { likes: needed(count(fieldsOf(value)['likes'])) };
}

export function decodePending(value: unknown): PendingAnswer {
  const { comments, after } = fieldsOf(value);
  return { comments: list(comments, decodeHeld), after: text(after) ?? null };
}

export function decodeClosing(value: unknown): ClosingAnswer {
  const { thread, closed } = fieldsOf(value);
  return { thread: needed(text(thread)), closed: needed(flag(closed)) };
}

const statuses: readonly Status[] = ['published', 'pending', 'hidden', 'spam', 'removed'];

/** Undefined: it is no comment. */
function decodeComment(value: unknown): Comment | undefined {
  const fields = fieldsOf(value);
  const body = fieldsOf(fields['body']);
  const [id, createdAt] = [text(fields['id']), count(fields['createdAt'])];
  if (!id || createdAt === undefined) return undefined;
  return {
    id,
    parentId: text(fields['parentId']) ?? null,
    author: decodeAuthor(fields['author']),
    body: {
      format: oneOf(body['format'], ['markdown', 'text']) ?? 'text',
      source: text(body['source']) ?? '',
    },
    createdAt,
    status: oneOf(fields['status'], statuses) ?? 'published',
    ...known({
      editedAt: count(fields['editedAt']),
      version: text(fields['version']),
      likes: count(fields['likes']),
      replyCount: count(fields['replyCount']),
      pinned: flag(fields['pinned']),
      url: text(fields['url']),
    }),
  };
}

function decodeAuthor(value: unknown): Author {
  const { name, id, handle, url, avatar, role, provider } = fieldsOf(value);
  return {
    name: text(name, 1_000) ?? '',
    ...known({
      id: text(id),
      handle: text(handle),
      url: text(url),
      avatar: text(avatar),
      role: oneOf(role, ['author', 'moderator']),
      provider: text(provider),
    }),
  };
}

function decodeLiker(value: unknown): Liker | undefined {
  const { name, id, url, avatar } = fieldsOf(value);
  const whole = text(name, 1_000);
  const more = known({ id: text(id), url: text(url), avatar: text(avatar) });
  return whole === undefined ? undefined : { name: whole, ...more };
}

function decodeMarksOfOne(value: unknown): MarksOfOne | undefined {
  const id = text(fieldsOf(value)['id']);
  return id ? { id, ...decodeMarks(value) } : undefined;
}

function decodeMarks(value: unknown): Marks {
  const { own, liked, restorable, editUntil, removeUntil } = fieldsOf(value);
  return known({
    own: flag(own),
    liked: flag(liked),
    restorable: flag(restorable),
    editUntil: limit(editUntil),
    removeUntil: limit(removeUntil),
  });
}

/** A rule that is not said is the strictest one: what the server refuses is better not offered. */
function decodeRules(value: unknown): Rules {
  const rules = fieldsOf(value);
  const [first = 'oldest', ...others] = list(rules['sorts'], (each): Sort | undefined =>
    oneOf(each, sorts),
  );
  return {
    closed: flag(rules['closed']) ?? true,
    guests: oneOf(rules['guests'], ['no', 'yes']) ?? 'no',
    required: list(rules['required'], (each) => oneOf(each, ['name', 'email', 'website'])),
    likes: oneOf(rules['likes'], ['nobody', 'anybody', 'accounts']) ?? 'nobody',
    longest: limit(rules['longest']) ?? 10_000,
    deepest: limit(rules['deepest']) ?? Infinity,
    format: oneOf(rules['format'], ['markdown', 'text']) ?? 'text',
    sorts: [first, ...others],
    moderation: oneOf(rules['moderation'], ['none', 'first', 'all']) ?? 'none',
  };
}

function decodeHeld(value: unknown): Held | undefined {
  const { thread, comment, reasons } = fieldsOf(value);
  const { id, title, url } = fieldsOf(thread);
  const held = decodeComment(comment);
  const ref: ThreadRef = { id: text(id) ?? '', ...known({ title: text(title), url: text(url) }) };
  return held && { thread: ref, comment: held, reasons: list(reasons, (each) => text(each)) };
}

/** Null: there is nothing more; undefined: it is not known. */
function cursor(value: unknown): string | null | undefined {
  return value === null ? null : text(value);
}

function needed<Value>(value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new CommentError('unavailable', { detail: 'The answer of the server makes no sense.' });
}
