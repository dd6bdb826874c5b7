import { sql } from 'kysely';
import { CommentError } from '../model/errors.ts';
import type { ThreadRef } from '../model/page.ts';
import type { CommentRow, NewCommentRow, ThreadRow, Work } from './database/schema.ts';
import { threadKey, type Actor, type Site } from './site.ts';

/** Direct replies of a comment that come along with it. */
export const repliesAlong = 3;

/**
 * Work on one thread, in one transaction: all of it is stored, or nothing. The thread's row is
 * taken first, so that whoever else changes the thread waits, also in another process; that makes
 * counters exact and times strictly later, and leaves no two that wait for each other.
 */
export class Desk {
  readonly site: Site;
  readonly work: Work;
  readonly thread: ThreadRow;
  /** The thread's revision once this is stored. */
  readonly revision: number;
  #isChanged = false;

  constructor(site: Site, work: Work, thread: ThreadRow) {
    this.site = site;
    this.work = work;
    this.thread = { ...thread };
    this.revision = thread.revision + 1;
  }

  async get(id: string): Promise<CommentRow | undefined> {
    return this.work
      .selectFrom('comments')
      .selectAll()
      .where('site', '=', this.site.name)
      .where('thread', '=', this.thread.key)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** The comment that somebody added under a key; one that is gone cannot be added again. */
  async sent(actor: Actor, key: string): Promise<CommentRow | undefined> {
    const row = await this.work
      .selectFrom('comments')
      .selectAll()
      .where('site', '=', this.site.name)
      .where('owner', '=', actor.id)
      .where('draft_key', '=', key)
      .executeTakeFirst();
    if (!row || (row.thread === this.thread.key && row.status !== 'removed')) return row;
    throw new CommentError('conflict');
  }

  /** Milliseconds since 1970, later than any comment of the thread. */
  nextTime(): number {
    return (this.thread.last_at = Math.max(this.site.now(), this.thread.last_at + 1));
  }

  async add(fields: Omit<NewCommentRow, 'changed_at' | 'version' | 'listed'>): Promise<CommentRow> {
    const row = await this.work
      .insertInto('comments')
      .values({ ...fields, ...this.#stamp(), listed: isListed(fields.status, 0) })
      .onConflict((it) => it.columns(['site', 'owner', 'draft_key']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new CommentError('conflict');
    this.thread.total += Number(row.status === 'published');
    await this.#follow(row.parent, row.listed);
    return row;
  }

  /** Stores what changed of a comment, and what follows from it for those above. */
  async save(before: CommentRow, changes: Partial<NewCommentRow>): Promise<CommentRow> {
    const next = { ...before, ...changes };
    const listed = isListed(next.status, before.replies);
    const row = await this.work
      .updateTable('comments')
      .set({ ...changes, ...this.#stamp(), listed })
      .where('site', '=', this.site.name)
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    this.thread.total += Number(row.status === 'published') - Number(before.status === 'published');
    await this.#follow(row.parent, listed - before.listed);
    return row;
  }

  /** Something of the thread itself is not what it was. */
  touch(changes: Partial<Pick<ThreadRow, 'closed'>>): void {
    Object.assign(this.thread, changes);
    this.#isChanged = true;
  }

  async close(): Promise<void> {
    if (!this.#isChanged) return;
    const { key, closed, total, last_at } = this.thread;
    await this.work
      .updateTable('threads')
      .set({ closed, total, last_at, revision: this.revision })
      .where('site', '=', this.site.name)
      .where('key', '=', key)
      .execute();
  }

  /** One more or one less listed reply: its place above may come or go with it. */
  async #follow(parentId: string, step: number): Promise<void> {
    let [id, more] = [parentId, step];
    while (id !== '' && more !== 0) {
      const parent = await this.get(id);
      if (!parent) return;
      const replies = parent.replies + more;
      const listed = isListed(parent.status, replies);
      await this.work
        .updateTable('comments')
        .set({ replies, listed, version: this.revision, first_replies: await this.#first(id) })
        .where('site', '=', this.site.name)
        .where('id', '=', id)
        .execute();
      [id, more] = [parent.parent, listed - parent.listed];
    }
  }

  async #first(parent: string): Promise<string> {
    const rows = await this.work
      .selectFrom('comments')
      .select('id')
      .where('site', '=', this.site.name)
      .where('thread', '=', this.thread.key)
      .where('parent', '=', parent)
      .where('listed', '=', 1)
      .orderBy('created_at')
      .orderBy('id')
      .limit(repliesAlong)
      .execute();
    return rows.map(({ id }) => id).join(' ');
  }

  #stamp(): { changed_at: number; version: number } {
    this.#isChanged = true;
    return { changed_at: this.site.now(), version: this.revision };
  }
}

/** Works on a thread; one that nobody has written to is made, when `ref` says how. */
export async function change<T>(
  site: Site,
  thread: { readonly key: string } | { readonly ref: ThreadRef },
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  return site.db.transaction().execute(async (transaction) => {
    const row =
      'ref' in thread
        ? await makeThread(site, transaction, thread.ref)
        : await takeThread(site, transaction, thread.key);
    if (!row) throw new CommentError('not-found');
    const desk = new Desk(site, transaction, row);
    const answer = await work(desk);
    await desk.close();
    return answer;
  });
}

/** Works on the thread that a comment is in. */
export async function changeComment<T>(
  site: Site,
  id: string,
  work: (desk: Desk, row: CommentRow) => Promise<T>,
): Promise<T> {
  const place = await site.db
    .selectFrom('comments')
    .select('thread')
    .where('site', '=', site.name)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!place) throw new CommentError('not-found');
  return change(site, { key: place.thread }, async (desk) => {
    const row = await desk.get(id);
    if (!row) throw new CommentError('not-found');
    return work(desk, row);
  });
}

/** An update that changes nothing takes the row in both engines. */
export async function takeThread(
  site: Site,
  work: Work,
  key: string,
): Promise<ThreadRow | undefined> {
  return work
    .updateTable('threads')
    .set({ revision: sql`revision` })
    .where('site', '=', site.name)
    .where('key', '=', key)
    .returningAll()
    .executeTakeFirst();
}

async function makeThread(site: Site, work: Work, ref: ThreadRef): Promise<ThreadRow> {
  return work
    .insertInto('threads')
    .values({
      key: threadKey(site, ref.id),
      site: site.name,
      name: ref.id,
      title: ref.title ?? null,
      url: ref.url ?? null,
      created_at: site.now(),
      closed: null,
      total: 0,
      last_at: 0,
      revision: 0,
    })
    .onConflict((it) => it.column('key').doUpdateSet({ revision: sql`threads.revision` }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function isListed(status: string, replies: number): 0 | 1 {
  return status === 'published' || replies > 0 ? 1 : 0;
}
