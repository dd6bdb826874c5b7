import type { ErrorCode } from './error-codes.ts';

export type { ErrorCode };

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

/** One that another copy of this script made is one too, whatever codes that one knows. */
function isCommentError(thrown: unknown): thrown is CommentError {
  const { name, code } = Object(thrown) as Partial<CommentError>;
  return name === 'CommentError' && typeof code === 'string';
}
