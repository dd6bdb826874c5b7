import { sql } from 'kysely';
import { CommentError } from '../model/errors.ts';
import type { Limit } from './policy.ts';
import type { Site } from './site.ts';

export interface Bucket {
  /** Whose it is. */
  readonly key: string;
  /** Null: as fast as one likes. */
  readonly limit: Limit | null;
}

const minuteMs = 60_000;

/**
 * Takes one token out of every bucket, or fails with `rate-limited` and when to come back. A bucket
 * is kept as the moment at which it is full again (the "generic cell rate algorithm"), so that one
 * statement looks and takes: processes on one database share their buckets without waiting.
 */
export async function takeTokens(site: Site, buckets: readonly Bucket[]): Promise<void> {
  const now = site.now();
  // The one that is most often empty first: a flood from one place does not use up the others'.
  for (const { key, limit } of buckets) {
    if (!limit) continue;
    const stepMs = Math.ceil(minuteMs / limit.perMinute);
    const whole = stepMs * (limit.burst - 1);
    const taken = await site.db
      .insertInto('buckets')
      .values({ key: `${site.name} ${key}`, full_at: now + stepMs })
      .onConflict((it) =>
        it
          .column('key')
          .doUpdateSet({
            full_at: sql`case when buckets.full_at > ${now} then buckets.full_at else ${now} end + ${stepMs}`,
          })
          .where('buckets.full_at', '<=', now + whole),
      )
      .returning('full_at')
      .executeTakeFirst();
    if (!taken)
      throw new CommentError('rate-limited', { retryAfter: await wait(site, key, whole) });
  }
}

async function wait(site: Site, key: string, whole: number): Promise<number> {
  const bucket = await site.db
    .selectFrom('buckets')
    .select('full_at')
    .where('key', '=', `${site.name} ${key}`)
    .executeTakeFirst();
  return Math.max(1_000, (bucket?.full_at ?? 0) - whole - site.now());
}
