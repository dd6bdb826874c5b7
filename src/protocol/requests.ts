import { CommentError, type ErrorDetails } from '../model/errors.ts';
import { sorts } from '../model/order.ts';
import type { ListQuery, ThreadRef } from '../model/page.ts';
import type { Guest } from '../model/viewer.ts';
import { count, flag, isFields, known, oneOf, text, wellFormed, type Fields } from './decode.ts';
import { mostComments, mostThreads } from './routes.ts';
import {
  verdicts,
  type ClosingRequest,
  type Edit,
  type NewComment,
  type VerdictRequest,
} from './shapes.ts';

/**
 * What a server makes of a client's questions: named fields, copied into fresh objects. Whatever
 * else is in them, such as an author, a status or a time, goes nowhere. A wrong type fails with
 * `invalid`; what the rules of the thread say is checked later, by who knows them.
 */

/** UTF-16 units at most. */
const longest = {
  id: 200,
  thread: 2_000,
  title: 500,
  url: 2_000,
  name: 200,
  email: 254,
  trap: 200,
} as const;

export function decodeNewComment(value: unknown): NewComment {
  const { thread, parentId, body, guest, trap, tookMs } = object(value);
  return {
    thread: decodeThreadRef(thread),
    parentId: parentId == null ? null : short(parentId, longest.id, 'parentId'),
    body: string(body, 'body'),
    ...(guest != null && { guest: decodeGuest(guest) }),
    ...known({ trap: text(trap, longest.trap), tookMs: count(tookMs) }),
  };
}

export function decodeEdit(value: unknown): Edit {
  return { body: string(object(value)['body'], 'body') };
}

export function decodeVerdict(value: unknown): VerdictRequest {
  const verdict = oneOf(object(value)['verdict'], verdicts);
  if (!verdict) throw invalid(`verdict has to be one of ${verdicts.join(', ')}`);
  return { verdict };
}

export function decodeClosingRequest(value: unknown): ClosingRequest {
  const { thread, closed } = object(value);
  const isClosed = flag(closed);
  if (isClosed === undefined) throw invalid('closed has to be true or false');
  return { thread: decodeThreadId(thread), closed: isClosed };
}

/** The name of a thread, such as the address of its page. */
export function decodeThreadId(value: unknown): string {
  return short(value, longest.thread, 'thread');
}

/** What an address calls a comment. One that no comment can have is not found. */
export function decodeId(value: string): string {
  if (isId(value)) return value;
  throw new CommentError('not-found');
}

/** Whether a comment can be called like that. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longest.id && value === wellFormed(value);
}

/** Reads the part of an address behind the question mark: the first value of each name counts. */
export function decodeListQuery(
  get: (name: string) => string | null | undefined,
): ListQuery & { readonly thread: string } {
  const [branch, sort] = [get('branch'), get('sort')];
  const order = sort == null ? 'oldest' : oneOf(sort, sorts);
  if (!order) throw invalid(`sort has to be one of ${sorts.join(', ')}`);
  const places = known({
    after: place(get('after')),
    before: place(get('before')),
    around: place(get('around')),
  });
  if (Object.keys(places).length > 1) throw invalid('only one of after, before and around can be');
  return {
    thread: decodeThreadId(get('thread')),
    branch: branch == null ? null : short(branch, longest.id, 'branch'),
    sort: order,
    limit: decodeLimit(get('limit')),
    ...places,
  };
}

/** How many comments are asked for. */
export function decodeLimit(value: string | null | undefined): number {
  if (value == null) return 25;
  if (!/^[1-9]\d{0,5}$/.test(value)) throw invalid('limit has to be a number');
  return Math.min(mostComments, Number(value));
}

/** The threads of a question for counts. */
export function decodeThreads(values: readonly string[]): readonly string[] {
  if (values.length > mostThreads) throw invalid(`at most ${mostThreads} threads can be counted`);
  return values.map(decodeThreadId);
}

function decodeThreadRef(value: unknown): ThreadRef {
  const { id, title, url } = object(value, 'thread');
  return {
    id: decodeThreadId(id),
    ...known({ title: text(title, longest.title), url: text(url, longest.url) }),
  };
}

function decodeGuest(value: unknown): Guest {
  const { name, email, url } = object(value, 'guest');
  const tooLong: [string, 'too-long'][] = [];
  const field = (said: unknown, most: number, called: string): string | undefined => {
    if (said == null) return undefined;
    const whole = string(said, called);
    if (whole.length > most) tooLong.push([called, 'too-long']);
    return whole;
  };
  const guest = {
    name: field(name, longest.name, 'name') ?? '',
    ...known({
      email: field(email, longest.email, 'email'),
      url: field(url, longest.url, 'website'),
    }),
  };
  if (tooLong.length === 0) return guest;
  const fields: NonNullable<ErrorDetails['fields']> = Object.fromEntries(tooLong);
  throw new CommentError('too-large', { fields });
}

function object(value: unknown, name = 'the body'): Fields {
  if (isFields(value)) return value;
  throw invalid(`${name} has to be an object`);
}

function string(value: unknown, name: string): string {
  if (typeof value === 'string') return wellFormed(value);
  throw invalid(`${name} has to be text`);
}

/** A name of something: not empty, and not longer than this. */
function short(value: unknown, most: number, name: string): string {
  const whole = string(value, name);
  if (whole !== '' && whole.length <= most) return whole;
  throw invalid(`${name} has to have 1 to ${most} characters`);
}

/** A cursor or an id. What it means is for the server to say, empty ones included. */
function place(value: string | null | undefined): string | undefined {
  return value == null ? undefined : wellFormed(value);
}

function invalid(detail: string): CommentError {
  return new CommentError('invalid', { detail });
}
