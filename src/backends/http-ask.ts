import { CommentError } from '../model/errors.ts';
import { encode } from '../protocol/routes.ts';
import { authorizationOf, headers, mediaTypes } from '../protocol/headers.ts';
import { decodeProblem } from '../protocol/problems.ts';

/** How a server is asked. */
export interface Line {
  readonly fetch: (request: Request) => Promise<Response>;
  /** How long one try may take, milliseconds. */
  readonly timeoutMs: number;
  /** The pause before the second try, milliseconds; it doubles. */
  readonly pauseMs: number;
}

/** A question. One with a key, or without a method, may be asked again when no answer comes. */
export interface Question {
  readonly address: string;
  readonly signal: AbortSignal;
  readonly method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly guestKey?: string | undefined;
  readonly key?: string;
  /** The browser's own copy will not do. */
  readonly isFresh?: boolean;
  /** Tries at most. */
  readonly tries?: number;
}

const mostTries = 3;
/** Who is told to wait longer than this is better told so. */
const longestPauseMs = 5_000;

/** Asks until there is an answer, as far as that is safe, and reads it. */
export async function ask<Answer>(
  line: Line,
  question: Question,
  decode: (value: unknown) => Answer,
): Promise<Answer> {
  const { signal, method, key, tries = mostTries } = question;
  const isSafe = method === undefined || key !== undefined;
  for (let left = isSafe ? tries : 1, pauseMs = line.pauseMs; ; left--, pauseMs *= 2) {
    try {
      return decode(await askOnce(line, question));
    } catch (thrown) {
      signal.throwIfAborted();
      const error = thrown as CommentError;
      const wait = error.retryAfter ?? pauseMs * (0.5 + Math.random());
      if (left <= 1 || !isPassing(error) || wait > longestPauseMs) throw error;
      await pause(wait, signal);
    }
  }
}

async function askOnce({ fetch, timeoutMs }: Line, question: Question): Promise<unknown> {
  const { signal } = question;
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(requestOf(question, AbortSignal.any([signal, timeout])));
    const body = await response.text();
    // Whoever answers may have done so before it heard of that.
    signal.throwIfAborted();
    if (response.ok) return parse(body);
    const retryAfter = response.headers.get(headers.retryAfter);
    throw decodeProblem(response.status, tryParse(body), retryAfter);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof CommentError) throw thrown;
    if (timeout.aborted) throw new CommentError('timeout', { cause: thrown });
    throw new CommentError(isOffline() ? 'offline' : 'unavailable', { cause: thrown });
  }
}

/** A question without a proof has no header of ours, so that browsers ask for no leave before. */
function requestOf(question: Question, signal: AbortSignal): Request {
  const { address, method = 'GET', body, guestKey, key, isFresh } = question;
  const sent: [string, string][] = [];
  if (guestKey !== undefined) sent.push([headers.authorization, authorizationOf({ guestKey })]);
  if (key !== undefined) sent.push([headers.idempotencyKey, encode(key)]);
  if (body !== undefined) sent.push([headers.contentType, mediaTypes.json]);
  return new Request(address, {
    method,
    headers: sent,
    signal,
    credentials: 'omit',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(isFresh && { cache: 'no-cache' }),
  });
}

/** It may be better in a moment. */
function isPassing({ code, retryAfter }: CommentError): boolean {
  if (code === 'rate-limited') return retryAfter !== undefined;
  return code === 'unavailable' || code === 'timeout';
}

function parse(body: string): unknown {
  const value = tryParse(body);
  if (value !== undefined) return value;
  throw new CommentError('unavailable', { detail: 'The answer of the server is not JSON.' });
}

function tryParse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // a page of a proxy, or cut off
  }
}

/** Not every runtime knows. */
function isOffline(): boolean {
  const { onLine } = (globalThis.navigator ?? {}) as Partial<Navigator>;
  return onLine === false;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
