import { wellFormed } from './decode.ts';
import { encode } from './routes.ts';

/**
 * Who asks. A guest proves by a random key of the browser what is theirs, an account or the owner
 * of the site by a token. Both go into `Authorization`, which no shared cache stores and no proxy
 * logs; a public question has neither, so no browser asks for leave before it.
 */
export type Proof = { readonly guestKey: string } | { readonly token: string };

export const headers = {
  authorization: 'Authorization',
  /** On every write: the same key again is the same write, and gets the same answer. */
  idempotencyKey: 'Idempotency-Key',
  contentType: 'Content-Type',
  retryAfter: 'Retry-After',
} as const;

export const mediaTypes = {
  json: 'application/json',
  problem: 'application/problem+json',
} as const;

/** Keys longer than this are refused; so are empty ones. */
export const longestKey = 200;

/** The value of `Authorization`. */
export function authorizationOf(proof: Proof): string {
  return 'token' in proof ? `Bearer ${proof.token}` : `Guest ${encode(proof.guestKey)}`;
}

/** Undefined: nothing is proved, or it cannot be read. */
export function proofOf(authorization: string | null | undefined): Proof | undefined {
  const [, scheme, value = ''] = /^(\w+) +(\S+) *$/.exec(authorization ?? '') ?? [];
  if (scheme?.toLowerCase() === 'bearer') return { token: value };
  const guestKey = scheme?.toLowerCase() === 'guest' ? keyOf(value) : undefined;
  return guestKey === undefined ? undefined : { guestKey };
}

/** The key that a header holds; undefined where there is none, or it cannot be read. */
export function keyOf(value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  try {
    const key = wellFormed(decodeURIComponent(value));
    return key.length <= longestKey ? key : undefined;
  } catch {
    return undefined; // a percent sign that begins nothing
  }
}
