import { CommentError, type ErrorDetails, type Field, type FieldCode } from './errors.ts';
import type { Rules } from './rules.ts';
import type { Guest } from './viewer.ts';

/** A comment on its way to a backend. */
export interface Draft {
  /** Made by the writer's browser; adding the same key twice stores one comment. */
  readonly key: string;
  readonly parentId: string | null;
  readonly body: string;
  /** Absent when signed in. */
  readonly guest?: Guest;
  /** What came into a field that no person sees. */
  readonly trap?: string;
  /** Milliseconds since the form was begun; absent where that is not known. */
  readonly tookMs?: number;
}

/** Throws `invalid` or `too-large` naming every field that breaks the rules, `closed` before that. */
export function checkDraft(draft: Draft, rules: Rules): void {
  if (rules.closed) throw new CommentError('closed');
  if (draft.guest && rules.guests === 'no') throw new CommentError('unauthorized');
  const fields: Partial<Record<Field, FieldCode>> = { ...checkBody(draft.body, rules) };
  if (draft.guest) Object.assign(fields, checkGuest(draft.guest, rules));
  throwFor(fields);
}

/** Throws `invalid` or `too-large` when a text breaks the rules. */
export function checkText(body: string, rules: Rules): void {
  throwFor(checkBody(body, rules));
}

function checkBody(body: string, rules: Rules): { body?: FieldCode } {
  if (!/[^\s\p{Cf}\p{Cc}]/u.test(body)) return { body: 'required' };
  return Array.from(body).length > rules.longest ? { body: 'too-long' } : {};
}

function checkGuest(guest: Guest, rules: Rules): Partial<Record<Field, FieldCode>> {
  const given = { name: guest.name, email: guest.email, website: guest.url };
  const fields: Partial<Record<Field, FieldCode>> = {};
  for (const field of rules.required) if (!given[field]?.trim()) fields[field] = 'required';
  if (guest.email && !/^[^\s@]+@[^\s@]+$/.test(guest.email.trim())) fields.email = 'invalid';
  if (guest.url && !/^https?:\/\/[^\s/]+/i.test(guest.url.trim())) fields.website = 'invalid';
  return fields;
}

function throwFor(fields: NonNullable<ErrorDetails['fields']>): void {
  const codes = Object.values(fields);
  if (codes.length === 0) return;
  throw new CommentError(codes.every((c) => c === 'too-long') ? 'too-large' : 'invalid', {
    fields,
  });
}
