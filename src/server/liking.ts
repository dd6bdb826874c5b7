import { CommentError } from '../model/errors.ts';
import type { LikeAnswer } from '../protocol/shapes.ts';
import type { CommentRow } from './database/schema.ts';
import { changeComment, type Desk } from './desk.ts';
import { isDone } from './once.ts';
import type { Actor, Site } from './site.ts';
import type { Write } from './writing.ts';

export async function setLiked(
  site: Site,
  { actor, key }: Write,
  id: string,
  liked: boolean,
): Promise<LikeAnswer> {
  if (site.policy.likes === 'nobody') throw new CommentError('forbidden');
  if (site.policy.likes === 'accounts' && actor.kind === 'guest') {
    throw new CommentError('unauthorized');
  }
  return changeComment(site, id, async (desk, row) => {
    if (row.status !== 'published') throw new CommentError('not-found');
    const act = liked ? 'like' : 'unlike';
    if (await isDone(desk, { actor, key, act, comment: id })) return { likes: row.likes };
    const step = await changeLikes(desk, row, actor, liked);
    if (step === 0) return { likes: row.likes };
    const { likes } = await desk.save(row, { likes: row.likes + step });
    return { likes };
  });
}

/** Answers with how many likes there are more: the table takes one of each actor. */
async function changeLikes(
  { site, work }: Desk,
  row: CommentRow,
  actor: Actor,
  liked: boolean,
): Promise<number> {
  if (liked) {
    const { numInsertedOrUpdatedRows: added = 0n } = await work
      .insertInto('likes')
      .values({
        site: site.name,
        comment: row.id,
        thread: row.thread,
        actor: actor.id,
        name: '', // guests like without giving a name
        created_at: site.now(),
      })
      .onConflict((it) => it.doNothing())
      .executeTakeFirstOrThrow();
    return Number(added);
  }
  const { numDeletedRows } = await work
    .deleteFrom('likes')
    .where('site', '=', site.name)
    .where('comment', '=', row.id)
    .where('actor', '=', actor.id)
    .executeTakeFirstOrThrow();
  return -Number(numDeletedRows);
}
