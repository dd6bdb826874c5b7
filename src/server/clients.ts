import { isIPv6 } from 'node:net';
import { randomBytes } from 'node:crypto';
import { shortHashOf } from './hashes.ts';
import type { Site } from './site.ts';

const dayMs = 24 * 60 * 60_000;
/** For how long the owner can still find out whether an address is the one in a log. */
const daysKept = 30;

/**
 * Names clients without keeping their addresses: a hash with a key that is another one every day,
 * shared by all processes on the database. Once the key is dropped nothing leads back.
 */
export class Clients {
  readonly #site: Site;
  #today: { readonly day: string; readonly key: Promise<string> } | undefined;

  constructor(site: Site) {
    this.#site = site;
  }

  async nameOf(address: string | undefined): Promise<string> {
    const day = dayOf(this.#site.now());
    if (this.#today?.day !== day) {
      const key = this.#keyOf(day);
      this.#today = { day, key };
      // Asked again by whoever comes next.
      key.catch(() => (this.#today = undefined));
    }
    return shortHashOf(await this.#today.key, network(address ?? ''));
  }

  async #keyOf(day: string): Promise<string> {
    const { db } = this.#site;
    await db
      .insertInto('day_keys')
      .values({ day, key: randomBytes(32).toString('base64url') })
      .onConflict((it) => it.doNothing())
      .execute();
    const row = await db
      .selectFrom('day_keys')
      .select('key')
      .where('day', '=', day)
      .executeTakeFirstOrThrow();
    return row.key;
  }
}

/** Drops the keys of days that are over for good. */
export async function dropDayKeys(site: Site): Promise<void> {
  const oldest = dayOf(site.now() - daysKept * dayMs);
  await site.db.deleteFrom('day_keys').where('day', '<', oldest).execute();
}

/**
 * The address of who asks. Behind so many proxies of one's own, each of which adds the address it
 * saw, it is that many from the end; what stands before it anybody may have made up.
 */
export function addressOf(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string | undefined {
  if (proxies === 0) return socket;
  const seen = forwarded?.split(',').map((part) => part.trim()) ?? [];
  return withoutPort(seen.at(-Math.min(proxies, seen.length)) ?? '') || socket;
}

/** Some proxies add the port, which is another one for each connection: no limit would hold. */
function withoutPort(address: string): string {
  return address.replace(/^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/, '$1$2');
}

/** One household has 2^64 addresses of the newer kind. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]!.toLowerCase().split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill('0'), ...back]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
