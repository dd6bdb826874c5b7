import type { Call, Sink } from './contract.ts';
import { guestRules, infoOf, publish } from './guests.ts';
import type { Connection } from './local.ts';
import { readRecord } from './local-places.ts';
import { readCounters, readMarks } from './local-reading.ts';
import type { Counters } from './local-records.ts';

/** Tells of what other tabs and sections change, from `since` on, until the call is aborted. */
export function listen(
  connection: Connection,
  since: string | undefined,
  sink: Sink,
  call: Call,
): void {
  const { signal } = call;
  if (signal.aborted) return;
  const hearVisit = (from: string | undefined): void => {
    const stop = connection.visit?.watch(from, sink, call);
    if (stop) signal.addEventListener('abort', stop);
  };
  if (connection.visit) return hearVisit(since);
  const channel = (connection.channel = new BroadcastChannel(connection.name));
  const tell = async (news: Promise<(to: Sink) => void>): Promise<void> => {
    // Who cannot be told what changed reads it all anew, and hears why that fails.
    const say = await news.catch(() => reset);
    if (connection.channel === channel && !signal.aborted) say(sink);
  };
  channel.addEventListener('message', ({ data }) => void tell(hear(connection, data, call)));
  const close = (): void => {
    channel.close();
    if (connection.channel === channel) connection.channel = connection.turn = undefined;
  };
  signal.addEventListener('abort', close);
  connection.turn = () => {
    close();
    hearVisit('');
  };
  const isSame = ({ revision }: Counters): boolean => (since ?? `${revision}`) === `${revision}`;
  void tell(connection.read(call, readCounters).then((now) => (isSame(now) ? silence : reset)));
}

const reset = (sink: Sink): void => sink.reset();
const silence = (): void => {};

/**
 * What another tab did, ready to be told. A message says only which comments changed; what they
 * are now is read, so the order of messages does not matter.
 */
async function hear(
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
