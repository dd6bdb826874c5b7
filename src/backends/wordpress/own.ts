import type { Call } from '../contract.ts';
import type { Comment, Marks } from '../../model/comment.ts';
import { compareRanks, rankOf } from '../../model/order.ts';
import type { ListQuery, Page } from '../../model/page.ts';
import type { Entry } from './decode.ts';
import { readThese, type Thread } from './replies.ts';
import { noteAnswered, readSent, type Sent } from './sent.ts';

/** What waits for a moderator, as far as this browser knows, of who asks. */
export function waitingOf(thread: Thread, call: Call): Comment[] {
  return sentOf(thread, call).flatMap(({ comment }) => comment ?? []);
}

/** Adds what waits, where it belongs, and tells what the asker wrote. */
export async function withOwn(
  page: Page,
  query: ListQuery,
  thread: Thread,
  call: Call,
): Promise<Page> {
  const sort = page.branch === null ? query.sort : null;
  const here = new Set(page.comments.map(({ id }) => id));
  const ranks = page.comments
    .filter(({ parentId }) => parentId === page.branch)
    .map((comment) => rankOf(comment, sort))
    .sort(compareRanks);
  const absent: Sent[] = [];
  for (const sent of sentOf(thread, call)) {
    const { comment } = sent;
    if (!comment || here.has(comment.id)) continue;
    const { id, parentId } = comment;
    const rank = rankOf(comment, sort);
    const belongs =
      parentId === page.branch
        ? (page.before === null || compareRanks(rank, ranks[0]!) > 0) &&
          (page.after === null || compareRanks(rank, ranks.at(-1)!) < 0)
        : parentId !== null && here.has(parentId);
    if (id !== query.around && !belongs) continue;
    absent.push(sent);
    here.add(id);
  }
  const added = absent.length > 0 ? await asTheyAre(absent, thread, call) : [];
  const listed = new Set(page.comments.map(({ id }) => id));
  const comments = [...page.comments, ...added.filter(({ id }) => !listed.has(id))];
  const marks = new Map<string, Marks>();
  const own = new Set(sentOf(thread, call).map((sent) => sent.id ?? sent.comment?.id));
  for (const { id } of comments) if (own.has(id)) marks.set(id, { own: true });
  return { ...page, comments, marks };
}

/** They may be published by now, on another page, and are kept no longer then. */
async function asTheyAre(
  absent: readonly Sent[],
  thread: Thread,
  call: Call,
): Promise<readonly Comment[]> {
  const published = await publishedOf(absent, thread, call).catch(() => new Map<string, Entry>());
  call.signal.throwIfAborted();
  return absent.flatMap((sent) => {
    const entry = published.get(sent.key);
    if (entry) noteAnswered(sent, entry.comment);
    return entry?.comment ?? sent.comment ?? [];
  });
}

/** By their keys. One without an answer has no id to ask for. */
async function publishedOf(
  absent: readonly Sent[],
  thread: Thread,
  call: Call,
): Promise<Map<string, Entry>> {
  const ids = absent.flatMap(({ id }) => (id === undefined ? [] : Number(id)));
  const entries = new Map((await readThese(thread, ids, call)).map((entry) => [entry.id, entry]));
  const found = new Map<string, Entry>();
  for (const sent of absent) {
    const entry =
      sent.id === undefined
        ? await import('./again.ts').then(({ findAgain }) => findAgain(thread, sent, call))
        : entries.get(Number(sent.id));
    if (entry) found.set(sent.key, entry);
  }
  return found;
}

/** What the asker has sent to this thread. */
function sentOf({ site, post }: Thread, { guestKey }: Call): Sent[] {
  return readSent().filter(
    (sent) => sent.owner === guestKey && sent.site === site.address && sent.post === post,
  );
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
