import { change } from './desk.ts';
import { forget, record } from './moderating.ts';
import type { Site } from './site.ts';

/** What there is of one person. */
export interface Person {
  readonly comments: readonly { readonly id: string; readonly thread: string }[];
  readonly likes: readonly { readonly comment: string; readonly thread: string }[];
  /** Hashes that prove what is theirs. */
  readonly owners: readonly string[];
}

/**
 * Everything of whoever wrote with this e-mail address, or wrote this comment: what came from the
 * same browsers belongs to the same person, under whatever name and address.
 */
export async function findPerson(site: Site, emailOrId: string): Promise<Person> {
  const { db, name } = site;
  const all = db.selectFrom('comments').select(['id', 'thread', 'owner']).where('site', '=', name);
  const named = emailOrId.includes('@')
    ? await all.where('email', 'in', await writtenLike(site, emailOrId)).execute()
    : await all.where('id', '=', emailOrId).execute();
  const owners = [...new Set(named.map(({ owner }) => owner).filter(Boolean))];
  if (owners.length === 0) return { comments: named, likes: [], owners };
  const theirs = await all.where('owner', 'in', owners).execute();
  const likes = await db
    .selectFrom('likes')
    .select(['comment', 'thread'])
    .where('site', '=', name)
    .where('actor', 'in', owners)
    .execute();
  const found = new Map([...named, ...theirs].map((row) => [row.id, row]));
  return { comments: [...found.values()].map(({ id, thread }) => ({ id, thread })), likes, owners };
}

/** Every way in which the address was written. Databases differ in what they take for capitals. */
async function writtenLike({ db, name }: Site, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments')
    .select('email')
    .distinct()
    .where('site', '=', name)
    .where('email', 'is not', null)
    .execute();
  const same = rows.map((row) => row.email!).filter((each) => plain(each) === plain(email));
  return [email, ...same];
}

function plain(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Removes for good what was found. Replies of others stay, below an empty place. */
export async function erasePerson(site: Site, { comments, likes, owners }: Person): Promise<void> {
  const threads = new Set([...comments, ...likes].map(({ thread }) => thread));
  for (const key of threads) {
    await change(site, { key }, async (desk) => {
      for (const { comment } of likes.filter(({ thread }) => thread === key)) {
        const row = await desk.get(comment);
        const { numDeletedRows } = await desk.work
          .deleteFrom('likes')
          .where('site', '=', site.name)
          .where('comment', '=', comment)
          .where('actor', 'in', owners)
          .executeTakeFirstOrThrow();
        if (row) await desk.save(row, { likes: row.likes - Number(numDeletedRows) });
      }
      for (const { id } of comments.filter(({ thread }) => thread === key)) {
        const row = await desk.get(id);
        if (!row) continue;
        await forget(desk, row);
        await desk.work
          .updateTable('comments')
          .set({ owner: '', draft_key: null })
          .where('site', '=', site.name)
          .where('id', '=', id)
          .execute();
        await record(site, desk.work, 'erase', id);
      }
    });
  }
  if (owners.length === 0) return;
  await site.db
    .deleteFrom('writes')
    .where('site', '=', site.name)
    .where('actor', 'in', owners)
    .execute();
}
