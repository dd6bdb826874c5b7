import type { Liker, Marks } from '../model/comment.ts';
import { CommentError } from '../model/errors.ts';
import type { CountsAnswer, MineAnswer } from '../protocol/shapes.ts';
import type { CommentRow } from './database/schema.ts';
import { marksOf, revealToWriter } from './rows.ts';
import { threadKey, type Actor, type Site } from './site.ts';

/** For how long a shared cache may be behind what somebody did, generously. */
const recentMs = 10 * 60_000;
/** Comments of one writer in one thread, and likes of one reader, that are told: the newest. */
const most = 2_000;

/** What somebody has to do with a thread. */
export async function readMine(site: Site, thread: string, actor: Actor): Promise<MineAnswer> {
  const key = threadKey(site, thread);
  const comments = site.db
    .selectFrom('comments')
    .selectAll()
    .where('comments.site', '=', site.name)
    .where('comments.thread', '=', key);
  const [own, liked, touched] = await Promise.all([
    comments.where('owner', '=', actor.id).orderBy('created_at', 'desc').limit(most).execute(),
    site.db
      .selectFrom('likes')
      .select('comment')
      .where('site', '=', site.name)
      .where('thread', '=', key)
      .where('actor', '=', actor.id)
      .orderBy('created_at', 'desc')
      .limit(most)
      .execute(),
    comments
      .where('id', 'in', (it) =>
        it
          .selectFrom('writes')
          .select('writes.comment')
          .where('writes.site', '=', site.name)
          .where('writes.actor', '=', actor.id)
          .where('writes.created_at', '>', site.now() - recentMs),
      )
      .execute(),
  ]);
  const likes = new Set(liked.map(({ comment }) => comment));
  const marks = new Map<string, Marks>();
  for (const id of likes) marks.set(id, { own: false, liked: true });
  for (const row of own) marks.set(row.id, marksOf(site, row, actor, likes.has(row.id)));
  const shown = new Map<string, CommentRow>();
  for (const row of own) if (row.status === 'pending') shown.set(row.id, row);
  for (const row of touched) shown.set(row.id, row);
  return {
    marks: [...marks].map(([id, each]) => ({ id, ...each })),
    comments: [...shown.values()].map(({ ...row }) =>
      row.owner === actor.id ? revealToWriter(row) : revealToWriter({ ...row, status: seen(row) }),
    ),
  };
}

/** What waits for a moderator is seen by its writer only, whoever else liked it before. */
function seen({ status }: CommentRow): CommentRow['status'] {
  return status === 'pending' ? 'hidden' : status;
}

export async function readLiked(site: Site, id: string, actor: Actor): Promise<boolean> {
  const like = await site.db
    .selectFrom('likes')
    .select('comment')
    .where('site', '=', site.name)
    .where('comment', '=', id)
    .where('actor', '=', actor.id)
    .executeTakeFirst();
  return like !== undefined;
}

/** Who likes a comment, the first first. */
export async function readLikers(site: Site, id: string): Promise<Liker[]> {
  const comment = await site.db
    .selectFrom('comments')
    .select(['status', 'listed'])
    .where('site', '=', site.name)
    .where('id', '=', id)
    .executeTakeFirst();
  if (comment?.listed !== 1) throw new CommentError('not-found');
  if (comment.status !== 'published') return [];
  return site.db
    .selectFrom('likes')
    .select('name')
    .where('site', '=', site.name)
    .where('comment', '=', id)
    .orderBy('created_at')
    .orderBy('actor')
    .limit(100)
    .execute();
}

/** Published comments of threads, in the order of the question. */
export async function readCounts(site: Site, threads: readonly string[]): Promise<CountsAnswer> {
  const rows =
    threads.length === 0
      ? []
      : await site.db
          .selectFrom('threads')
          .select(['name', 'total'])
          .where('site', '=', site.name)
          .where(
            'key',
            'in',
            threads.map((thread) => threadKey(site, thread)),
          )
          .execute();
  const totals = new Map(rows.map(({ name, total }) => [name, total]));
  return { counts: threads.map((thread) => ({ thread, total: totals.get(thread) ?? 0 })) };
}
