import { isListed } from './desk.ts';
import type { NewCommentRow, Work } from './database/schema.ts';
import type { StoredComment } from './file-format.ts';
import { bodyHashOf } from './screening.ts';
import { threadKey, type Site } from './site.ts';

/** Rows that go into the database together. */
export const atOnce = 100;

/** A comment that is still to be added. */
export interface Waiting {
  /** The line it stands in. */
  readonly at: number;
  readonly comment: StoredComment;
}

/** Adds comments of threads that are there; answers with those that are new. */
export async function addComments(
  site: Site,
  work: Work,
  batch: readonly Waiting[],
  depths: Map<string, number>,
): Promise<readonly StoredComment[]> {
  if (batch.length === 0) return [];
  const comments = batch.map(({ comment }) => comment);
  for (const { id, parentId } of comments) {
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1);
  }
  const inserted = await work
    .insertInto('comments')
    .values(comments.map((comment) => rowOf(site, comment, depths.get(comment.id)!)))
    .onConflict((it) => it.doNothing())
    .returning('id')
    .execute();
  const fresh = new Set(inserted.map(({ id }) => id));
  const added: StoredComment[] = [];
  const others: Waiting[] = [];
  for (const each of batch) {
    // The first with an id is the one that came in.
    if (fresh.delete(each.comment.id)) added.push(each.comment);
    else others.push(each);
  }
  await checkKnown(site, work, others);
  const likes = added.flatMap(({ id, thread, likes: each }) =>
    each.map(({ actor, name, at }) => ({
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
  return added;
}

/** What does not come in has to be there already, or words would be lost without a sound. */
async function checkKnown(site: Site, work: Work, others: readonly Waiting[]): Promise<void> {
  if (others.length === 0) return;
  // Of every site: no two on a database have the same id.
  const rows = await work
    .selectFrom('comments')
    .select(['id', 'site', 'thread'])
    .where(
      'id',
      'in',
      others.map(({ comment }) => comment.id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { at, comment } of others) {
    const row = byId.get(comment.id);
    if (!row) throw wrongLine(at, 'has the “owner” and the “key” of another comment');
    if (row.site !== site.name) throw wrongLine(at, anotherSite);
    if (row.thread !== threadKey(site, comment.thread)) {
      throw wrongLine(at, 'has an “id” of another thread');
    }
  }
}

export const anotherSite = 'has an “id” of another site on this database';

/** What goes wrong says where. */
export async function onLine<T>(at: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw wrongLine(at, (thrown as Error).message, thrown);
  }
}

export function wrongLine(at: number, what: string, cause?: unknown): Error {
  return new Error(`Line ${at} ${what}. Nothing was imported.`, { cause });
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
