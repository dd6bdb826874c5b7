import { promisifyRequest } from 'idb-keyval';
import { CommentError } from '../model/errors.ts';
import { checkDraft, checkText } from '../model/draft.ts';
import type { Added, Call } from './contract.ts';
import { guestRules, publish, type GuestBackend, type Stored } from './guests.ts';
import { guestKeyOf, livingRecord, ownRecord, placeholderOf, recordOf } from './guest-writing.ts';
import { change, link, replace, save, unlink, type WritingDesk } from './local-changes.ts';
import type { Connection } from './local.ts';
import { readRecord } from './local-places.ts';
import { get, readCounters, readMarks } from './local-reading.ts';
import { under, type Desk } from './local-records.ts';

/** What a thread of the local backend is asked for after it is read. */
export type LocalWrites = Pick<
  GuestBackend,
  'add' | 'find' | 'edit' | 'remove' | 'restore' | 'setLiked' | 'likers' | 'counts'
>;

export function localWrites(connection: Connection): LocalWrites {
  const stored = storedWrites(connection);
  /** The act, or where there is no room for it any more, the same act in memory. */
  const orForVisit =
    <Name extends keyof LocalWrites>(method: Name) =>
    async (...args: Parameters<LocalWrites[Name]>): Promise<never> => {
      try {
        return await act(stored, method, args);
      } catch (thrown) {
        if (!isFull(thrown as Error)) throw thrown;
        const { keepForVisit } = await import('./local-visit.ts');
        const visit = await keepForVisit(connection, args.at(-1) as Call);
        const answer = await act(visit, method, args);
        // Who watches is told once this answer has been taken in.
        setTimeout(() => connection.turn?.());
        return answer;
      }
    };
  return {
    ...stored,
    add: orForVisit('add'),
    edit: orForVisit('edit'),
    remove: orForVisit('remove'),
    restore: orForVisit('restore'),
    setLiked: orForVisit('setLiked'),
  };
}

/** The compiler does not see that a method and its arguments belong together. */
function act<Name extends keyof LocalWrites>(
  backend: LocalWrites,
  method: Name,
  args: Parameters<LocalWrites[Name]>,
): Promise<never> {
  return (backend[method] as (...args: unknown[]) => Promise<never>)(...args);
}

function isFull({ cause }: Error): boolean {
  return (cause as Partial<Error> | undefined)?.name === 'QuotaExceededError';
}

