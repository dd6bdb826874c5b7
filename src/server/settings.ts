import { defaultPolicy, type Limit, type Policy } from './policy.ts';

/** Everything that can be set, once it has been read. */
export interface Settings {
  readonly database: string;
  readonly address: string | undefined;
  readonly origins: readonly string[] | undefined;
  readonly site: string;
  readonly host: string;
  readonly port: number;
  readonly proxies: number;
  readonly ownerToken: string | undefined;
  readonly policy: Policy;
}

/** A setting that cannot be meant like that; the message is one sentence that says what to do. */
export class SettingError extends Error {}

/** How a setting is read from a text (a flag, the environment) or from a value of the file. */
export interface Setting {
  readonly name: string;
  readonly hint: string;
  readonly isSecret?: boolean;
  readonly read: (value: unknown) => unknown;
}

const dayMs = 24 * 60 * 60_000;
const forever = 'forever';

/** Names as in flags; in the file they are in camel case, in the environment in capitals. */
export const settings = [
  {
    name: 'database',
    hint: 'a file, or postgres://user:password@host/name (comment-section.db)',
    read: text,
  },
  {
    name: 'address',
    hint: 'where browsers reach the server, such as https://comments.example',
    read: address,
  },
  {
    name: 'origins',
    hint: 'origins of the pages with comments, such as https://blog.example,https://www.blog.example',
    read: origins,
  },
  {
    name: 'site',
    hint: 'a name of this site on a database that several share (default)',
    read: text,
  },
  { name: 'host', hint: 'the address to listen at (127.0.0.1)', read: text },
  { name: 'port', hint: 'the port to listen at (8787)', read: number(0, 65_535) },
  {
    name: 'proxies',
    hint: 'proxies of yours in front, whose X-Forwarded-For is believed (0)',
    read: number(0, 10),
  },
  {
    name: 'owner-token',
    hint: 'what proves a moderator, 20 characters or more; never as a flag',
    isSecret: true,
    read: token,
  },
  {
    name: 'guests',
    hint: 'may people write without an account: yes, no (yes)',
    read: choice('yes', 'no'),
  },
  {
    name: 'required',
    hint: 'what a guest has to give: name, email, website (name,email)',
    read: (value) => list(value).map(choice('name', 'email', 'website')),
  },
  {
    name: 'likes',
    hint: 'who may like: nobody, anybody, accounts (anybody)',
    read: choice('nobody', 'anybody', 'accounts'),
  },
  { name: 'longest', hint: 'characters of one comment (10000)', read: number(1, 100_000) },
  { name: 'deepest', hint: 'levels of replies (20)', read: number(0, 100) },
  {
    name: 'moderation',
    hint: 'which comments wait for a moderator: none, first, links, all (none)',
    read: choice('none', 'first', 'links', 'all'),
  },
  {
    name: 'links',
    hint: 'links in a comment, with more of which it waits (2)',
    read: number(0, 100),
  },
  { name: 'words', hint: 'words with one of which a comment waits', read: list },
  { name: 'moderators', hint: 'names that guests may not look like', read: list },
  {
    name: 'edit-minutes',
    hint: 'how long one may edit: minutes, or forever (15)',
    read: span(0, 10_000_000),
  },
  {
    name: 'remove-minutes',
    hint: 'how long one may remove: minutes, or forever (forever)',
    read: span(0, 10_000_000),
  },
  {
    name: 'close-after-days',
    hint: 'days from the first comment until a thread closes, or forever (forever)',
    read: span(1, 100_000),
  },
  {
    name: 'fresh-seconds',
    hint: 'seconds for which caches keep answers (5)',
    read: number(0, 3_600),
  },
  {
    name: 'stale-seconds',
    hint: 'seconds for which they may show them while a new one comes (25)',
    read: number(0, 86_400),
  },
  {
    name: 'limit-address',
    hint: 'writes a minute from one address, three times that at once; 0: any (10)',
    read: number(0, 100_000),
  },
  { name: 'limit-actor', hint: 'the same by one guest (10)', read: number(0, 100_000) },
  { name: 'limit-site', hint: 'the same on the whole site (300)', read: number(0, 1_000_000) },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]['name'];
