import type { Database, ThreadRow } from './database/schema.ts';
import { shortHashOf } from './hashes.ts';
import type { Policy } from './policy.ts';

/** One site on a database: what every question and every write needs to know. */
export interface Site {
  readonly db: Database;
  /** Several sites may share a database; none sees another's. */
  readonly name: string;
  readonly policy: Policy;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
}

/** Who asks: a hash of what proves it. */
export interface Actor {
  readonly id: string;
  readonly kind: 'guest' | 'owner';
}

export function guestOf({ name }: Site, guestKey: string): Actor {
  return { kind: 'guest', id: shortHashOf('guest', name, guestKey) };
}

/** A thread's key is made of its name, so that it is known before anybody has written to it. */
export function threadKey({ name }: Site, thread: string): string {
  return shortHashOf('thread', name, thread);
}

export async function readThread(site: Site, key: string): Promise<ThreadRow | undefined> {
  return site.db
    .selectFrom('threads')
    .selectAll()
    .where('site', '=', site.name)
    .where('key', '=', key)
    .executeTakeFirst();
}
