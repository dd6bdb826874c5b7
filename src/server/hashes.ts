import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret, and of anything that is compared but never shown. */
export function hashOf(...parts: readonly string[]): string {
  return digest(parts).toString('base64url');
}

/** Half of a hash: enough for what nobody gains by forging. */
export function shortHashOf(...parts: readonly string[]): string {
  return digest(parts).subarray(0, 16).toString('base64url');
}

/** Tells nothing about the secret by the time it takes. */
export function isSame(secret: string, other: string): boolean {
  return timingSafeEqual(digest([secret]), digest([other]));
}

/** In order of time, and not to be guessed: 96 random bits. */
export function newId(time: number): string {
  return `${time.toString(36).padStart(9, '0')}-${randomBytes(12).toString('base64url')}`;
}

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}
