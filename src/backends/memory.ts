import { CommentError } from '../model/errors.ts';
import type { Author, Comment } from '../model/comment.ts';
import { checkDraft, checkText } from '../model/draft.ts';
import type { Rules, ThreadInfo } from '../model/rules.ts';
import type { Added, Call } from './contract.ts';
import { guestRules, infoOf, type GuestBackend, type Stored } from './guests.ts';
import { guestKeyOf, livingRecord, ownRecord, recordOf } from './guest-writing.ts';
import { isVisible, marksIn, pageOf, shown } from './memory-pages.ts';
import { isHere, MemoryThread } from './memory-thread.ts';

export interface MemoryOptions {
  /** What a thread holds when it is opened for the first time. */
  readonly comments?: readonly Comment[];
  /** Names of those who like these comments, by comment id. */
  readonly likers?: Readonly<Record<string, readonly string[]>>;
  readonly rules?: Partial<Rules>;
  /** Who writes where a draft has no guest; without one, that is refused. */
  readonly author?: Author;
  /** Backends with the same store see each other's comments, and are told of changes. */
  readonly store?: MemoryStore;
  readonly keeper?: ThreadInfo['keeper'];
  /** A thread that is open from the start. */
  readonly opened?: string;
}

/** Threads by id. */
export type MemoryStore = Map<string, MemoryThread>;

/** What `backend="memory"` keeps, and `local` where the browser refuses to: until the page goes. */
const visit: MemoryStore = new Map();

export function visitBackend(): GuestBackend {
  return memoryBackend({ store: visit });
}

/** The same, for a thread that was kept elsewhere until now, and is open. */
export function visitWith(id: string, thread: MemoryThread): GuestBackend {
  if (!visit.has(id)) visit.set(id, thread);
  return memoryBackend({ store: visit, opened: id });
}

/**
 * The reference: does what the contract says in the plainest way, and forgets it all when the page
 * goes. Made for tests, for examples, and for browsers that refuse to keep anything.
 */
