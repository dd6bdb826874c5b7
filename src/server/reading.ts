import { sql, type SelectQueryBuilder } from 'kysely';
import type { Comment } from '../model/comment.ts';
import { CommentError } from '../model/errors.ts';
import type { ListQuery } from '../model/page.ts';
import { capabilities, type PageAnswer, type ThreadAnswer } from '../protocol/shapes.ts';
import type { Tables, ThreadRow } from './database/schema.ts';
import { rulesOf } from './policy.ts';
import { publicColumns, publish, type PublicRow } from './rows.ts';
import type { Site } from './site.ts';

/** Comments that come along with those of a page at most. */
const mostAlong = 200;

/** A thread and its first page, the same for everybody. */
export async function openThread(
  site: Site,
  key: string,
  thread: ThreadRow | undefined,
  query: ListQuery,
): Promise<ThreadAnswer> {
  return {
    capabilities,
    total: thread?.total ?? 0,
    rules: rulesOf(site.policy, thread, site.now()),
    page: await readPage(site, key, thread, query),
  };
}

/** A part of a thread. It costs what the page costs, whatever the size of the thread. */
export async function readPage(
  site: Site,
  key: string,
  thread: ThreadRow | undefined,
  query: ListQuery,
): Promise<PageAnswer> {
  const list = new List(site, key, query);
  const path = query.around === undefined ? [] : await readPath(site, key, query.around);
  const { rows, hasBefore, hasAfter } = await list.window(query, path.at(-1));
  return {
    branch: query.around === undefined ? query.branch : null,
    comments: await withReplies(site, key, [...rows, ...path]),
    before: hasBefore ? list.cursorAt(rows[0]) : null,
    after: hasAfter ? list.cursorAt(rows.at(-1)) : null,
    resume: String(thread?.revision ?? 0),
  };
}

interface Window {
  readonly rows: readonly PublicRow[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

type Place = readonly (string | number)[];

/** The listed comments of a branch in the order that was asked for. */
class List {
  readonly #site: Site;
  readonly #thread: string;
  readonly #parent: string;
  readonly #isByLikes: boolean;
  readonly #isDown: boolean;

  constructor(site: Site, thread: string, { branch, sort, around }: ListQuery) {
    this.#site = site;
    this.#thread = thread;
    this.#parent = around === undefined ? (branch ?? '') : '';
    // Replies are a conversation, and read downwards whatever the order of roots.
    this.#isByLikes = this.#parent === '' && sort === 'most-liked';
    this.#isDown = this.#parent !== '' || sort !== 'newest';
  }

  async window({ limit, before, after }: ListQuery, root?: PublicRow): Promise<Window> {
    const from = root ? this.#placeOf(root) : this.#readCursor(before ?? after);
    const back = root ? limit >> 1 : before === undefined ? 0 : limit;
    // One more than is asked for tells whether there is more.
    const [earlier, later] = await Promise.all([
      from && after === undefined ? this.#walk('before', from, back + 1) : [],
      before === undefined ? this.#walk(root ? 'from' : 'after', from, limit - back + 1) : [],
    ]);
    return {
      rows: [...earlier.slice(0, back).reverse(), ...later.slice(0, limit - back)],
      hasBefore: after !== undefined || earlier.length > back,
      hasAfter: before !== undefined || later.length > limit - back,
    };
  }

  /** A cursor is a place in an order, so it holds when others come and go. */
  cursorAt(row: PublicRow | undefined): string | null {
    return row ? this.#placeOf(row).join('.') : null;
  }

  async #walk(
    direction: 'before' | 'after' | 'from',
    place: Place | undefined,
    most: number,
  ): Promise<PublicRow[]> {
    const isUp = this.#isDown === (direction === 'before');
    const order = isUp ? ('desc' as const) : ('asc' as const);
    const columns = this.#isByLikes ? 'like_rank, created_at, id' : 'created_at, id';
    const sign = `${isUp ? '<' : '>'}${direction === 'from' ? '=' : ''}`;
    const query = this.#branch()
      .$if(place !== undefined, (it) =>
        it.where(sql<boolean>`(${sql.raw(columns)}) ${sql.raw(sign)} (${sql.join(place ?? [])})`),
      )
      .$if(this.#isByLikes, (it) => it.orderBy('like_rank', order))
      .orderBy('created_at', order)
      .orderBy('id', order)
      .limit(most);
    return query.execute();
  }

  #branch(): SelectQueryBuilder<Tables, 'comments', PublicRow> {
    return this.#site.db
      .selectFrom('comments')
      .select(publicColumns)
      .where('site', '=', this.#site.name)
      .where('thread', '=', this.#thread)
      .where('parent', '=', this.#parent)
      .where('listed', '=', 1);
  }

  #placeOf({ likes, created_at, id }: PublicRow): Place {
    return this.#isByLikes ? [-likes, created_at, id] : [created_at, id];
  }

  #readCursor(cursor: string | undefined): Place | undefined {
    if (cursor === undefined) return undefined;
    const form = this.#isByLikes ? /^(-?\d{1,9})\.(\d{1,15})\.(.+)$/ : /^(\d{1,15})\.(.+)$/;
    const [, ...parts] = form.exec(cursor) ?? [];
    const id = parts.pop();
    if (id === undefined) throw new CommentError('invalid', { detail: 'This cursor is none.' });
    return [...parts.map(Number), id];
  }
}

/** The comment and what it hangs on, the root last. */
async function readPath(site: Site, thread: string, id: string): Promise<PublicRow[]> {
  const path = new Map<string, PublicRow>();
  for (let next = id; next !== '';) {
    const [row] = await readListed(site, thread, [next]);
    if (!row || path.has(next)) throw new CommentError('not-found');
    path.set(next, row);
    next = row.parent;
  }
  return [...path.values()];
}

/** Level by level, so that every comment has its first replies before any has theirs. */
async function withReplies(
  site: Site,
  thread: string,
  rows: readonly PublicRow[],
): Promise<Comment[]> {
  const found = new Map(rows.map((row) => [row.id, row]));
  let left = mostAlong;
  for (let level = [...found.values()]; level.length > 0 && left > 0;) {
    const ids = level.flatMap((row) => row.first_replies.split(' ').filter(Boolean));
    const unknown = ids.filter((id) => !found.has(id)).slice(0, left);
    level = await readListed(site, thread, unknown);
    for (const row of level) found.set(row.id, row);
    left -= level.length;
  }
  return [...found.values()].map(publish);
}

async function readListed(
  site: Site,
  thread: string,
  ids: readonly string[],
): Promise<PublicRow[]> {
  if (ids.length === 0) return [];
  const rows = await site.db
    .selectFrom('comments')
    .select(publicColumns)
    .where('site', '=', site.name)
    .where('thread', '=', thread)
    .where('listed', '=', 1)
    .where('id', 'in', ids)
    .execute();
  // In the order that was asked for: an answer is the same wherever it is made.
  const places = new Map(ids.map((id, place) => [id, place]));
  return rows.sort((a, b) => places.get(a.id)! - places.get(b.id)!);
}
