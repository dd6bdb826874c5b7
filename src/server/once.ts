import { CommentError } from '../model/errors.ts';
import type { Desk } from './desk.ts';
import type { Actor } from './site.ts';

export interface Act {
  readonly actor: Actor;
  readonly key: string;
  readonly act: 'add' | 'edit' | 'remove' | 'restore' | 'like' | 'unlike';
  /** Id of the comment. */
  readonly comment: string;
}

/**
 * Whether this was done before under the same idempotency key; from now on it was, unless the work
 * fails. A key that stood for something else is a mistake of the client's.
 */
export async function isDone(desk: Desk, { actor, key, act, comment }: Act): Promise<boolean> {
  const { work, site } = desk;
  const made = await work
    .insertInto('writes')
    .values({ site: site.name, actor: actor.id, key, act, comment, created_at: site.now() })
    .onConflict((it) => it.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (made) return false;
  const known = await work
    .selectFrom('writes')
    .select(['act', 'comment'])
    .where('site', '=', site.name)
    .where('actor', '=', actor.id)
    .where('key', '=', key)
    .executeTakeFirst();
  if (known?.act === act && known.comment === comment) return true;
  throw new CommentError('conflict', { detail: 'This Idempotency-Key stands for another write.' });
}
