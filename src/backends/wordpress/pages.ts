import type { Call } from '../contract.ts';
import { CommentError } from '../../model/errors.ts';
import type { ListQuery, Page } from '../../model/page.ts';
import { decodeEntry, fieldsFor, type Entry } from './decode.ts';
import { entryOf, waitingOf, withOwn } from './own.ts';
import {
  counted,
  listOf,
  mostAlong,
  mostForEach,
  pickBelow,
  readAllReplies,
  readBelow,
  readOutline,
  readThese,
  rootsAmong,
  type Thread,
} from './replies.ts';
import {
  placeOf,
  readAround,
  readCursor,
  readRun,
  writeCursor,
  type List,
  type Place,
  type Run,
} from './siblings.ts';

/** A part of a list, and the path to a comment that was looked for. */
interface Window {
  readonly run: Run;
  /** Which of the run are on the page. */
  readonly from: number;
  readonly to: number;
  readonly path: readonly Entry[];
}

type Replies = Awaited<ReturnType<typeof readAllReplies>>;

/** Reads pages of a thread. */
export class Pages {
  readonly thread: Thread;
  /** Replies of the thread when they were counted last. */
  #replies: number | undefined;
  /** Replies that were handed out. */
  #seen = new Set<number>();

  constructor(thread: Thread) {
    this.thread = thread;
  }

  /** A page, and how many comments there are in all, where that is known. */
  async read(query: ListQuery, call: Call): Promise<{ page: Page; total: number | undefined }> {
    const { branch, after, before } = query;
    const isBeginning = branch === null && after === undefined && before === undefined;
    if (isBeginning) this.#seen.clear();
    const most = Math.max(mostAlong, query.limit);
    const isLarge = (this.#replies ?? 0) > most;
    const all = isLarge ? undefined : readAllReplies(this.thread, most, call);
    const [window, replies] = await Promise.all([this.#window(query, all, call), all]);
    if (replies) this.#replies = replies.total;
    const { run, from, to, path } = window;
    const listed = unique([...run.entries.slice(from, to), ...path]);
    const ids = listed.map(({ id }) => id);
    const along = replies?.entries
      ? pickBelow(ids, replies.entries)
      : await readBelow(this.thread, ids, Math.max(most, mostForEach * query.limit), call);
    const isEnd = to >= run.entries.length && run.isEnd;
    const known = unique([...listed, ...along.entries]);
    const lost = branch === null && isEnd ? await this.#orphans(known, replies?.entries, call) : [];
    for (const { id, parent } of [...known, ...lost]) if (parent !== 0) this.#seen.add(id);
    // What hangs on the lost is lost, and here with them.
    const comments = counted(unique([...known, ...lost]), along.counts);
    const [first, last] = [run.entries[from], run.entries[to - 1]];
    const page: Page = {
      branch: query.around === undefined ? branch : null,
      comments,
      before: first && run.start + from > 0 ? cursorAt(first, run.start + from) : null,
      after: last && !isEnd ? cursorAt(last, run.start + to - 1) : null,
    };
    const total =
      page.branch === null && run.total !== undefined && this.#replies !== undefined
        ? run.total + this.#replies
        : undefined;
    return {
      page: {
        ...(await withOwn(page, query, this.thread, call)),
        ...(total !== undefined && { resume: String(total) }),
      },
      total,
    };
  }

  /** One comment of this thread; undefined when there is none that visitors may see. */
  async find(id: string, call: Call): Promise<Entry | undefined> {
    const { site, reading, post } = this.thread;
    if (!/^\d{1,15}$/.test(id)) return undefined;
    try {
      const fields = { _fields: fieldsFor(reading) };
      const { value } = await site.get(`/wp/v2/comments/${id}`, fields, call);
      const entry = decodeEntry(value, reading);
      return entry?.post === post ? entry : undefined;
    } catch (thrown) {
      if (thrown instanceof CommentError && thrown.code === 'not-found') return undefined;
      throw thrown;
    }
  }

  async #window(query: ListQuery, all: Promise<Replies> | undefined, call: Call): Promise<Window> {
    const { branch, sort, limit, around, before, after } = query;
    if (around !== undefined) return this.#windowAround(around, query, all, call);
    if (branch !== null && !/^\d{1,15}$/.test(branch)) throw new CommentError('not-found');
    const isNewestFirst = branch === null && sort === 'newest';
    const list = listOf(this.thread, { parent: branch ?? 0 }, isNewestFirst);
    if (before !== undefined) {
      const run = await readAround(list, readCursor(before), limit, 0, call);
      return { run, from: Math.max(0, run.from - limit), to: run.from, path: [] };
    }
    if (after !== undefined) {
      const run = await readAround(list, readCursor(after), 0, limit, call);
      return windowOf(run, run.to, limit);
    }
    return windowOf(await readRun(list, 0, limit, call), 0, limit);
  }

  /** The page that holds the root of a comment, with everything between the two. */
  async #windowAround(
    id: string,
    query: ListQuery,
    all: Promise<Replies> | undefined,
    call: Call,
  ): Promise<Window> {
    const way = await this.#pathTo(id, all, call);
    const top = way.at(-1)!;
    // What waits is added later, with all else that does.
    const path = way.filter(({ comment }) => comment.status === 'published');
    const list = listOf(this.thread, { parent: 0 }, query.sort === 'newest');
    const { limit } = query;
    // What hangs on nothing has no place among the roots.
    if (top.parent !== 0 || limit === Infinity) {
      return { ...windowOf(await readRun(list, 0, limit, call), 0, limit), path };
    }
    const back = limit >> 1;
    const place = await this.#placeOf(top, list, call);
    const run = await readAround(list, place, back, limit - back, call);
    return { ...windowOf(run, Math.max(0, run.from - back), limit), path };
  }

  /** The comment and what it hangs on, as far as there is anything; the root last. */
  async #pathTo(id: string, all: Promise<Replies> | undefined, call: Call): Promise<Entry[]> {
    const waiting = waitingOf(this.thread, call).find((comment) => comment.id === id);
    const [found, replies] = await Promise.all([this.find(id, call), all]);
    const first = found ?? (waiting && entryOf(waiting, this.thread.post));
    if (!first) throw new CommentError('not-found');
    const known = new Map(replies?.entries?.map((entry) => [entry.id, entry]));
    const path = new Map([[first.id, first]]);
    for (let { parent } = first; parent !== 0 && !path.has(parent);) {
      const next = known.get(parent) ?? (await this.find(String(parent), call));
      if (!next) break;
      path.set(next.id, next);
      ({ parent } = next);
    }
    return [...path.values()];
  }

