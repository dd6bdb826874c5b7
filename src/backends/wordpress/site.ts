import type { Call } from '../contract.ts';
import { CommentError } from '../../model/errors.ts';
import type { refusalError } from './failures.ts';

export type Params = Readonly<Record<string, string | number>>;

/** An answer of the API, not looked into yet. */
export interface Answer {
  readonly value: unknown;
  /** Of how many this is a part; undefined where a proxy hides the header. */
  readonly total: number | undefined;
}

/** What came back instead of data, in the words of `diagnosis.ts`. */
export type Failure =
  | { readonly kind: 'silence'; readonly cause: unknown }
  | { readonly kind: 'page'; readonly status: number; readonly text: string }
  | { readonly kind: 'strange'; readonly status: number };

/** A refusal in WordPress' own form, with what HTTP says of it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: unknown;
  readonly data: unknown;
  /** Seconds, or a date. */
  readonly retryAfter: string | null;
}

/** One WordPress, and how to ask it. Everything it rejects with is a CommentError. */
export interface Site {
  /** Its address, without a slash at the end. */
  readonly address: string;
  get(path: string, params: Params, call: Call): Promise<Answer>;
  /** The same for a list; anything else is no WordPress. */
  list(path: string, params: Params, call: Call): Promise<Answer & { readonly value: unknown[] }>;
  post(path: string, fields: Params, call: Call): Promise<Answer>;
}

/** https://developer.wordpress.org/rest-api/extending-the-rest-api/routes-and-endpoints/#permalinks */
type Style = 'wp-json' | 'rest_route';

/** How the sites of this page write addresses of their API, by the address of the site. */
const styles = new Map<string, Style>();

const timeoutMs = 30_000;

export function openSite(server: string | undefined): Site {
  const address = addressOf(server);

  async function get(path: string, params: Params, call: Call): Promise<Answer> {
    const failures: Failure[] = [];
    const known = styles.get(address);
    if (!address) return diagnose(failures, address, call);
    for (const style of known ? [known] : (['wp-json', 'rest_route'] as const)) {
      const came = await ask(urlOf(address, style, path, params), {}, call);
      if (isAnswer(came) || isRefusal(came)) {
        styles.set(address, style);
        return isAnswer(came) ? came : refuse(came, address, 'GET');
      }
      failures.push(came);
      // Whoever answers like this answers the same under another address.
      if (came.kind === 'page' && isTrouble(came.status)) break;
    }
    return diagnose(failures, address, call);
  }

  return {
    address,
    get,
    async list(path, params, call) {
      const { value, total } = await get(path, params, call);
      if (Array.isArray(value)) return { value, total };
      return diagnose([{ kind: 'strange', status: 200 }], address, call);
    },
    async post(path, fields, call) {
      const body = new URLSearchParams(asTexts(fields));
      const url = urlOf(address, styles.get(address) ?? 'wp-json', path, {});
      // Form data needs no preflight, so writing is one request, and works where OPTIONS does not.
      const came = await ask(url, { method: 'POST', body }, call);
      if (isAnswer(came)) return came;
      if (isRefusal(came)) return refuse(came, address, 'POST');
      // It could be read from a moment ago, so the owner has nothing to change.
      if (came.kind === 'silence') throw noAnswer(came.cause);
      return diagnose([came], address, call);
    },
  };
}

/** Nothing came back, for a reason that browsers do not tell. */
export function noAnswer(cause: unknown, advice?: string): CommentError {
  const { onLine = true } = Object(globalThis.navigator) as Partial<Navigator>;
  if (!onLine) return new CommentError('offline', { cause });
  return new CommentError('unavailable', { cause, ...(advice && { advice }) });
}

/** Do servers and proxies answer with this status when something stands before WordPress? */
export function isTrouble(status: number): boolean {
  return status >= 500 || status === 401 || status === 403 || status === 429;
}

/** Takes the address of the blog, and that of its API in either style. */
function addressOf(server: string | undefined): string {
  try {
    const { origin, pathname, protocol } = new URL(server ?? '', globalThis.location?.href);
    if (server && /^https?:$/.test(protocol)) {
      return origin + pathname.replace(/\/(wp-json(\/.*)?|index\.php)?$/, '');
    }
  } catch {
    // No address at all.
  }
  return '';
}

function urlOf(address: string, style: Style, path: string, params: Params): string {
  const query = new URLSearchParams(asTexts(params));
  if (style === 'wp-json') return `${address}/wp-json${path}?${query}`;
  return `${address}/?${new URLSearchParams({ rest_route: path })}&${query}`;
}

function asTexts(params: Params): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

async function ask(
  url: string,
  init: RequestInit,
  { signal }: Call,
): Promise<Answer | Refusal | Failure> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      ...init,
      // Nobody is signed in here, and a cookie without a nonce would change nothing.
      credentials: 'omit',
      signal: AbortSignal.any([signal, late]),
    });
    return read(response, await response.text());
  } catch (cause) {
    signal.throwIfAborted();
    if (late.aborted) throw new CommentError('timeout', { cause });
    return { kind: 'silence', cause };
  }
}

function read({ status, ok, headers }: Response, text: string): Answer | Refusal | Failure {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'page', status, text };
  }
  if (ok && typeof value === 'object' && value !== null) {
    const total = headers.get('X-WP-Total');
    return { value, total: total && /^\d+$/.test(total) ? Number(total) : undefined };
  }
  const { code, message, data } = Object(value) as Partial<Refusal>;
  if (ok || typeof code !== 'string') return { kind: 'strange', status };
  return { status, code, message, data, retryAfter: headers.get('Retry-After') };
}

function isAnswer(came: Answer | Refusal | Failure): came is Answer {
  return 'value' in came;
}

function isRefusal(came: Answer | Refusal | Failure): came is Refusal {
  return 'code' in came;
}

async function refuse(...refused: Parameters<typeof refusalError>): Promise<never> {
  const failures = await import('./failures.ts');
  throw failures.refusalError(...refused);
}

async function diagnose(failures: readonly Failure[], address: string, call: Call): Promise<never> {
  const { diagnosis } = await import('./failures.ts');
  throw await diagnosis(failures, address, call.signal);
}
