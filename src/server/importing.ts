import type { Readable } from 'node:stream';
import { takeThread } from './desk.ts';
import type { ThreadRow, Work } from './database/schema.ts';
import { decodeLine, type StoredAct, type StoredThread } from './file-format.ts';
import { newId } from './hashes.ts';
import {
  addComments,
  anotherSite,
  atOnce,
  onLine,
  wrongLine,
  type Waiting,
} from './importing-comments.ts';
import { recount } from './recounting.ts';
import { threadKey, type Site } from './site.ts';

export interface Imported {
  readonly threads: number;
  readonly comments: number;
  /** Comments that were there already, and stay as they are. */
  readonly known: number;
}

/**
 * Adds what `export` wrote, all of it or nothing. What is there already stays as it is, so that the
 * same file twice is the same as once. Throws a sentence that names the first line that is wrong.
 */
export async function importSite(site: Site, lines: AsyncIterable<string>): Promise<Imported> {
  return site.db.transaction().execute(async (work) => {
    const threads = new Map<string, Taken>();
    const waiting: Waiting[] = [];
    const depths = new Map<string, number>();
    const counts = { threads: 0, comments: 0, known: 0 };
    const flush = async (): Promise<void> => {
      const batch = waiting.splice(0);
      const added = await addComments(site, work, batch, depths);
      for (const { thread } of added) threads.get(thread)!.hasMore = true;
      counts.comments += added.length;
      counts.known += batch.length - added.length;
    };
    let at = 0;
    for await (const line of lines) {
      at++;
      if (line.trim() === '') continue;
      const content = await onLine(at, () => decodeLine(line));
      if (content.kind === 'comment') {
        const { comment } = content;
        if (!threads.has(comment.thread)) throw wrongLine(at, 'comes before its thread');
        waiting.push({ at, comment });
        if (waiting.length >= atOnce) await flush();
        continue;
      }
      // Before what follows, so that what is wrong first is said first.
      await flush();
      if (content.kind === 'act') await onLine(at, () => addAct(site, work, content.act));
      if (content.kind !== 'thread' || threads.has(content.thread.id)) continue;
      const taken = await takeOrAdd(site, work, content.thread);
      threads.set(content.thread.id, taken);
      counts.threads += Number(!taken.isOlder);
    }
    await flush();
    for (const [name, { row, isOlder, hasMore }] of threads) {
      if (isOlder && !hasMore) continue;
      const missing = await recount(site, work, row, isOlder);
      if (missing === undefined) continue;
      throw new Error(
        `In the thread ${name}, ${missing.id} answers ${missing.parent}, which is not there. Nothing was imported.`,
      );
    }
    return counts;
  });
}

/** A thread that nobody else changes until all is done. */
interface Taken {
  readonly row: ThreadRow;
  /** It was there before. */
  readonly isOlder: boolean;
  /** Comments came in. */
  hasMore: boolean;
}

/**
 * The lines of a file. They end with a line feed only: to readline, a text with a line separator
 * (U+2028) in it would be two.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [end, ...others] = chunk.split('\n');
    parts.push(end!);
    for (const line of others) {
      yield parts.join('');
      parts = [line];
    }
  }
  const last = parts.join('');
  if (last !== '') yield last;
}

async function takeOrAdd(site: Site, work: Work, thread: StoredThread): Promise<Taken> {
  const key = threadKey(site, thread.id);
  const added = await work
    .insertInto('threads')
    .values({
      key,
      site: site.name,
      name: thread.id,
      title: thread.title,
      url: thread.url,
      created_at: thread.createdAt,
      closed: thread.closed === null ? null : thread.closed ? 1 : 0,
      total: 0,
      last_at: thread.lastAt,
      revision: thread.revision,
    })
    .onConflict((it) => it.doNothing())
    .returningAll()
    .executeTakeFirst();
  const row = added ?? (await takeThread(site, work, key));
  return { row: row!, isOlder: !added, hasMore: false };
}

/** An act without an id is from a file of an earlier version, or of somebody else. */
async function addAct(site: Site, work: Work, act: StoredAct): Promise<void> {
  if (act.id === null && (await isOnRecord(site, work, act))) return;
  const id = act.id ?? newId(act.at);
  const { numInsertedOrUpdatedRows = 0n } = await work
    .insertInto('acts')
    .values({ ...act, id, site: site.name })
    .onConflict((it) => it.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows > 0n) return;
  const { site: known } = await work
    .selectFrom('acts')
    .select('site')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (known !== site.name) throw new Error(anotherSite);
}

async function isOnRecord(site: Site, work: Work, act: StoredAct): Promise<boolean> {
  const known = await work
    .selectFrom('acts')
    .select('id')
    .where('site', '=', site.name)
    .where('at', '=', act.at)
    .where('verb', '=', act.verb)
    .where('target', '=', act.target)
    .executeTakeFirst();
  return known !== undefined;
}
