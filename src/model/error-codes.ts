/** Every way in which a backend can fail. Words for them live in the locales. */
export const errorCodes = [
  'offline',
  'timeout',
  'unavailable',
  'rate-limited',
  'unauthorized',
  'forbidden',
  'closed',
  'duplicate',
  'invalid',
  'not-found',
  'too-large',
  'conflict',
  'unsupported',
] as const;
export type ErrorCode = (typeof errorCodes)[number];
