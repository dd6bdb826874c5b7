import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isListed } from './desk.ts';
import type { NewCommentRow, Work } from './database/schema.ts';
import {
  decodeLine,
  type StoredAct,
  type StoredComment,
  type StoredThread,
} from './file-format.ts';
import { newId } from './hashes.ts';
import { recount } from './recounting.ts';
import { bodyHashOf } from './screening.ts';
import { threadKey, type Site } from './site.ts';

export interface Imported {
  readonly threads: number;
  readonly comments: number;
  /** Comments that were there already, and stay as they are. */
  readonly known: number;
}

const atOnce = 100;

/**
 * Adds what `export` wrote, all of it or nothing. What is there already stays as it is, so that the
 * same file twice is the same as once. Throws a sentence that names the first line that is wrong.
 */
export async function importSite(site: Site, lines: AsyncIterable<string>): Promise<Imported> {
  return site.db.transaction().execute(async (work) => {
    const threads = new Map<string, string>();
    const waiting: StoredComment[] = [];
    const depths = new Map<string, number>();
    const counts = { threads: 0, comments: 0, known: 0 };
    const flush = async (): Promise<void> => {
      const batch = waiting.splice(0);
      const added = await addComments(site, work, batch, depths);
      counts.comments += added;
      counts.known += batch.length - added;
    };
    let at = 0;
    for await (const line of lines) {
      at++;
      if (line.trim() === '') continue;
      try {
        const content = decodeLine(line);
        if (content.kind === 'thread') {
          counts.threads += await addThread(site, work, content.thread);
          threads.set(content.thread.id, threadKey(site, content.thread.id));
        } else if (content.kind === 'comment') {
          if (!threads.has(content.comment.thread)) throw new Error('comes before its thread');
          waiting.push(content.comment);
        } else if (content.kind === 'act') {
          await addAct(site, work, content.act);
        }
      } catch (thrown) {
        throw new Error(`Line ${at} ${(thrown as Error).message}. Nothing was imported.`, {
          cause: thrown,
        });
      }
      if (waiting.length >= atOnce) await flush();
    }
    await flush();
    for (const [name, key] of threads) {
      const missing = await recount(site, work, key);
      if (missing === undefined) continue;
      throw new Error(
        `In the thread ${name}, ${missing.id} answers ${missing.parent}, which is not there. Nothing was imported.`,
      );
    }
    return counts;
  });
}

/**
 * The lines of a file, from when the first one is asked for: readline loses those that come before
 * somebody listens.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Infinity });
}

async function addThread(site: Site, work: Work, thread: StoredThread): Promise<number> {
  const { numInsertedOrUpdatedRows = 0n } = await work
    .insertInto('threads')
    .values({
      key: threadKey(site, thread.id),
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
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows);
}

async function addComments(
  site: Site,
  work: Work,
  comments: readonly StoredComment[],
  depths: Map<string, number>,
): Promise<number> {
  if (comments.length === 0) return 0;
  for (const { id, parentId } of comments) {
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1);
  }
  const added = await work
    .insertInto('comments')
    .values(comments.map((comment) => rowOf(site, comment, depths.get(comment.id)!)))
    .onConflict((it) => it.doNothing())
    .returning('id')
    .execute();
  const isNew = new Set(added.map(({ id }) => id));
  const likes = comments.flatMap(({ id, thread, likes: each }) =>
    (isNew.has(id) ? each : []).map(({ actor, name, at }) => ({
      site: site.name,
      comment: id,
      thread: threadKey(site, thread),
      actor,
      name,
      created_at: at,
    })),
  );
  for (let at = 0; at < likes.length; at += atOnce) {
    await work
      .insertInto('likes')
      .values(likes.slice(at, at + atOnce))
      .onConflict((it) => it.doNothing())
      .execute();
  }
  return isNew.size;
}

async function addAct(site: Site, work: Work, act: StoredAct): Promise<void> {
  const known = await work
    .selectFrom('acts')
    .select('id')
    .where('site', '=', site.name)
    .where('at', '=', act.at)
    .where('verb', '=', act.verb)
    .where('target', '=', act.target)
    .executeTakeFirst();
  if (known) return;
  await work
    .insertInto('acts')
    .values({ ...act, id: newId(act.at), site: site.name })
    .execute();
}

/** What follows from all of them together is made anew once all are there. */
function rowOf(site: Site, comment: StoredComment, depth: number): NewCommentRow {
  const { author, body } = comment;
  return {
    id: comment.id,
    site: site.name,
    thread: threadKey(site, comment.thread),
    parent: comment.parentId ?? '',
    depth,
    author_name: author.name,
    author_url: author.url,
    email: comment.email,
    owner: comment.owner,
    draft_key: comment.key,
    format: body.format,
    body: body.source,
    body_hash: body.source === '' ? null : bodyHashOf(body.source),
    status: comment.status,
    status_before: comment.statusBefore,
    held_for: comment.heldFor,
    created_at: comment.createdAt,
    edited_at: comment.editedAt,
    removed_at: comment.removedAt,
    changed_at: comment.changedAt,
    version: comment.version,
    listed: isListed(comment.status, 0),
    likes: comment.likes.length,
  };
}
