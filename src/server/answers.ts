import { CommentError } from '../model/errors.ts';
import { headers, mediaTypes } from '../protocol/headers.ts';
import { problemOf } from '../protocol/problems.ts';
import { hashOf } from './hashes.ts';
import type { Policy } from './policy.ts';

const safe = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** For one viewer: nobody on the way keeps it. */
export function privateAnswer(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      ...safe,
      [headers.contentType]: mediaTypes.json,
      'Cache-Control': 'private, no-store',
    },
  });
}

/** The same for everybody, for as long as the policy says. */
export function publicAnswer(
  request: Request,
  policy: Policy,
  body: string,
  etag = etagOf(body),
): Response {
  if (isKnown(request, etag)) return notModified(policy, etag);
  const type = { [headers.contentType]: mediaTypes.json };
  return new Response(body, { headers: { ...publicHeaders(policy, etag), ...safe, ...type } });
}

export function notModified(policy: Policy, etag: string): Response {
  return new Response(null, { status: 304, headers: publicHeaders(policy, etag) });
}

/** Weak: proxies may compress an answer, and its bytes are others then. */
export function etagOf(...parts: readonly string[]): string {
  return `W/"${hashOf(...parts).slice(0, 22)}"`;
}

/** The asker has this answer already. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('If-None-Match');
  if (known === null) return false;
  return known.split(',').some((tag) => plain(tag) === plain(etag) || plain(tag) === '*');
}

/** A failure as problem details. What went wrong inside the server stays inside. */
export function problemAnswer(thrown: unknown): Response {
  const error = thrown instanceof CommentError ? thrown : new CommentError('unavailable');
  const problem = problemOf(error);
  const { retryAfter } = problem;
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      ...safe,
      [headers.contentType]: mediaTypes.problem,
      'Cache-Control': 'no-store',
      ...(retryAfter !== undefined && {
        [headers.retryAfter]: String(Math.ceil(retryAfter / 1000)),
      }),
    },
  });
}

function publicHeaders(
  { freshSeconds, staleSeconds }: Policy,
  etag: string,
): Record<string, string> {
  const times = `max-age=${freshSeconds}, stale-while-revalidate=${staleSeconds}`;
  return { 'Cache-Control': `public, ${times}`, ETag: etag, 'Access-Control-Allow-Origin': '*' };
}

function plain(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