export function memoryBackend(options: MemoryOptions = {}): GuestBackend {
  const store: MemoryStore = options.store ?? new Map();
  const rules: Rules = { ...guestRules, ...options.rules };
  const self = {};
  let threadId = options.opened ?? '';

  const thread = (): MemoryThread => {
    const known = store.get(threadId);
    if (known) return known;
    const made = seeded(options);
    store.set(threadId, made);
    return made;
  };
  /** Nothing happens before the caller has had the chance to abort. */
  const answer = async <T>(call: Call, work: () => T): Promise<T> => {
    await Promise.resolve();
    call.signal.throwIfAborted();
    const result = work();
    thread().commit(self);
    return result;
  };
  const added = (record: Stored, { guestKey }: Call): Added => ({
    comment: shown(record),
    marks: marksIn(thread(), [record], guestKey).get(record.id)!,
  });
  const info = (): ThreadInfo => infoOf(thread().total, rules, options.keeper ?? 'visit');
  const byKey = (key: string): Stored | undefined => {
    const id = thread().keys.get(key);
    return id === undefined ? undefined : thread().get(id);
  };

  return {
    open: (ref, first, call) => {
      threadId = ref.id;
      return answer(call, () => ({ info: info(), page: pageOf(thread(), first, call.guestKey) }));
    },

    list: (query, call) => answer(call, () => pageOf(thread(), query, call.guestKey)),

    add: (draft, call) =>
      answer(call, () => {
        const known = byKey(draft.key);
        if (known) {
          if (!isHere(known)) throw new CommentError('conflict');
          return added(known, call);
        }
        checkDraft(draft, rules);
        if (draft.parentId !== null) checkParent(thread(), draft.parentId, rules);
        const record = recordOf(draft, thread().now(), rules, call, options.author);
        thread().keys.set(draft.key, record.id);
        return added(thread().put(record), call);
      }),

    find: (key, call) =>
      answer(call, () => {
        const known = byKey(key);
        return known && isHere(known) ? added(known, call) : null;
      }),

    edit: (id, body, call) =>
      answer(call, () => {
        const record = ownRecord(thread().get(id), guestKeyOf(call));
        checkText(body, rules);
        const editedAt = Math.max(Date.now(), record.createdAt);
        const next = { ...record, body: { format: rules.format, source: body }, editedAt };
        return added(thread().put(next), call);
      }),

    remove: (id, call) =>
      answer(call, () => {
        const record = ownRecord(thread().get(id), guestKeyOf(call));
        thread().removed.set(id, record.status);
        const left = thread().put({ ...record, status: 'removed' });
        return isHere(left) ? shown(left) : null;
      }),

    restore: (id, call) =>
      answer(call, () => {
        const guestKey = guestKeyOf(call);
        const record = thread().get(id);
        if (!record) throw new CommentError('not-found');
        if (record.owner !== guestKey) throw new CommentError('forbidden');
        const status = thread().removed.get(id);
        if (record.status !== 'removed' || !status) return added(record, call);
        return added(thread().put({ ...record, status }), call);
      }),

    setLiked: (id, liked, call) =>
      answer(call, () => {
        if (rules.likes === 'nobody') throw new CommentError('forbidden');
        if (rules.likes === 'accounts') throw new CommentError('unauthorized');
        const guestKey = guestKeyOf(call);
        const record = livingRecord(thread().get(id));
        const people = thread().likes.get(id) ?? new Map<string, string>();
        thread().likes.set(id, people);
        if (people.has(guestKey) === liked) return { likes: record.likes ?? 0 };
        if (liked) people.set(guestKey, '');
        else people.delete(guestKey);
        const likes = (record.likes ?? 0) + (liked ? 1 : -1);
        thread().put({ ...record, likes });
        return { likes };
      }),

    likers: (id, call) =>
      answer(call, () => {
        const { status } = thread().get(id) ?? livingRecord(undefined);
        const names = status === 'removed' ? [] : (thread().likes.get(id)?.values() ?? []);
        return [...names].slice(0, 100).map((name) => ({ name }));
      }),

    counts: (threads, call) =>
      answer(call, () => new Map(threads.map((id) => [id, store.get(id)?.total ?? 0]))),

    watch: (since, sink, { signal, guestKey }) => {
      const watched = thread();
      let live = true;
      const later = (work: () => void): void =>
        queueMicrotask(() => {
          if (live && !signal.aborted) work();
        });
      const tell = (ids: readonly string[]): void =>
        later(() => {
          const records = ids.map((id) => watched.get(id)!);
          const here = records.filter((record) => isVisible(record, guestKey));
          const gone = records.filter((record) => !here.includes(record));
          if (here.length > 0) sink.upsert(here.map(shown), marksIn(watched, here, guestKey));
          if (gone.length > 0) sink.gone(gone.map(({ id }) => id));
          sink.info(info());
        });
      watched.watchers.set(tell, self);
      if (since !== undefined && since !== String(watched.revision)) later(() => sink.reset());
      return () => {
        live = false;
        watched.watchers.delete(tell);
      };
    },
  };
}

function seeded({ comments = [], likers = {} }: MemoryOptions): MemoryThread {
  const thread = new MemoryThread();
  for (const comment of comments) {
    const names = likers[comment.id] ?? [];
    thread.put({ ...comment, likes: comment.likes ?? names.length });
    thread.likes.set(comment.id, new Map(names.map((name, i) => [`seed ${i}`, name])));
  }
  // Nobody is told of what was there from the start.
  thread.commit(thread);
  return thread;
}

function checkParent(thread: MemoryThread, parentId: string, rules: Rules): void {
  if (livingRecord(thread.get(parentId)).status !== 'published')
    throw new CommentError('not-found');
  if (rules.deepest === Infinity) return;
  let id: string | null = parentId;
  for (let depth = 1; id !== null; depth++) {
    if (depth > rules.deepest) throw new CommentError('forbidden');
    id = thread.get(id)?.parentId ?? null;
  }
}
