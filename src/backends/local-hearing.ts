import type { Call, Sink } from './contract.ts';
import { guestRules, infoOf, publish } from './guests.ts';
import type { Connection } from './local.ts';
import { readRecord } from './local-places.ts';
import { readCounters, readMarks } from './local-reading.ts';

/**
 * What another tab did, ready to be told. A message says only which comments changed; what they
 * are now is read, so the order of messages does not matter.
 */
export async function hear(
  connection: Connection,
  message: unknown,
  call: Call,
): Promise<(sink: Sink) => void> {
  const { thread, ids } = Object(message) as Record<string, unknown>;
  if (thread !== connection.thread) return () => {};
  if (!Array.isArray(ids)) return (sink) => sink.reset();
  const names = ids.map(String);
  return connection.read(call, async (desk) => {
    const found = await Promise.all(names.map((id) => readRecord(desk, id)));
    const here = found.filter((record) => record !== undefined);
    const marks = await readMarks(desk, here, call.guestKey);
    const { total } = await readCounters(desk);
    const gone = names.filter((id) => !marks.has(id));
    return (sink) => {
      if (here.length > 0) sink.upsert(here.map(publish), marks);
      if (gone.length > 0) sink.gone(gone);
      sink.info(infoOf(total, guestRules, 'browser'));
    };
  });
}
