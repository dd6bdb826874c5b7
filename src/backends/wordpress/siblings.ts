import type { Call } from '../contract.ts';
import { CommentError } from '../../model/errors.ts';
import type { Cursor } from '../../model/page.ts';
import { decodeEntries, fieldsFor, type Entry, type Reading } from './decode.ts';
import type { Params, Site } from './site.ts';

/** One list of comments, as the server puts it in order. */
export interface List {
  readonly site: Site;
  readonly reading: Reading;
  /** Which comments. */
  readonly params: Params;
  readonly isNewestFirst: boolean;
  /** Ask whether they have replies; that costs the server one query more for each. */
  readonly withReplies?: boolean;
  /** Ask for ids and parents only. */
  readonly isBare?: boolean;
}

/** A part of a list without gaps. */
export interface Run {
  /** How many of the list come before it. */
  readonly start: number;
  readonly entries: readonly Entry[];
  /** Of the whole list; undefined where the server does not let it be read. */
  readonly total: number | undefined;
  readonly isEnd: boolean;
}

/** A comment by its place in the order, and how many came before it when it was seen. */
export interface Place {
  readonly index: number;
  readonly time: number;
  readonly id: number;
}

/** The most that WordPress gives in one answer. */
const perRequest = 100;

/** So often a list may change under our hands before we give up on it. */
const mostTries = 20;

/** `count` comments of a list from `start` on, fewer at its end; requests run side by side. */
export async function readRun(
  list: List,
  start: number,
  count: number,
  call: Call,
  triesLeft = 3,
): Promise<Run> {
  const first = await readPart(list, start, Math.min(count, perRequest), call);
  if (first.isEnd || first.entries.length >= count) return first;
  if (first.total === undefined) return readOn(list, first, count, call);
  const end = Math.min(start + count, first.total);
  const parts: Promise<Run>[] = [];
  // Each begins with the last one of the part before, so that a list that moves is noticed.
  for (let at = start + perRequest - 1; at + 1 < end; at += perRequest - 1) {
    parts.push(readPart(list, at, Math.min(perRequest, end - at), call));
  }
  const read = [first, ...(await Promise.all(parts))];
  const isWhole = read.every(
    ({ entries }, i) => i === 0 || entries[0]?.id === read[i - 1]!.entries.at(-1)?.id,
  );
  if (!isWhole && triesLeft > 0) return readRun(list, start, count, call, triesLeft - 1);
  return { ...read.at(-1)!, start, entries: unique(read.flatMap(({ entries }) => entries)) };
}

/**
 * The neighbourhood of a place: `back` comments before it, and `ahead` after it. `from` is where in
 * `entries` the place is, and `to` where what comes after it begins; they are the same when the
 * comment is gone.
 */
export async function readAround(
  list: List,
  place: Place,
  back: number,
  ahead: number,
  call: Call,
): Promise<Run & { readonly from: number; readonly to: number }> {
  let start = Math.max(0, place.index - back);
  let count = back + 1 + ahead;
  for (let tries = 0; tries < mostTries; tries++) {
    const run = await readRun(list, start, count, call);
    const { length } = run.entries;
    const from = firstWhere(run, (entry) => compare(entry, place, list) >= 0);
    const to = firstWhere(run, (entry) => compare(entry, place, list) > 0);
    const isAbove = to === 0 && start > 0;
    const isBelow = from === length && !run.isEnd;
    if (isAbove || isBelow) {
      // Comments came or went before it since it was seen there.
      count = Math.max(count, perRequest);
      start = isAbove ? Math.max(0, start - count + 1) : start + Math.max(1, length - 1);
      continue;
    }
    const isEnough = (from >= back || start === 0) && (length - to >= ahead || run.isEnd);
    if (isEnough) return { ...run, from, to };
    start = Math.max(0, start + from - back);
    count = back + 1 + ahead;
  }
  throw new CommentError('unavailable', { detail: 'The list of comments does not hold still.' });
}

export function placeOf(entry: Entry, index: number): Place {
  return { index, time: timeOf(entry), id: entry.id };
}

/** A cursor holds when others come and go: it names the comment, and where that was. */
export function writeCursor({ index, time, id }: Place): Cursor {
  return JSON.stringify([index, Number.isFinite(time) ? time : null, id]);
}

export function readCursor(cursor: Cursor): Place {
  try {
    const [index, time, id, ...rest] = JSON.parse(cursor) as unknown[];
    const isPlace = [index, id].every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
    if (isPlace && (time === null || typeof time === 'number') && rest.length === 0) {
      return { index: index as number, time: time ?? -Infinity, id: id as number };
    }
  } catch {
    // Not JSON, or nothing that can be taken apart.
  }
  throw new CommentError('invalid');
}

async function readPart(list: List, start: number, count: number, call: Call): Promise<Run> {
  const { site, reading, params, isNewestFirst, withReplies, isBare } = list;
  const { value, total } = await site.list(
    '/wp/v2/comments',
    {
      ...params,
      _fields: isBare ? 'id,parent' : fieldsFor(reading, withReplies),
      // Of the same second the one with the smaller id is older.
      orderby: 'date_gmt',
      order: isNewestFirst ? 'desc' : 'asc',
      offset: start,
      per_page: count,
    },
    call,
  );
  const isEnd = total === undefined ? value.length < count : start + value.length >= total;
  return { start, entries: decodeEntries(value, reading), total, isEnd };
}

/** Where the server does not say how many there are, it is asked until there are no more. */
async function readOn(list: List, first: Run, count: number, call: Call): Promise<Run> {
  const entries = [...first.entries];
  let run = first;
  while (!run.isEnd && entries.length < count) {
    run = await readPart(list, first.start + entries.length, perRequest, call);
    entries.push(...run.entries);
  }
  return { ...run, start: first.start, entries: unique(entries) };
}

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

function firstWhere({ entries }: Run, holds: (entry: Entry) => boolean): number {
  const index = entries.findIndex(holds);
  return index < 0 ? entries.length : index;
}

function compare(entry: Entry, place: Place, { isNewestFirst }: List): number {
  const [time, other] = [timeOf(entry), place.time];
  const order = time === other ? entry.id - place.id : time - other;
  return isNewestFirst ? -order : order;
}

/** MySQL puts dates that are none before all others. */
function timeOf({ comment }: Entry): number {
  return Number.isFinite(comment.createdAt) ? comment.createdAt : -Infinity;
}