  /** How many roots come before this one: a guess, since dates are compared in the site's own zone. */
  async #placeOf(root: Entry, list: List, call: Call): Promise<Place> {
    const place = placeOf(root, 0);
    if (!Number.isFinite(place.time)) return place;
    const side = list.isNewestFirst ? 'after' : 'before';
    const { total = 0 } = await this.thread.site.list(
      '/wp/v2/comments',
      { ...list.params, [side]: new Date(place.time).toISOString(), per_page: 1, _fields: 'id' },
      call,
    );
    return { ...place, index: total };
  }

  /**
   * Replies to what is not here any more, or never was, or to each other: nothing leads to them but
   * this. In a large thread they are looked for when not all replies were seen on the way.
   */
  async #orphans(
    known: readonly Entry[],
    all: readonly Entry[] | undefined,
    call: Call,
  ): Promise<readonly Entry[]> {
    const { thread } = this;
    for (const { id, parent } of known) if (parent !== 0) this.#seen.add(id);
    if (this.#seen.size >= (this.#replies ?? Infinity)) return [];
    const replies = all ?? (await readOutline(thread, call));
    const ids = new Set([...known, ...replies].map(({ id }) => id));
    const elsewhere = [...new Set(replies.map(({ parent }) => parent))].filter(
      (id) => !ids.has(id),
    );
    const roots = known.filter(({ parent }) => parent === 0).map(({ id }) => id);
    // Roots of other pages have their replies there.
    roots.push(...(await rootsAmong(thread, elsewhere, call)));
    const reached = new Set(pickBelow(roots, replies).entries);
    const lost = replies.filter((entry) => !reached.has(entry));
    return all
      ? lost
      : readThese(
          thread,
          lost.map(({ id }) => id),
          call,
        );
  }
}

function windowOf(run: Run, from: number, limit: number): Window {
  return { run, from, to: Math.min(run.entries.length, from + limit), path: [] };
}

function cursorAt(entry: Entry, index: number): string {
  return writeCursor(placeOf(entry, index));
}

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}
