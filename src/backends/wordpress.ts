import { asCommentError, CommentError } from '../model/errors.ts';
import type { Rules, ThreadInfo } from '../model/rules.ts';
import type { BackendOptions, Call, CommentBackend } from './contract.ts';
import { credited } from './wordpress/decode.ts';
import { Pages } from './wordpress/pages.ts';
import { findPost, postId } from './wordpress/post.ts';
import { readRefused, type Refused } from './wordpress/refused.ts';
import { openSite, type Site } from './wordpress/site.ts';

/** What a stock WordPress allows; what it allows to whom it says only when somebody tries. */
const stockRules: Rules = {
  closed: false,
  guests: 'yes',
  // “Comment author must fill out name and email” is how WordPress comes, and is not told.
  required: ['name', 'email'],
  likes: 'nobody',
  // It takes 65 525 bytes of HTML. This many characters, and what they become, are fewer.
  longest: 10_000,
  deepest: Infinity,
  format: 'markdown',
  sorts: ['oldest', 'newest'],
  moderation: 'none',
};

/**
 * A stock WordPress over its REST API, from any origin: readers read, and guests write where the site
 * takes anonymous comments. Threads are named by the id, the slug or the address of a post.
 * Everything is asked without cookies. What it cannot do (likes, edits by guests) has no method.
 */
export function wordpressBackend({
  server,
  avatars = false,
  poll,
}: BackendOptions = {}): CommentBackend {
  const site = openSite(server);
  let pages: Pages | undefined;
  let isOpen = true;
  /** What is known to be refused, since somebody has tried. */
  let refused: Refused = { guests: false, everybody: false };

  const opened = (): Pages => {
    if (!pages) throw new CommentError('unavailable', { detail: 'No thread is open.' });
    return pages;
  };
  const infoOf = (total: number | undefined): ThreadInfo => ({
    ...(total !== undefined && { total: { value: total, exact: true } }),
    rules: {
      ...stockRules,
      closed: !isOpen || refused.everybody,
      guests: refused.guests ? 'no' : 'yes',
    },
    can: {
      add: isOpen && !refused.everybody && !refused.guests,
      edit: false,
      remove: false,
      restore: false,
      like: false,
      likers: false,
      report: false,
    },
    viewer: null,
    keeper: 'server',
  });
  return {
    async open(ref, first, call) {
      const reading = { author: 0, avatars };
      const id = postId(ref.id);
      const finding = findPost(site, ref.id, call).then((post) => {
        isOpen = post.isOpen;
        reading.author = post.author;
        return post.id;
      });
      // Where the name holds the id, nothing has to be known of the post before.
      const reader = new Pages({ site, post: id ?? (await finding), reading });
      const [{ page, total }] = await Promise.all([reader.read(first, call), finding]);
      pages = reader;
      refused = readRefused(site.address, reader.thread.post);
      return {
        info: infoOf(total),
        page: { ...page, comments: credited(page.comments, reading) },
      };
    },

    list: async (query, call) => (await opened().read(query, call)).page,

    // Who writes all the same, in a form that was there before, asks again.
    add: async (draft, call) =>
      (await loadWriting(call)).add(opened(), { ...stockRules, closed: !isOpen }, draft, call),

    find: async (key, call) => (await loadWriting(call)).find(opened(), key, call),

    async counts(threads, call) {
      const counts = await Promise.all(threads.map((thread) => countOf(site, thread, call)));
      return new Map(
        threads.flatMap((thread, i) => (counts[i] === undefined ? [] : [[thread, counts[i]]])),
      );
    },

    ...(poll && {
      watch(since, sink, call) {
        const stop = new AbortController();
        const start = async (): Promise<void> => {
          const { watch } = await import('./wordpress/watch.ts');
          if (stop.signal.aborted) return;
          const end = watch(opened().thread, since, sink, { poll, infoOf }, call);
          stop.signal.addEventListener('abort', end);
        };
        // Without this part the thread is as one that nobody asked to watch.
        start().catch(() => {});
        return () => stop.abort();
      },
    }),
  };
}

/** Undefined: there is no such thread, or the server does not let its count be read. */
async function countOf(site: Site, thread: string, call: Call): Promise<number | undefined> {
  try {
    const post = postId(thread) ?? (await findPost(site, thread, call)).id;
    const params = { post, per_page: 1, _fields: 'id' };
    return (await site.list('/wp/v2/comments', params, call)).total;
  } catch (thrown) {
    if (thrown instanceof CommentError && thrown.code === 'not-found') return undefined;
    throw thrown;
  }
}

/** Loaded at first need. When that fails, the next need tries again. */
async function loadWriting({ signal }: Call) {
  signal.throwIfAborted();
  return import('./wordpress/writing.ts').catch((thrown: unknown) => {
    throw asCommentError(thrown);
  });
}
