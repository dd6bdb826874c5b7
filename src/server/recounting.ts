import type { CommentRow, Work } from './database/schema.ts';
import { isListed, repliesAlong } from './desk.ts';
import type { Site } from './site.ts';

type Row = Pick<
  CommentRow,
  'id' | 'parent' | 'status' | 'depth' | 'likes' | 'replies' | 'first_replies' | 'listed'
>;

/**
 * Makes everything anew that follows from the comments of a thread: counts, levels, what is listed.
 * Answers with the first comment whose parent is not there, and then changes nothing.
 */
export async function recount(
  site: Site,
  work: Work,
  thread: string,
): Promise<{ id: string; parent: string } | undefined> {
  const rows: Row[] = await work
    .selectFrom('comments')
    .select(['id', 'parent', 'status', 'depth', 'likes', 'replies', 'first_replies', 'listed'])
    .where('site', '=', site.name)
    .where('thread', '=', thread)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const likes = await countLikes(site, work, thread);
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
      .set(next)
      .where('site', '=', site.name)
      .where('id', '=', row.id)
      .execute();
  }
  await recountThread(site, work, thread);
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

async function recountThread(site: Site, work: Work, thread: string): Promise<void> {
  const { total, last, version } = await work
    .selectFrom('comments')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('status', '=', 'published').as('total'),
      fn.max('created_at').as('last'),
      fn.max('version').as('version'),
    ])
    .where('site', '=', site.name)
    .where('thread', '=', thread)
    .executeTakeFirstOrThrow();
  await work
    .updateTable('threads')
    .set(({ eb }) => ({
      total,
      last_at: eb
        .case()
        .when('last_at', '<', last ?? 0)
        .then(last ?? 0)
        .else(eb.ref('last_at'))
        .end(),
      revision: eb
        .case()
        .when('revision', '<', version ?? 0)
        .then(version ?? 0)
        .else(eb.ref('revision'))
        .end(),
    }))
    .where('site', '=', site.name)
    .where('key', '=', thread)
    .execute();
}