export type Values = Readonly<Partial<Record<SettingName, unknown>>>;

/** What was read, with the defaults for the rest. */
export function settingsOf(values: Values): Settings {
  // Each was read by the reader of its name.
  const get = <T>(name: SettingName, otherwise: T): T =>
    (values[name] as T | undefined) ?? otherwise;
  const ms = (name: SettingName, unitMs: number, otherwise: number): number =>
    values[name] === undefined ? otherwise : (values[name] as number) * unitMs;
  const standard = defaultPolicy;
  const limit = (name: SettingName, perMinute: number): Limit | null => {
    const chosen = get(name, perMinute);
    return chosen === 0 ? null : { burst: chosen * 3, perMinute: chosen };
  };
  return {
    database: get('database', 'comment-section.db'),
    address: get('address', undefined),
    origins: get('origins', undefined),
    site: get('site', 'default'),
    host: get('host', '127.0.0.1'),
    port: get('port', 8787),
    proxies: get('proxies', 0),
    ownerToken: get('owner-token', undefined),
    policy: {
      guests: get('guests', standard.guests),
      required: get('required', standard.required),
      likes: get('likes', standard.likes),
      longest: get('longest', standard.longest),
      deepest: get('deepest', standard.deepest),
      moderation: get('moderation', standard.moderation),
      links: get('links', standard.links),
      words: get('words', standard.words),
      moderators: get('moderators', standard.moderators),
      editMs: ms('edit-minutes', 60_000, standard.editMs),
      removeMs: ms('remove-minutes', 60_000, standard.removeMs),
      closeAfterMs: ms('close-after-days', dayMs, standard.closeAfterMs),
      freshSeconds: get('fresh-seconds', standard.freshSeconds),
      staleSeconds: get('stale-seconds', standard.staleSeconds),
      limits: {
        address: limit('limit-address', 10),
        actor: limit('limit-actor', 10),
        site: limit('limit-site', 300),
      },
    },
  };
}

function text(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new SettingError('has to be a text');
}

function list(value: unknown): string[] {
  const items = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string')) {
    throw new SettingError('has to be a list of texts');
  }
  return items.map((item) => item.trim()).filter(Boolean);
}

function number(least: number, most: number): (value: unknown) => number {
  return (value) => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (Number.isInteger(read) && (read as number) >= least && (read as number) <= most) {
      return read as number;
    }
    throw new SettingError(`has to be a whole number from ${least} to ${most}`);
  };
}

function span(least: number, most: number): (value: unknown) => number {
  const read = number(least, most);
  return (value) => {
    if (value === forever) return Infinity;
    try {
      return read(value);
    } catch {
      throw new SettingError(`has to be a whole number from ${least} to ${most}, or ${forever}`);
    }
  };
}

function choice(...choices: readonly string[]): (value: unknown) => string {
  return (value) => {
    const read = value === true ? 'yes' : value === false ? 'no' : value;
    if (typeof read === 'string' && choices.includes(read)) return read;
    throw new SettingError(`has to be one of ${choices.join(', ')}`);
  };
}

function address(value: unknown): string {
  const whole = text(value);
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    throw new SettingError('has to be an address such as https://comments.example');
  }
  return url.href.replace(/\/+$/, '');
}

function origins(value: unknown): string[] {
  const read = list(value).map(origin);
  if (read.length > 0) return read;
  throw new SettingError('has to hold an origin such as https://blog.example');
}

function origin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username) {
    throw new SettingError(
      `has to hold origins such as https://blog.example, and “${value}” is none`,
    );
  }
  if (url.href !== `${url.origin}/`) {
    throw new SettingError(
      `has to hold origins without a path: write ${url.origin} for “${value}”`,
    );
  }
  return url.origin;
}

function token(value: unknown): string {
  const whole = text(value);
  if (whole.length >= 20 && /^[!-~]+$/.test(whole)) return whole;
  throw new SettingError('has to have at least 20 letters, digits and signs, and no spaces');
}
