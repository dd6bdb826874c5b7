import { dropDayKeys } from './clients.ts';
import { change } from './desk.ts';
import { forget } from './moderating.ts';
import { restoreMs } from './policy.ts';
import type { Site } from './site.ts';

const dayMs = 24 * 60 * 60_000;
const atOnce = 100;

/**
 * Throws away what has had its time. Any number of processes may do it at once, and it may be cut
 * off anywhere: what is left is done the next time.
 */
export async function sweep(site: Site): Promise<void> {
  const { db, name } = site;
  const now = site.now();
  await db.deleteFrom('buckets').where('full_at', '<', now).execute();
  await db
    .deleteFrom('writes')
    .where('site', '=', name)
    .where('created_at', '<', now - dayMs)
    .execute();
  await dropDayKeys(site);
  const removed = await db
    .selectFrom('comments')
    .select(['id', 'thread'])
    .where('site', '=', name)
    .where('status', '=', 'removed')
    .where('status_before', 'is not', null)
    .where('removed_at', '<', now - restoreMs)
    .limit(atOnce)
    .execute();
  for (const { id, thread } of removed) {
    await change(site, { key: thread }, async (desk) => {
      const row = await desk.get(id);
      if (row?.status === 'removed' && row.status_before !== null) await forget(desk, row);
    });
  }
}
