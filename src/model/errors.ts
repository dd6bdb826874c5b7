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

/** What can be wrong with a field, and the fields that there are. */
export type FieldCode = 'required' | 'invalid' | 'too-long';
export type Field = 'body' | 'name' | 'email' | 'website';

export interface ErrorDetails {
  /** Which fields are to blame, for `invalid` and `too-large`. */
  readonly fields?: Readonly<Partial<Record<Field, FieldCode>>>;
  /** Milliseconds to wait before another try makes sense. */
  readonly retryAfter?: number;
  /** The server's own words, plain text. */
  readonly detail?: string;
  /** What the owner of the page can do about it, a sentence for the console. Readers never see it. */
  readonly advice?: string;
  readonly cause?: unknown;
}

/** The only thing a backend may throw. It carries a code; sentences are made by the locale. */
export class CommentError extends Error {
  override readonly name = 'CommentError';
  readonly code: ErrorCode;
  readonly fields?: ErrorDetails['fields'];
  readonly retryAfter?: number;
  readonly detail?: string;
  readonly advice?: string;

  constructor(code: ErrorCode, { cause, ...details }: ErrorDetails = {}) {
    super(details.detail ?? code, { cause });
    this.code = code;
    Object.assign(this, details);
  }
}

/** Anything thrown, as a CommentError: what is not one already becomes `unavailable`. */
export function asCommentError(thrown: unknown): CommentError {
  if (isCommentError(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new CommentError('unavailable', { detail, cause: thrown });
}

/** One that another copy of this script made is one too. */
function isCommentError(thrown: unknown): thrown is CommentError {
  const { name, code } = Object(thrown) as Partial<CommentError>;
  return name === 'CommentError' && errorCodes.includes(code as ErrorCode);
}
