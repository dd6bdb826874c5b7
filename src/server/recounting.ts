import type { CommentRow, ThreadRow, Work } from './database/schema.ts';
import { isListed, repliesAlong } from './desk.ts';
import type { Site } from './site.ts';

const columns = [
  'id',
  'parent',
  'status',
  'depth',
  'likes',
  'replies',
  'first_replies',
  'listed',
  'created_at',
  'version',
] as const satisfies readonly (keyof CommentRow)[];
type Row = Pick<CommentRow, (typeof columns)[number]>;

/**
 * Makes everything anew that follows from the comments of a thread that is taken: counts, levels,
 * what is listed. `isOlder`: it was there before, and more has come in, so that whoever has an
 * answer about it has to see that it is another one now. Answers with the first comment whose
 * parent is not there, and then changes nothing.
 */
export async function recount(
  site: Site,
  work: Work,
  thread: ThreadRow,
  isOlder: boolean,
): Promise<{ id: string; parent: string } | undefined> {
  const rows: Row[] = await work
    .selectFrom('comments')
    .select(columns)
    .where('site', '=', site.name)
    .where('thread', '=', thread.key)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const reached = rows.reduce((most, { version }) => Math.max(most, version), thread.revision);
  const revision = isOlder ? reached + 1 : reached;
  const likes = await countLikes(site, work, thread.key);
  const children = new Map<string, Row[]>();
  for (const row of rows) {
    const siblings = children.get(row.parent);
    if (siblings) siblings.push(row);
    else children.set(row.parent, [row]);
  }
  // From the roots down, so that nobody is looked at before who is above; a circle has no root.
  const order: Row[] = [];
  const depths = new Map<string, number>([['', -1]]);
  for (let level = children.get('') ?? []; level.length > 0;) {
    for (const row of level) depths.set(row.id, depths.get(row.parent)! + 1);
    order.push(...level);
    level = level.flatMap(({ id }) => children.get(id) ?? []);
  }
  const lost = rows.find(({ id }) => !depths.has(id));
  if (lost) return { id: lost.id, parent: lost.parent };

  const listed = new Map<string, 0 | 1>();
  for (const row of order.toReversed()) {
    const replies = (children.get(row.id) ?? []).filter(({ id }) => listed.get(id) === 1);
    const next = {
      depth: depths.get(row.id)!,
      likes: likes.get(row.id) ?? 0,
      replies: replies.length,
      first_replies: replies
        .slice(0, repliesAlong)
        .map(({ id }) => id)
        .join(' '),
      listed: isListed(row.status, replies.length),
    };
    listed.set(row.id, next.listed);
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every(
      (key) => next[key] === row[key],
    );
    if (isSame) continue;
    await work
      .updateTable('comments')
      .set({ ...next, ...(isOlder && { version: revision }) })
      .where('site', '=', site.name)
      .where('id', '=', row.id)
      .execute();
  }
  await work
    .updateTable('threads')
    .set({
      total: rows.filter(({ status }) => status === 'published').length,
      last_at: Math.max(thread.last_at, rows.at(-1)?.created_at ?? 0),
      revision,
    })
    .where('site', '=', site.name)
    .where('key', '=', thread.key)
    .execute();
}

async function countLikes(site: Site, work: Work, thread: string): Promise<Map<string, number>> {
  const counted = await work
    .selectFrom('likes')
    .select(({ fn }) => ['comment', fn.countAll<number>().as('count')])
    .where('site', '=', site.name)
    .where('thread', '=', thread)
    .groupBy('comment')
    .execute();
  return new Map(counted.map(({ comment, count }) => [comment, count]));
}
