import type { Call } from '../contract.ts';
import type { Comment } from '../../model/comment.ts';
import type { Entry, Reading } from './decode.ts';
import { readRun, type List, type Run } from './siblings.ts';
import type { Site } from './site.ts';

/** A thread of a site, once it is open. */
export interface Thread {
  readonly site: Site;
  readonly post: number;
  readonly reading: Reading;
}

/** Replies that come along, and how many a comment has where these are not all. */
export interface Along {
  readonly entries: readonly Entry[];
  readonly counts: ReadonlyMap<number, number>;
}

/** More replies do not come along with a page, unless that is larger itself. */
export const mostAlong = 200;
/** A large page is asked for by who wants much of it; each root's own question would be one more. */
export const mostForEach = 8;

/**
 * All replies of a thread, whatever they answer, when there are no more than `most`: most threads
 * are like that, and need no question about each level then.
 */
export async function readAllReplies(
  thread: Thread,
  most: number,
  call: Call,
): Promise<{ readonly entries: readonly Entry[] | undefined; readonly total: number | undefined }> {
  const list = listOf(thread, { parent_exclude: 0 });
  const first = await readRun(list, 0, 100, call);
  const { total = Infinity } = first;
  if (first.isEnd) return first;
  if (total > most) return { entries: undefined, total: first.total };
  const rest = await readRun(list, first.entries.length, total, call);
  return { entries: [...first.entries, ...rest.entries], total };
}

/** Ids and parents of all replies. */
export async function readOutline(thread: Thread, call: Call): Promise<readonly Entry[]> {
  const list = { ...listOf(thread, { parent_exclude: 0 }), isBare: true };
  return (await readRun(list, 0, Infinity, call)).entries;
}

/** Those of these comments that are roots. */
export async function rootsAmong(
  thread: Thread,
  ids: readonly number[],
  call: Call,
): Promise<number[]> {
  const parts = await Promise.all(
    hundreds(ids).map((some) => {
      const list = listOf(thread, { include: some.join(), parent: 0 });
      return readRun({ ...list, isBare: true }, 0, 100, call);
    }),
  );
  return parts.flatMap(({ entries }) => entries.map(({ id }) => id));
}

/** Comments by their ids. */
export async function readThese(
  thread: Thread,
  ids: readonly number[],
  call: Call,
): Promise<Entry[]> {
  const parts = await Promise.all(
    hundreds(ids).map((some) => readRun(listOf(thread, { include: some.join() }), 0, 100, call)),
  );
  return parts.flatMap(({ entries }) => entries);
}

/** What hangs below some comments, of all replies that there are. */
export function pickBelow(ids: Iterable<number>, replies: readonly Entry[]): Along {
  const byParent = new Map<number, Entry[]>();
  for (const entry of replies) {
    const siblings = byParent.get(entry.parent);
    if (siblings) siblings.push(entry);
    else byParent.set(entry.parent, [entry]);
  }
  const found = new Map<number, Entry>();
  const open = [...ids];
  // It grows while it is read.
  for (const id of open) {
    for (const entry of byParent.get(id) ?? []) {
      if (found.has(entry.id)) continue;
      found.set(entry.id, entry);
      open.push(entry.id);
    }
  }
  return { entries: [...found.values()], counts: new Map() };
}

/** The same, level by level from the server: one question for the replies to a hundred comments. */
export async function readBelow(
  thread: Thread,
  ids: readonly number[],
  most: number,
  call: Call,
): Promise<Along> {
  const found = new Map<number, Entry>();
  const counts = new Map<number, number>();
  const count = async (parents: readonly number[], run?: Run): Promise<void> => {
    for (const [id, n] of await countsOf(thread, parents, run, call)) counts.set(id, n);
  };
  let level = ids;
  while (level.length > 0 && found.size < most) {
    const groups = hundreds(level);
    const left = Math.max(100, Math.ceil((most - found.size) / groups.length));
    const parts = await Promise.all(
      groups.map(async (parents) => {
        const list = listOf(thread, { parent: parents.join() });
        const run = await readRun({ ...list, withReplies: true }, 0, left, call);
        if (!run.isEnd) await count(parents, run);
        return run.entries;
      }),
    );
    const fresh = parts.flat().filter(({ id }) => !found.has(id));
    for (const entry of fresh) found.set(entry.id, entry);
    level = fresh.filter(({ hasReplies }) => hasReplies).map(({ id }) => id);
  }
  // What has answers may have some only that wait for a moderator.
  await Promise.all(hundreds(level).map((parents) => count(parents)));
  return { entries: [...found.values()], counts };
}

/** How many replies each of these has, when some of them were read. */
async function countsOf(
  thread: Thread,
  parents: readonly number[],
  { entries, total = 0 }: Pick<Run, 'entries' | 'total'> = { entries: [], total: undefined },
  call: Call,
): Promise<[id: number, replies: number][]> {
  const list = (parent: string | number): List => ({ ...listOf(thread, { parent }), isBare: true });
  if ((total - entries.length) / 100 > parents.length) {
    const runs = await Promise.all(parents.map((id) => readRun(list(id), 0, 1, call)));
    return parents.map((id, i) => [id, runs[i]?.total ?? 0]);
  }
  const rest = await readRun(list(parents.join()), entries.length, Infinity, call);
  const found = repliesIn([...entries, ...rest.entries]);
  return parents.map((id) => [id, found.get(id) ?? 0]);
}

export function hundreds(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) =>
    ids.slice(i * 100, i * 100 + 100),
  );
}

/** Comments with how many replies they have. */
export function counted(entries: readonly Entry[], counts: Along['counts']): Comment[] {
  const here = repliesIn(entries);
  return entries.map(({ id, comment }) => ({
    ...comment,
    replyCount: counts.get(id) ?? here.get(id) ?? 0,
  }));
}

function repliesIn(entries: readonly Entry[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { parent } of entries) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  return counts;
}

export function listOf(
  { site, reading, post }: Thread,
  params: List['params'],
  isNewestFirst = false,
): List {
  return { site, reading, params: { post, ...params }, isNewestFirst };
}
