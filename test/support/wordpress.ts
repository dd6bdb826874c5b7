import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { project } from './project.ts';

const run = promisify(execFile);

/** Brings up a real WordPress from Debian's packages, which it installs where they are missing. */
const script = path.resolve(project, '../shared/servers/wordpress-up.sh');

/** Longer than any mirror of Debian takes for the packages. */
const patienceMs = 240_000;

/** A WordPress that runs, with a seed: a thread of 30 comments, one of which is three levels deep. */
export interface Wordpress {
  readonly url: string;
  readonly seed: { readonly post: number; readonly root: number; readonly deep: number };
  /** Name and application password of the administrator, as `Authorization`. */
  readonly admin: string;
}

export type MaybeWordpress = Wordpress | { readonly skip: string };

/**
 * Starts it; `purpose` keeps those apart that may run side by side. Where it cannot be started the
 * reason is given, except in CI: there it is an error.
 */
export async function startWordpress(
  purpose: string,
): Promise<{ wordpress: MaybeWordpress; stop: () => Promise<void> }> {
  if (!existsSync(script)) {
    return { wordpress: { skip: 'without ../shared there is no WordPress' }, stop: async () => {} };
  }
  const id = createHash('sha256').update(`${project} ${purpose}`).digest('hex').slice(0, 8);
  const folder = path.join(tmpdir(), `comment-section-wordpress-${id}`);
  const port = await freePort();
  const env = { ...process.env, WP_HOME_DIR: folder, WP_PORT: String(port) };
  const call = (word: string): Promise<unknown> =>
    run('bash', [script, word], { env, timeout: patienceMs });
  try {
    // One that an earlier run left behind listens somewhere else.
    await call('down');
    await call('up');
    const plugins = path.join(folder, 'html/wp-content/mu-plugins');
    copyFileSync(
      path.join(project, 'test/support/wordpress-switches.php'),
      path.join(plugins, 'comment-section-switches.php'),
    );
    const seed = JSON.parse(readFileSync(path.join(folder, 'seed.json'), 'utf8')) as Seed;
    const admin = Buffer.from(`${seed.admin.user}:${seed.admin.app}`).toString('base64');
    const wordpress = { url: `http://127.0.0.1:${port}`, seed, admin: `Basic ${admin}` };
    return { wordpress, stop: async () => void (await call('down')) };
  } catch (error) {
    if (process.env['CI']) throw error;
    const reason = (error as Error).message.trim().split('\n').at(-1);
    return {
      wordpress: { skip: `WordPress could not be started: ${reason}` },
      stop: async () => {},
    };
  }
}

/** The one that `npm test` has started for its files, or why there is none. */
export function testWordpress(): MaybeWordpress {
  const told = process.env['TEST_WORDPRESS'];
  if (!told) return { skip: 'npm test starts WordPress for files that name it' };
  return JSON.parse(told) as MaybeWordpress;
}

interface Seed {
  readonly post: number;
  readonly root: number;
  readonly deep: number;
  readonly admin: { readonly user: string; readonly app: string };
}

export interface NewPost {
  /** How the slug begins: which of the switches of `wordpress-switches.php` is on. */
  readonly switch?: 'held' | 'members' | 'stock' | 'flood' | 'spam' | 'old';
  readonly isClosed?: boolean;
  readonly type?: 'posts' | 'pages';
  /** Whatever else a post has. */
  readonly more?: Readonly<Record<string, string | number>>;
}

export interface MadePost {
  readonly id: number;
  readonly slug: string;
  readonly link: string;
}

/** A post that nobody has written to. */
export async function newPost(wordpress: Wordpress, choices: NewPost = {}): Promise<MadePost> {
  const made = await asAdmin(wordpress, `/wp/v2/${choices.type ?? 'posts'}`, {
    title: 'A Post',
    slug: `${choices.switch ?? 'open'}-${crypto.randomUUID()}`,
    status: 'publish',
    comment_status: choices.isClosed ? 'closed' : 'open',
    ...choices.more,
  });
  return made as unknown as MadePost;
}

/** What the owner of the blog does. */
export async function asAdmin(
  { url, admin }: Wordpress,
  route: string,
  body?: object,
  method: 'GET' | 'POST' | 'DELETE' = 'POST',
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/wp-json${route}`, {
    method,
    headers: { Authorization: admin, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${route}: ${JSON.stringify(answer)}`);
  return answer;
}

/**
 * Many comments at once; `parents` has for each the place of the one that it answers in the same
 * list, -1 for roots. Answers with their ids.
 */
export async function fill(
  wordpress: Wordpress,
  post: number,
  parents: readonly number[],
): Promise<number[]> {
  const ids = await asAdmin(wordpress, '/comment-section-tests/v1/fill', { post, parents });
  return Object.values(ids) as number[];
}

/** A comment as anybody can send one, past the section: with whatever parent and date. */
export async function strangeComment(
  wordpress: Wordpress,
  fields: Readonly<Record<string, string | number>>,
): Promise<number> {
  const response = await fetch(`${wordpress.url}/wp-json/wp/v2/comments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ author_name: 'Eve', author_email: 'eve@site.example', ...fields }),
  });
  const answer = (await response.json()) as { id?: number };
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return answer.id;
}

/** The ids of all comments of a post, those too that wait for a moderator. */
export async function commentsOf(wordpress: Wordpress, post: number): Promise<number[]> {
  const query = `post=${post}&status=all&order=asc&_fields=id`;
  const found = await asAdmin(wordpress, `/wp/v2/comments?${query}`, undefined, 'GET');
  return Object.values(found).map((each) => (each as { id: number }).id);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
