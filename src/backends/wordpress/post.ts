import type { Call } from '../contract.ts';
import { CommentError } from '../../model/errors.ts';
import type { Params, Site } from './site.ts';

/** What a thread belongs to: a post, a page, or whatever else a site lets people comment on. */
export interface Post {
  readonly id: number;
  readonly isOpen: boolean;
  /** The account that wrote it; 0: not told. */
  readonly author: number;
}

/** The id of the post, where the name of the thread is one, or an address that holds it. */
export function postId(thread: string): number | undefined {
  if (/^\d{1,15}$/.test(thread)) return Number(thread);
  const { searchParams } = addressIn(thread) ?? {};
  const id = searchParams?.get('p') ?? searchParams?.get('page_id') ?? '';
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}

/** The post that a thread is named after: by its id, its slug or its address. */
export async function findPost(site: Site, thread: string, call: Call): Promise<Post> {
  for (const guess of guessesAt(thread)) {
    const { wanted } = guess;
    const posts = chosen(await lookUp(site, '/wp/v2/posts', wanted, call), guess);
    // Something else may be at the very address that is given.
    const isCertain = guess.ending !== undefined || posts.some((post) => isAt(post, guess));
    const others = isCertain ? [] : chosen(await lookUpElsewhere(site, wanted, call), guess);
    const [post] = [...posts, ...others].sort((a, b) => +isAt(b, guess) - +isAt(a, guess));
    if (post) return post;
  }
  throw new CommentError('not-found', {
    advice:
      `thread="${thread}" is nothing published at ${site.address}. Set it to the id, the slug or ` +
      'the permalink of a post or page.',
  });
}

/** What a thread may be named after. */
interface Guess {
  readonly wanted: Params;
  /** Where it is, as far as that is told. */
  readonly path?: string;
  /** How that of a post has to end, since everything has an id. */
  readonly ending?: string;
}

/** The most likely first; none where a name cannot be that of a post. */
function guessesAt(thread: string): Guess[] {
  const id = postId(thread);
  if (id !== undefined) return [{ wanted: { include: id } }];
  const address = addressIn(thread);
  return address ? guessesFor(partsOf(address.pathname)) : named(thread);
}

function guessesFor(parts: readonly string[], isPaged = false): Guess[] {
  const last = parts.at(-1) ?? '';
  const path = parts.join('/');
  if (!/^\d{1,15}$/.test(last)) return named(last, path);
  // Settings → Permalinks: “Numeric”; a slug of digits; or the second page of a long post.
  return [
    { wanted: { include: Number(last) }, path, ending: last },
    ...named(last, path),
    ...(isPaged ? [] : guessesFor(parts.slice(0, -1), true)),
  ];
}

/** WordPress takes nothing for no question, and what has commas or spaces for several ones. */
function named(slug: string, path?: string): Guess[] {
  if (!slug || /[\s,]/.test(slug)) return [];
  return [{ wanted: { slug }, ...(path !== undefined && { path }) }];
}

/** What the address of a post is made of, without the page of its comments and without `.html`. */
function partsOf(pathname: string): string[] {
  const parts = pathname.split('/').filter(Boolean);
  if (/^comment-page-\d+$/.test(parts.at(-1) ?? '')) parts.pop();
  return parts.map((part) => decoded(part).replace(/\.\w{1,5}$/, ''));
}

interface Found extends Post {
  readonly link: string;
}

async function lookUp(site: Site, path: string, wanted: Params, call: Call): Promise<Found[]> {
  const { value } = await site.list(
    path,
    { ...wanted, _fields: 'id,comment_status,author,link' },
    call,
  );
  return value.flatMap((each) => decode(each) ?? []);
}

/** Pages, and types of posts that plugins make. Those that visitors may not see do not count. */
async function lookUpElsewhere(site: Site, wanted: Params, call: Call): Promise<Found[]> {
  const { value } = await site.get('/wp/v2/types', {}, call).catch((thrown: unknown) => {
    // Some sites keep that to themselves.
    if (thrown instanceof CommentError && /^(unauthorized|forbidden)$/.test(thrown.code)) {
      return { value: {} };
    }
    throw thrown;
  });
  const paths = Object.entries(value as object).flatMap(([type, about]) => {
    const { rest_base: base, rest_namespace: namespace } = Object(about) as Record<string, unknown>;
    if (typeof base !== 'string' || type === 'post' || /^(wp|nav)_/.test(type)) return [];
    return `/${typeof namespace === 'string' ? namespace : 'wp/v2'}/${base}`;
  });
  const answers = await Promise.allSettled(
    paths.slice(0, 20).map((path) => lookUp(site, path, wanted, call)),
  );
  call.signal.throwIfAborted();
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

function chosen(found: readonly Found[], { ending }: Guess): Found[] {
  return ending === undefined
    ? [...found]
    : found.filter(({ link }) => partsOf(addressIn(link)?.pathname ?? '').at(-1) === ending);
}

/** Pages below different ones may have the same slug, and that of a post. */
function isAt({ link }: Found, { path }: Guess): boolean {
  return path === undefined || partsOf(addressIn(link)?.pathname ?? '').join('/') === path;
}

function decode(value: unknown): Found | undefined {
  const { id, comment_status: status, author, link } = Object(value) as Record<string, unknown>;
  if (!Number.isSafeInteger(id)) return undefined;
  return {
    id: id as number,
    isOpen: status === 'open',
    author: typeof author === 'number' ? author : 0,
    link: typeof link === 'string' ? link : '',
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase();
  } catch {
    return part; // a broken escape names nothing
  }
}

function addressIn(thread: string): URL | undefined {
  try {
    return new URL(thread);
  } catch {
    return undefined; // an id, or a slug
  }
}
