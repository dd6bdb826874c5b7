import { createStore, type UseStore } from 'idb-keyval';
import type { IdentityService } from '../identity/contract.ts';
import { asCommentError } from '../model/errors.ts';
import type { ListQuery } from '../model/page.ts';
import type { Call, Opened } from './contract.ts';
import { guestRules, infoOf, type GuestBackend, type Stored } from './guests.ts';
import type { LocalBulk } from './local-bulk.ts';
import { readCounters, readPage } from './local-reading.ts';
import type { Desk } from './local-records.ts';
import type { LocalWrites } from './local-writes.ts';

export interface LocalOptions {
  /** The database; pages of one origin that name the same one share their comments. */
  readonly name?: string;
  /** Whose accounts write here, besides guests. */
  readonly identity?: IdentityService;
}

export type LocalBackend = GuestBackend & LocalBulk;

/** What the parts that are loaded later work with. */
export interface Connection {
  readonly name: string;
  readonly identity: IdentityService | undefined;
  readonly use: UseStore;
  /** Id of the thread that was opened. */
  thread: string;
  /** Keeps the thread in place of the database, where that cannot be used, or not any more. */
  visit?: GuestBackend | undefined;
  /** The same for the sections to come on this page. */
  readonly moved: Map<string, () => GuestBackend>;
  /** Tells who watches to read everything anew, from what keeps it now. */
  turn?: (() => void) | undefined;
  /** The one that listens, while somebody watches: it does not hear what it says itself. */
  channel?: BroadcastChannel | undefined;
  /**
   * What was removed since the page was loaded, by id, so that it can be restored. It is not in
   * the database: who removes a comment expects it to be gone from the disk.
   */
  readonly taken: Map<string, Stored>;
  /** Reads in one transaction. */
  read<T>(call: Call, work: (desk: Desk) => Promise<T>): Promise<T>;
}

/** What keeps threads that the database had no room for any more, by its name and theirs. */
const moved = new Map<string, () => GuestBackend>();

/** Nobody waits longer than this for the database to open. */
const patienceMs = 2_000;

/**
 * Keeps comments in the reader's own browser, where nobody else sees them. Where the browser
 * refuses that, does not answer or has no room, they are kept in memory, for this visit. This file,
 * and what it imports, is all that reading takes; the rest is loaded at first need.
 */
export function localBackend({
  name = 'comment-section',
  identity,
}: LocalOptions = {}): LocalBackend {
  const use = createStore(name, 'comments');

  const connection: Connection = {
    name,
    identity,
    use,
    thread: '',
    moved,
    taken: new Map(),
    async read({ signal }, work) {
      const { thread } = connection;
      try {
        return await use('readonly', (store) => {
          signal.throwIfAborted();
          return work({ store, thread });
        });
      } catch (thrown) {
        throw signal.aborted ? signal.reason : asCommentError(thrown);
      }
    },
  };
  const readThread = async (query: ListQuery, call: Call): Promise<Required<Opened>> => {
    const isStart = (query.around ?? query.before ?? query.after) === undefined;
    // A transaction ends when nothing is asked of it, so this has to be here before it begins.
    const window = isStart ? undefined : await loaded(import('./local-window.ts'));
    return connection.read(call, async (desk) => {
      const { total, revision } = await readCounters(desk);
      const page = await readPage(desk, query, call.guestKey, window?.readWindow);
      return {
        info: infoOf(total, guestRules, 'browser'),
        page: { ...page, resume: String(revision) },
      };
    });
  };
  const bulk = async (): Promise<LocalBulk> =>
    (await loaded(import('./local-bulk.ts'))).localBulk(connection);
  const later =
    <Name extends keyof LocalWrites>(method: Name) =>
    async (...args: Parameters<LocalWrites[Name]>): Promise<never> => {
      const { localWrites } = await loaded(import('./local-writes.ts'));
      const backend = connection.visit ?? localWrites(connection);
      // The compiler does not see that a method and its arguments belong together.
      return (backend[method] as (...args: unknown[]) => Promise<never>)(...args);
    };

  return {
    async open(thread, first, call) {
      connection.thread = thread.id;
      connection.visit ??= moved.get(name + thread.id)?.();
      try {
        if (!connection.visit) await Promise.race([use('readonly', () => {}), late()]);
      } catch {
        connection.visit = (await loaded(import('./memory.ts'))).visitBackend();
      }
      return connection.visit?.open(thread, first, call) ?? readThread(first, call);
    },

    list: async (query, call) =>
      connection.visit?.list(query, call) ?? (await readThread(query, call)).page,

    add: later('add'),
    find: later('find'),
    edit: later('edit'),
    remove: later('remove'),
    restore: later('restore'),
    setLiked: later('setLiked'),
    likers: later('likers'),
    counts: later('counts'),
    import: async (...args) => (await bulk()).import(...args),
    clear: async (...args) => (await bulk()).clear(...args),

    watch(since, sink, call) {
      const stop = new AbortController();
      const signal = AbortSignal.any([call.signal, stop.signal]);
      // Without it, what other tabs do is here when the thread is opened the next time.
      import('./local-hearing.ts').then(
        ({ listen }) => listen(connection, since, sink, { ...call, signal }),
        () => {},
      );
      return () => stop.abort();
    },
  };
}

/** A database may never answer: another tab holds it, or the disk does. */
function late(): Promise<never> {
  return new Promise((_, reject) => setTimeout(reject, patienceMs));
}

/** A part that is loaded at first need. When that fails, the next need tries again. */
async function loaded<T>(part: Promise<T>): Promise<T> {
  return part.catch((thrown: unknown) => {
    throw asCommentError(thrown);
  });
}
