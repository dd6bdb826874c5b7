import { address, choice, list, number, origins, span, text, token } from './setting-readers.ts';
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

/** How a setting is read from a text (a flag, the environment) or from a value of the file. */
export interface Setting {
  readonly name: string;
  readonly hint: string;
  readonly isSecret?: boolean;
  readonly read: (value: unknown) => unknown;
}

const dayMs = 24 * 60 * 60_000;

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
  {
    name: 'quick-seconds',
    hint: 'seconds; what was written in less waits; 0: nothing (2)',
    read: number(0, 60),
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
      quickMs: ms('quick-seconds', 1_000, standard.quickMs),
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
