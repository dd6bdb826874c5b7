import type { Call } from '../contract.ts';
import type { Comment, Marks } from '../../model/comment.ts';
import { compareRanks, rankOf } from '../../model/order.ts';
import type { ListQuery, Page } from '../../model/page.ts';
import type { Entry } from './decode.ts';
import type { Thread } from './replies.ts';
import { readSent } from './sent.ts';

/** The comments that wait for a moderator, of who asks. */
export function waitingOf({ site, post }: Thread, { guestKey }: Call): Comment[] {
  return readSent().flatMap((sent) =>
    sent.comment && sent.owner === guestKey && sent.site === site.address && sent.post === post
      ? sent.comment
      : [],
  );
}

/** Adds what waits, where it belongs, and tells what the asker wrote. */
export function withOwn(page: Page, query: ListQuery, thread: Thread, call: Call): Page {
  const { guestKey } = call;
  const sort = page.branch === null ? query.sort : null;
  const here = new Set(page.comments.map(({ id }) => id));
  const ranks = page.comments
    .filter(({ parentId }) => parentId === page.branch)
    .map((comment) => rankOf(comment, sort))
    .sort(compareRanks);
  const waiting: Comment[] = [];
  for (const comment of waitingOf(thread, call)) {
    const { id, parentId } = comment;
    if (here.has(id)) continue;
    const rank = rankOf(comment, sort);
    const belongs =
      parentId === page.branch
        ? (page.before === null || compareRanks(rank, ranks[0]!) > 0) &&
          (page.after === null || compareRanks(rank, ranks.at(-1)!) < 0)
        : parentId !== null && here.has(parentId);
    if (id === query.around || belongs) {
      waiting.push(comment);
      here.add(id);
    }
  }
  const marks = new Map<string, Marks>();
  for (const { id, owner } of readSent()) {
    if (id !== undefined && owner === guestKey && here.has(id)) marks.set(id, { own: true });
  }
  return { ...page, comments: [...page.comments, ...waiting], marks };
}

/** A comment that this browser has kept, in the shape of one that was read. */
export function entryOf(comment: Comment, post: number): Entry {
  return {
    id: Number(comment.id),
    parent: Number(comment.parentId ?? 0),
    post,
    comment,
    hasReplies: false,
  };
}
