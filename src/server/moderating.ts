import { CommentError } from '../model/errors.ts';
import { wellFormed } from '../protocol/decode.ts';
import type {
  ClosingRequest,
  Held,
  PendingAnswer,
  Verdict,
  VerdictAnswer,
} from '../protocol/shapes.ts';
import type { CommentRow, Work } from './database/schema.ts';
import { change, changeComment, type Desk } from './desk.ts';
import { newId } from './hashes.ts';
import { reveal } from './rows.ts';
import type { Site } from './site.ts';

/** Comments that wait for a moderator, the oldest first. */
export async function readPending(
  site: Site,
  after: string | undefined,
  limit: number,
): Promise<PendingAnswer> {
  const [, time, id] = /^(\d{1,15})\.(.+)$/.exec(wellFormed(after ?? '0.-')) ?? [];
  if (time === undefined || id === undefined) throw new CommentError('invalid');
  const rows = await site.db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.key', 'comments.thread')
    .selectAll('comments')
    .select(['threads.name', 'threads.title', 'threads.url'])
    .where('comments.site', '=', site.name)
    .where('status', '=', 'pending')
    .where((it) =>
      it(it.refTuple('comments.created_at', 'comments.id'), '>', it.tuple(Number(time), id)),
    )
    .orderBy('comments.created_at')
    .orderBy('comments.id')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    comments: shown.map((row): Held => ({
      thread: {
        id: row.name,
        ...(row.title !== null && { title: row.title }),
        ...(row.url !== null && { url: row.url }),
      },
      comment: reveal(row),
      reasons: row.held_for?.split(' ') ?? [],
    })),
    after: last ? `${last.created_at}.${last.id}` : null,
  };
}

/** Decides on a comment. The same verdict again changes nothing. */
export async function decide(site: Site, id: string, verdict: Verdict): Promise<VerdictAnswer> {
  const row = await changeComment(site, id, async (desk, before) => {
    const after = await changed(desk, before, verdict);
    if (after !== before) await record(site, desk.work, verdict, id);
    return after;
  });
  return { comment: row.status === 'removed' && row.listed === 0 ? null : reveal(row) };
}

async function changed(desk: Desk, row: CommentRow, verdict: Verdict): Promise<CommentRow> {
  if (verdict === 'remove') {
    return row.status === 'removed' && row.status_before === null ? row : forget(desk, row);
  }
  if (row.status === 'removed') throw new CommentError('not-found');
  const status = { approve: 'published', hide: 'hidden', spam: 'spam' } as const;
  if (row.status === status[verdict]) return row;
  return desk.save(row, { status: status[verdict], held_for: null });
}

/** Removes a comment for good: its place stays where replies need it, and nothing else of it. */
export async function forget(desk: Desk, row: CommentRow): Promise<CommentRow> {
  const { site, work } = desk;
  await work
    .deleteFrom('likes')
    .where('site', '=', site.name)
    .where('comment', '=', row.id)
    .execute();
  return desk.save(row, {
    status: 'removed',
    status_before: null,
    removed_at: row.removed_at ?? site.now(),
    author_name: '',
    author_url: null,
    email: null,
    body: '',
    body_hash: null,
    held_for: null,
    edited_at: null,
    likes: 0,
  });
}

/** Closes a thread for new comments, or opens it, whatever its age. */
export async function setClosed(
  site: Site,
  { thread, closed }: ClosingRequest,
): Promise<ClosingRequest> {
  await change(site, { ref: { id: thread } }, async (desk) => {
    const flag = closed ? 1 : 0;
    if (desk.thread.closed === flag) return;
    desk.touch({ closed: flag });
    await record(site, desk.work, closed ? 'close' : 'open', thread);
  });
  return { thread, closed };
}

/** Every act of a moderator is on record. */
export async function record(site: Site, work: Work, verb: string, target: string): Promise<void> {
  const at = site.now();
  await work
    .insertInto('acts')
    .values({ id: newId(at), site: site.name, at, actor: 'owner', verb, target })
    .execute();
}