function storedWrites(connection: Connection): LocalWrites {
  const { taken } = connection;
  const write = <T>({ signal }: Call, work: (desk: WritingDesk) => Promise<T>): Promise<T> =>
    change(connection, signal, work);

  return {
    async add(draft, call) {
      const viewer = draft.guest ? null : await connection.identity?.viewer(call);
      return await write(call, async (desk) => {
        const { counters, store, thread } = desk;
        const known = await get(desk, [thread, 'key', draft.key]);
        if (typeof known === 'string') {
          const record = await readRecord(desk, known);
          if (!record) throw new CommentError('conflict');
          return added(desk, record, call);
        }
        checkDraft(draft, guestRules);
        const parent = draft.parentId === null ? undefined : await readRecord(desk, draft.parentId);
        if (draft.parentId !== null && parent?.status !== 'published') {
          throw new CommentError('not-found');
        }
        counters.last = Math.max(Date.now(), counters.last + 1);
        counters.total++;
        const author = viewer ?? undefined;
        const record = link(desk, recordOf(draft, counters.last, guestRules, call, author));
        store.put(record.id, [thread, 'key', draft.key]);
        if (parent) countReplies(desk, parent, 1);
        return added(desk, record, call);
      });
    },

    find: (key, call) =>
      connection.read(call, async (desk) => {
        const id = await get(desk, [desk.thread, 'key', key]);
        const record = typeof id === 'string' ? await readRecord(desk, id) : undefined;
        return record ? added(desk, record, call) : null;
      }),

    edit: (id, body, call) =>
      write(call, async (desk) => {
        const record = ownRecord(await readRecord(desk, id), guestKeyOf(call));
        checkText(body, guestRules);
        const editedAt = Math.max(Date.now(), record.createdAt);
        const next = { ...record, body: { format: guestRules.format, source: body }, editedAt };
        return added(desk, save(desk, next), call);
      }),

    async remove(id, call) {
      const [left, out] = await write(call, async (desk) => {
        const record = ownRecord(await readRecord(desk, id), guestKeyOf(call));
        desk.counters.total -= Number(record.status === 'published');
        if (!record.replyCount) return [null, await takeOut(desk, record)] as const;
        return [publish(replace(desk, record, placeholderOf(record))), [record]] as const;
      });
      taken.delete(id);
      for (const record of out) taken.set(record.id, { ...record, ...taken.get(record.id) });
      return left;
    },

    async restore(id, call) {
      const answer = await write(call, async (desk) => {
        const guestKey = guestKeyOf(call);
        const known = await readRecord(desk, id);
        const before = taken.get(id);
        const record = before ?? known;
        if (!record) throw new CommentError('not-found');
        if (record.owner !== guestKey) throw new CommentError('forbidden');
        if (known && known.status !== 'removed') return added(desk, known, call);
        if (!before || before.status === 'removed') throw new CommentError('not-found');
        desk.counters.total += Number(before.status === 'published');
        const back = known
          ? replace(desk, known, { ...before, replyCount: known.replyCount ?? 0 })
          : await putBack(desk, { ...before, replyCount: 0 }, taken);
        return added(desk, back, call);
      });
      taken.delete(id);
      return answer;
    },

    setLiked: (id, liked, call) =>
      write(call, async (desk) => {
        const { store, thread } = desk;
        const guestKey = guestKeyOf(call);
        const record = livingRecord(await readRecord(desk, id));
        const key = [thread, 'like', id, guestKey];
        const when = await get(desk, key);
        const known = record.likes ?? 0;
        if ((when !== undefined) === liked) return { likes: known };
        if (liked) {
          const now = Date.now();
          store.put(now, key);
          // Guests like without giving a name.
          store.put('', [thread, 'liker', id, now, guestKey]);
        } else {
          store.delete(key);
          store.delete([thread, 'liker', id, Number(when), guestKey]);
        }
        const likes = Math.max(0, known + (liked ? 1 : -1));
        replace(desk, record, { ...record, likes });
        return { likes };
      }),

    likers: (id, call) =>
      connection.read(call, async (desk) => {
        const record = await readRecord(desk, id);
        if (!record) throw new CommentError('not-found');
        if (record.status === 'removed') return [];
        const likers = under([desk.thread, 'liker', id]);
        const names = await promisifyRequest<unknown[]>(desk.store.getAll(likers, 100));
        return names.filter((name) => typeof name === 'string').map((name) => ({ name }));
      }),

    counts: (threads, call) =>
      connection.read(call, async ({ store }) => {
        const counters = threads.map((thread) => readCounters({ store, thread }));
        const totals = (await Promise.all(counters)).map(({ total }) => total);
        return new Map(threads.map((thread, i) => [thread, totals[i]!]));
      }),
  };
}

async function added(desk: Desk, record: Stored, call: Call): Promise<Added> {
  const marks = await readMarks(desk, [record], call.guestKey);
  return { comment: publish(record), marks: marks.get(record.id)! };
}

/** Takes a comment out, and the removed ones above that nothing hangs on any more. */
async function takeOut(desk: WritingDesk, record: Stored): Promise<readonly Stored[]> {
  const out: Stored[] = [];
  for (let next: Stored | undefined = record; next;) {
    unlink(desk, next);
    out.push(next);
    const parent: Stored | undefined =
      next.parentId === null ? undefined : await readRecord(desk, next.parentId);
    next = parent && countReplies(desk, parent, -1) ? undefined : parent;
  }
  return out;
}

/** Puts a comment back, and with it the removed ones above that went along with it. */
async function putBack(
  desk: WritingDesk,
  record: Stored,
  taken: ReadonlyMap<string, Stored>,
): Promise<Stored> {
  const back = link(desk, record);
  for (let next = back; next.parentId !== null;) {
    const parent = await readRecord(desk, next.parentId);
    if (parent) {
      countReplies(desk, parent, 1);
      break;
    }
    const before = taken.get(next.parentId);
    if (!before) throw new CommentError('not-found');
    next = link(desk, { ...placeholderOf(before), replyCount: 1 });
  }
  return back;
}

/** False, and nothing is stored, for a removed comment that is left without replies. */
function countReplies(desk: WritingDesk, parent: Stored, step: number): boolean {
  const replyCount = Math.max(0, (parent.replyCount ?? 0) + step);
  if (replyCount === 0 && parent.status === 'removed') return false;
  save(desk, { ...parent, replyCount });
  return true;
}
