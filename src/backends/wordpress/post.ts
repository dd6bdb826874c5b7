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
  const id = postId(thread);
  const wanted: Params = id === undefined ? { slug: slugOf(thread) } : { include: id };
  const post =
    choose(await lookUp(site, '/wp/v2/posts', wanted, call), thread) ??
    choose(await lookUpElsewhere(site, wanted, call), thread);
  if (post) return post;
  throw new CommentError('not-found', {
    advice:
      `thread="${thread}" is nothing published at ${site.address}. Set it to the id, the slug or ` +
      'the permalink of a post or page.',
  });
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

/** Pages below different ones may have the same slug: then the one at the same path is meant. */
function choose(found: readonly Found[], thread: string): Post | undefined {
  const path = addressIn(thread)?.pathname;
  return found.find(({ link }) => addressIn(link)?.pathname === path) ?? found[0];
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

/** The last part of a path; of a name that is no address, the name. */
function slugOf(thread: string): string {
  const { pathname } = addressIn(thread) ?? {};
  if (pathname === undefined) return thread;
  const last = pathname.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a broken escape names nothing
  }
}

function addressIn(thread: string): URL | undefined {
  try {
    return new URL(thread);
  } catch {
    return undefined; // an id, or a slug
  }
}
