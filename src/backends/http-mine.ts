import type { Comment, Marks } from '../model/comment.ts';
import { compareRanks, rankOf, type Rank, type Sort } from '../model/order.ts';
import type { Page } from '../model/page.ts';
import { decodeMine } from '../protocol/answers.ts';
import { addressOf } from '../protocol/routes.ts';
import type { MineAnswer, PageAnswer } from '../protocol/shapes.ts';
import type { Call } from './contract.ts';
import { ask } from './http-ask.ts';
import type { Connection } from './http-connection.ts';

/** Keeps nobody waiting for what only adds to a page: one try, and not for long. */
const patienceMs = 4_000;

/** A public page as one viewer sees it. What is the viewer's own is asked for meanwhile. */
export async function withMine(
  connection: Connection,
  page: Promise<PageAnswer>,
  sort: Sort,
  call: Call,
): Promise<Page> {
  const [all, mine] = await Promise.all([page, askMine(connection, call)]);
  return mine ? merged(all, sort, mine) : all;
}

async function askMine(
  { server, line, thread }: Connection,
  { signal, guestKey }: Call,
): Promise<MineAnswer | undefined> {
  const address = addressOf(server, 'mine', { thread: thread.id });
  const hasty = { ...line, timeoutMs: Math.min(patienceMs, line.timeoutMs) };
  try {
    return await ask(hasty, { address, signal, guestKey, tries: 1 }, decodeMine);
  } catch {
    // The thread can be read without: not knowing what is one's own is no reason to show nothing.
    signal.throwIfAborted();
    return undefined;
  }
}

/**
 * Adds marks, and what the viewer did that a cache does not show yet or that waits for a moderator.
 * Nothing is put where it could stand before something that is not loaded, so pages go on one
 * after another as without it.
 */
function merged(page: PageAnswer, sort: Sort, mine: MineAnswer): Page {
  const comments = new Map(page.comments.map((comment) => [comment.id, comment]));
  const isHere = windowOf(page, sort);
  for (const own of [...mine.comments].sort((a, b) => a.createdAt - b.createdAt)) {
    const listed = comments.get(own.id);
    if (listed ? isNewer(own, listed) : own.status !== 'removed' && isHere(own)) {
      comments.set(own.id, own);
    }
  }
  for (const own of mine.comments) {
    const isGone = comments.get(own.id)?.status === 'removed' && !hasReplies(own, comments);
    if (isGone) comments.delete(own.id);
  }
  return { ...page, comments: [...comments.values()], marks: marksFor(comments.keys(), mine) };
}

/** Says of every comment what there is to say, so that older marks are replaced. */
function marksFor(ids: Iterable<string>, mine: MineAnswer): Map<string, Marks> {
  const known = new Map(mine.marks.map(({ id, ...marks }) => [id, marks]));
  return new Map(
    [...ids].map((id) => [id, { own: false, liked: false, ...known.get(id) } satisfies Marks]),
  );
}

/** Whether a comment that the page lacks belongs to what the page shows all of. */
function windowOf(page: PageAnswer, sort: Sort): (comment: Comment) => boolean {
  const order = page.branch === null ? sort : null;
  const ranks = page.comments
    .filter(({ parentId }) => parentId === page.branch)
    .map((comment) => rankOf(comment, order))
    .sort(compareRanks);
  const [first, last] = [ranks.at(0), ranks.at(-1)];
  const isWithin = (rank: Rank): boolean =>
    (page.before === null || (first !== undefined && compareRanks(first, rank) < 0)) &&
    (page.after === null || (last !== undefined && compareRanks(rank, last) < 0));

  const listed = new Map<string | null, number>();
  for (const { parentId } of page.comments) listed.set(parentId, (listed.get(parentId) ?? 0) + 1);
  /** Comments all of whose replies are on the page. */
  const whole = new Set(
    page.comments
      .filter(({ id, replyCount = 0 }) => (listed.get(id) ?? 0) >= replyCount)
      .map(({ id }) => id),
  );
  return (comment) => {
    const isIn =
      comment.parentId === page.branch
        ? isWithin(rankOf(comment, order))
        : comment.parentId !== null && whole.has(comment.parentId);
    if (isIn) whole.add(comment.id);
    return isIn;
  };
}

function isNewer(own: Comment, listed: Comment): boolean {
  return (own.version ?? '') >= (listed.version ?? '');
}

function hasReplies({ id, replyCount }: Comment, comments: Map<string, Comment>): boolean {
  return (replyCount ?? 0) > 0 || [...comments.values()].some(({ parentId }) => parentId === id);
}
