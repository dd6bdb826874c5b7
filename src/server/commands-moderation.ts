import { randomUUID } from 'node:crypto';
import { cleanName, cleanText } from '../model/names.ts';
import { decodePending } from '../protocol/answers.ts';
import { authorizationOf, headers, mediaTypes } from '../protocol/headers.ts';
import { decodeProblem } from '../protocol/problems.ts';
import { addressOf, type Query, type Route } from '../protocol/routes.ts';
import type { ClosingRequest, Held, VerdictRequest } from '../protocol/shapes.ts';
import { variableOf, type Config } from './config.ts';
import { askSecret, isAsking } from './prompt.ts';
import { SettingError } from './setting-readers.ts';

/** These speak to a running server, as an owner's page would; it keeps a record of each. */

export async function pending(config: Config): Promise<void> {
  const ask = await askerOf(config);
  let count = 0;
  for (let after: string | null | undefined; after !== null;) {
    const page = decodePending(await ask('GET', 'pending', { query: { limit: 50, after } }));
    for (const held of page.comments) process.stdout.write(describe(held));
    count += page.comments.length;
    after = page.after;
  }
  process.stderr.write(count === 0 ? 'Nothing waits.\n' : `${count} waiting.\n`);
}

export function verdict(name: 'approve' | 'hide' | 'spam' | 'delete') {
  return async (config: Config): Promise<void> => {
    const ids = wordsOf(config, 'the id of a comment; “comment-section pending” lists them');
    const ask = await askerOf(config);
    const body: VerdictRequest = { verdict: name === 'delete' ? 'remove' : name };
    for (const id of ids) {
      await ask('PUT', 'verdict', { id, body });
      process.stderr.write(`${id}: ${done[name]}\n`);
    }
  };
}

const done = {
  approve: 'published',
  hide: 'hidden',
  spam: 'marked as spam',
  delete: 'removed for good',
} as const;

export function closing(name: 'close' | 'open') {
  return async (config: Config): Promise<void> => {
    const threads = wordsOf(config, 'the name of a thread, such as the address of its page');
    const ask = await askerOf(config);
    for (const thread of threads) {
      const body: ClosingRequest = { thread, closed: name === 'close' };
      await ask('PUT', 'closing', { body });
      process.stderr.write(`${thread}: ${name === 'close' ? 'closed' : 'open'}\n`);
    }
  };
}

interface Question {
  readonly query?: Query;
  readonly id?: string;
  readonly body?: unknown;
}

type Asker = (method: string, route: Route, question: Question) => Promise<unknown>;

async function askerOf({ settings: { address, ownerToken } }: Config): Promise<Asker> {
  if (address === undefined) {
    throw new SettingError(
      `Say where the server is: --address=https://comments.example, or ${variableOf('address')}.`,
    );
  }
  const token = ownerToken ?? (isAsking() ? await askSecret('Owner token: ') : '');
  if (token === '') throw new SettingError(`Set ${variableOf('owner-token')}.`);
  return async (method, route, { query, id, body }) => {
    const response = await fetch(addressOf(address, route, query, id), {
      method,
      headers: {
        [headers.authorization]: authorizationOf({ token }),
        [headers.idempotencyKey]: randomUUID(),
        ...(body !== undefined && { [headers.contentType]: mediaTypes.json }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }).catch((thrown: unknown) => {
      throw new Error(`${address} does not answer: is the server running?`, { cause: thrown });
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const { code, detail } = decodeProblem(response.status, answer, null);
    const words = sentences[code] ?? `${address} answered ${response.status} (${code})`;
    throw new Error(`${id === undefined ? '' : `${id}: `}${words}${detail ? `: ${detail}` : '.'}`);
  };
}

const sentences: Readonly<Record<string, string>> = {
  unauthorized: 'This is not the owner token of this server',
  'not-found': 'there is no such comment',
  'rate-limited': 'too many at once, try again in a minute',
};

function wordsOf({ words, command }: Config, what: string): readonly string[] {
  if (words.length > 0) return words;
  throw new SettingError(`“comment-section ${command}” needs ${what}.`);
}

/** Strangers' words on a terminal: no signs that would move its cursor or set its colours. */
function describe({ thread, comment, reasons }: Held): string {
  const text = comment.body.source
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^/gm, '    ');
  const when = new Date(comment.createdAt).toISOString();
  const name = cleanName(comment.author.name);
  return `${comment.id}  ${when}  ${name}  (${reasons.join(', ')})
    ${cleanText(thread.title ?? thread.id)}

${text}

`;
}
