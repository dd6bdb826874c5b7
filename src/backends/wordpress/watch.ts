import type { Call, Sink } from '../contract.ts';
import type { ThreadInfo } from '../../model/rules.ts';
import type { Entry } from './decode.ts';
import { listOf, type Thread } from './replies.ts';
import { readSent } from './sent.ts';
import { readRun, type Run } from './siblings.ts';

/** So many of the newest are looked at each time. */
const looked = 50;
/** So many are when all of those are new, as they may be after a page was hidden for long. */
const mostLooked = 500;

/**
 * Asks for new comments again and again, but not while nobody looks. What is hidden or thrown away
 * among the newest is told as well; what happens to older ones is seen when the page is loaded anew.
 */
export function watch(
  thread: Thread,
  since: string | undefined,
  sink: Sink,
  { poll, infoOf }: { poll: number; infoOf: (total: number) => ThreadInfo },
  call: Call,
): () => void {
  const stop = new AbortController();
  const signal = AbortSignal.any([call.signal, stop.signal]);
  let known: ReadonlyMap<number, Entry> | undefined;
  let total = since === undefined ? undefined : Number(since);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;

  const newest = (count: number): Promise<Run> =>
    readRun(listOf(thread, {}, true), 0, count, { ...call, signal });
  const freshAmong = ({ entries, total: now }: Run): readonly Entry[] =>
    known ? freshIn(entries, known) : entries.slice(0, newerThan(total, now));
  /** There may be more new ones than these. */
  const isAllFresh = (run: Run): boolean =>
    !run.isEnd && run.entries.length > 0 && freshAmong(run).length === run.entries.length;

  const ask = async (): Promise<void> => {
    let run = await newest(looked);
    if (isAllFresh(run)) run = await newest(mostLooked);
    const { entries } = run;
    const [fresh, isLost] = [freshAmong(run), isAllFresh(run)];
    const gone = known ? goneFrom(entries, known) : [];
    known = new Map(entries.slice(0, looked).map((entry) => [entry.id, entry]));
    if (isLost) sink.reset();
    else {
      if (fresh.length > 0)
        sink.upsert(
          fresh.map(({ comment }) => comment),
          marksOf(fresh, call),
        );
      if (gone.length > 0) sink.gone(gone);
      if (run.total !== undefined && run.total !== total) sink.info(infoOf(run.total));
    }
    total = run.total;
  };
  const next = (): void => {
    if (isAsking || signal.aborted || isHidden()) return;
    clearTimeout(timer);
    isAsking = true;
    // One that fails is followed by another, and the reader has not asked for any.
    ask().then(plan, plan);
  };
  const plan = (): void => {
    isAsking = false;
    if (!signal.aborted) timer = setTimeout(next, poll);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  globalThis.document?.addEventListener('visibilitychange', next, { signal });
  next();
  return () => stop.abort();
}

function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}

/** How many have come since a count was taken. */
function newerThan(then: number | undefined, now: number | undefined): number {
  return then === undefined || now === undefined ? 0 : Math.max(0, now - then);
}

/** Older ones move up when others go, and are not new for that. */
function freshIn(entries: readonly Entry[], known: ReadonlyMap<number, Entry>): readonly Entry[] {
  const oldest = Math.min(...known.keys());
  return entries.filter(({ id }) => !known.has(id) && (id > oldest || known.size === 0));
}

function goneFrom(entries: readonly Entry[], known: ReadonlyMap<number, Entry>): string[] {
  const here = new Set(entries.map(({ id }) => id));
  const oldest = Math.min(...here);
  return [...known.keys()].filter((id) => !here.has(id) && id > oldest).map(String);
}

function marksOf(entries: readonly Entry[], { guestKey }: Call) {
  const ids = new Set(readSent().flatMap(({ id, owner }) => (owner === guestKey && id) || []));
  const own = entries.filter(({ comment }) => ids.has(comment.id));
  return new Map(own.map(({ comment }) => [comment.id, { own: true }]));
}
