import { promisifyRequest } from 'idb-keyval';
import type { Call } from './contract.ts';
import type { GuestBackend } from './guests.ts';
import type { Connection } from './local.ts';
import { walk } from './local-reading.ts';
import { decodeRecord, under } from './local-records.ts';
import { MemoryThread } from './memory-thread.ts';
import { visitWith } from './memory.ts';

/**
 * The disk is full: from here on the thread, with everything in it, is kept in memory, for this
 * visit. What is stored stays stored.
 */
export async function keepForVisit(connection: Connection, call: Call): Promise<GuestBackend> {
  const { name, thread: id, taken, moved } = connection;
  const thread = new MemoryThread();
  await connection.read(call, async (desk) => {
    const records = await promisifyRequest<unknown[]>(desk.store.getAll(under([id, 'in'])));
    for (const value of records) {
      const record = decodeRecord(value);
      if (record) thread.put(record);
    }
    for (const { key, value } of await walk(desk, under([id, 'liker']), 'next', Infinity)) {
      const [comment, , guest] = key.slice(2).map(String);
      likesOf(thread, comment).set(String(guest), String(value));
    }
    for (const { key, value } of await walk(desk, under([id, 'key']), 'next', Infinity)) {
      thread.keys.set(String(key.at(-1)), String(value));
    }
  });
  // What was removed in this visit can be restored in it.
  for (const record of taken.values()) {
    if (record.status === 'removed') continue;
    thread.removed.set(record.id, record.status);
    thread.put({ ...record, status: 'removed' });
  }
  // Nobody is told of what was there before.
  thread.commit(thread);
  const make = (): GuestBackend => visitWith(id, thread);
  moved.set(name + id, make);
  return (connection.visit ??= make());
}

function likesOf({ likes }: MemoryThread, comment = ''): Map<string, string> {
  const people = likes.get(comment) ?? new Map<string, string>();
  likes.set(comment, people);
  return people;
}
