import { errorCodes } from '../model/error-codes.ts';
import { CommentError, type ErrorCode, type ErrorDetails } from '../model/errors.ts';
import { count, fieldsOf, known, oneOf, text } from './decode.ts';

/** Problem details (RFC 9457) with our codes. The type is `about:blank`: the code says it all. */
export interface Problem {
  readonly type: 'about:blank';
  /** The phrase of the status, in English, as RFC 9457 asks of `about:blank`. */
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly fields?: ErrorDetails['fields'];
  /** Milliseconds; the header `Retry-After` says the same in whole seconds. */
  readonly retryAfter?: number;
}

const statuses: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  invalid: [400, 'Bad Request'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  closed: [403, 'Forbidden'],
  'not-found': [404, 'Not Found'],
  duplicate: [409, 'Conflict'],
  conflict: [409, 'Conflict'],
  'too-large': [413, 'Content Too Large'],
  'rate-limited': [429, 'Too Many Requests'],
  unsupported: [501, 'Not Implemented'],
  offline: [503, 'Service Unavailable'],
  unavailable: [503, 'Service Unavailable'],
  timeout: [504, 'Gateway Timeout'],
};

/** An error as a server answers with it. Its cause stays there. */
export function problemOf({ code, detail, fields, retryAfter }: CommentError): Problem {
  const [status, title] = statuses[code];
  return { type: 'about:blank', title, status, code, ...known({ detail, fields, retryAfter }) };
}

/**
 * What a status means where no problem comes with it, such as from a proxy in between. A 404 of
 * that kind is no comment that is missing: there is no server of ours at this address.
 */
const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  408: 'timeout',
  409: 'conflict',
  413: 'too-large',
  422: 'invalid',
  429: 'rate-limited',
  501: 'unsupported',
  504: 'timeout',
};

/** A failed answer as an error, whoever gave it. `retryAfter` is the header, if there is one. */
export function decodeProblem(
  status: number,
  body: unknown,
  retryAfter: string | null,
): CommentError {
  const problem = fieldsOf(body);
  const code = oneOf(problem['code'], errorCodes) ?? codes[status] ?? 'unavailable';
  const details = {
    detail: text(problem['detail'], 1_000),
    fields: decodeFields(problem['fields']),
    retryAfter: count(problem['retryAfter']) ?? secondsToMs(retryAfter),
  };
  return new CommentError(code, known(details));
}

function decodeFields(value: unknown): ErrorDetails['fields'] {
  const names = ['body', 'name', 'email', 'website'] as const;
  const fields = fieldsOf(value);
  const said = names.flatMap((name) => {
    const code = oneOf(fields[name], ['required', 'invalid', 'too-long']);
    return code ? [[name, code] as const] : [];
  });
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** Only a number of seconds is read: a date needs two clocks that agree. */
function secondsToMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header) ? Number(header) * 1000 : undefined;
}
