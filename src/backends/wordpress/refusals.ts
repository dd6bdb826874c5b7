import { Entities } from '../../content/entities.ts';
import {
  CommentError,
  type ErrorCode,
  type ErrorDetails,
  type Field,
  type FieldCode,
} from '../../model/errors.ts';
import type { Refusal } from './site.ts';

type Known = readonly [code: ErrorCode, more?: ErrorDetails];

/** How long one waits between two comments: `check_comment_flood_db` in WordPress. */
const floodMs = 15_000;

/** WordPress' reasons, of WP_REST_Comments_Controller and of `wp_allow_comment`. */
const reasons: Readonly<Record<string, Known>> = {
  rest_comment_login_required: ['unauthorized'],
  rest_comment_closed: ['closed'],
  rest_comment_not_supported_post_type: ['closed'],
  rest_comment_invalid_post_id: ['not-found'],
  rest_comment_draft_post: ['not-found'],
  rest_comment_trash_post: ['not-found'],
  rest_comment_invalid_id: ['not-found'],
  rest_post_invalid_id: ['not-found'],
  rest_comment_content_invalid: ['invalid', { fields: { body: 'required' } }],
  rest_comment_author_data_required: [
    'invalid',
    { fields: { name: 'required', email: 'required' } },
  ],
  comment_duplicate: ['duplicate'],
  comment_flood: ['rate-limited', { retryAfter: floodMs }],
  comment_content_column_length: ['too-large', { fields: { body: 'too-long' } }],
  comment_author_column_length: ['too-large', { fields: { name: 'too-long' } }],
  comment_author_email_column_length: ['too-large', { fields: { email: 'too-long' } }],
  comment_author_url_column_length: ['too-large', { fields: { website: 'too-long' } }],
  // A comment that waits.
  rest_cannot_read: ['not-found'],
  // A draft, or behind a password, or thrown away.
  rest_cannot_read_post: ['not-found'],
};

const fieldOf: Readonly<Record<string, Field>> = {
  content: 'body',
  author_name: 'name',
  author_email: 'email',
  author_url: 'website',
};

/**
 * A refusal of WordPress as the section knows it, with WordPress' own words as detail. One who may
 * read and is refused in writing is refused by something else than a switch.
 */
export function refusalError(
  refusal: Refusal,
  address: string,
  method: 'GET' | 'POST',
): CommentError {
  const { status, code, message, retryAfter } = refusal;
  const isOff = method === 'GET' && isSwitchedOff(refusal);
  const detail = typeof message === 'string' ? plain(message) : code;
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  const fields = code === 'rest_invalid_param' ? wrongFields(refusal.data) : undefined;
  const waits = waitMs(retryAfter);
  const advice = isOff ? offAdvice(refusal, detail, address) : adviceFor(code, detail, address);
  const more = {
    detail,
    ...(fields && { fields }),
    ...(waits !== undefined && { retryAfter: waits }),
    ...(advice && { advice }),
  };
  if (known) return new CommentError(known[0], { ...known[1], ...more });
  if (code === 'rest_no_route' && isOff) return new CommentError('forbidden', more);
  return new CommentError(fields ? 'invalid' : codeFor(status), more);
}

/** Names and messages come with entities in them; tags in messages say nothing here. */
function plain(message: string): string {
  const text = message.slice(0, 1000).replace(/<[^>]*>/g, '');
  return new Entities(text).decode(text).trim();
}

/** Which of the writer's fields `data.params` names; what else it names is no fault of theirs. */
function wrongFields(data: unknown): Partial<Record<Field, FieldCode>> | undefined {
  const names = Object.keys(Object(Object(data).params) as object);
  const fields = names.flatMap((name) => fieldOf[name] ?? []);
  if (fields.length === 0) return undefined;
  return Object.fromEntries(fields.map((field) => [field, 'invalid']));
}

function adviceFor(code: string, words: string, address: string): string | undefined {
  if (code === 'rest_cannot_read_post') {
    return (
      `the post that this thread names is at ${address}, but visitors may not read it: it is a draft, ` +
      'private, behind a password or in the trash. Publish it, or set thread="…" to another one.'
    );
  }
  if (code !== 'rest_comment_login_required') return undefined;
  return (
    `${address} takes comments of signed-in people only (“${words}”), so guests cannot write. ` +
    "Let them: add_filter( 'rest_allow_anonymous_comments', '__return_true' ); in a plugin, and " +
    'no “Users must be registered and logged in to comment” under Settings → Discussion. ' +
    'Or set read-only. In this browser no form is offered there for a day; a private window shows it.'
  );
}

/** Core refuses comments and posts one by one; what refuses everything is somebody's setting. */
function isSwitchedOff({ status, code }: Refusal): boolean {
  if (code === 'rest_no_route') return true;
  const isCore = Object.hasOwn(reasons, code) || code.startsWith('rest_comment_');
  return (status === 401 || status === 403) && !isCore;
}

function offAdvice({ status, code }: Refusal, words: string, address: string): string {
  return (
    `the REST API of ${address} is switched off for visitors (${status} ${code}: “${words}”). ` +
    'A plugin or a security setting does that: allow /wp/v2/comments and /wp/v2/posts.'
  );
}

function waitMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms >= 0 ? ms : undefined;
}

function codeFor(status: number): ErrorCode {
  if (status === 400) return 'invalid';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 409) return 'conflict';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  return 'unavailable';
}
