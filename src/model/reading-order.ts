import type { Comment } from './comment.ts';
import { compareRanks, rankOf, type Sort } from './order.ts';

/**
 * Comments of an answer in the order in which they are read: roots in the order of `sort`, each
 * followed by its replies, oldest first. What is in no tree (a circle of replies) comes last. For an
 * answer too long for one go there is an `undefined` now and then: a moment to pause at. It looks at
 * nothing but ids, dates and likes, and stands whatever is in their place.
 */
export function* inReadingOrder(
  answer: readonly Comment[],
  sort: Sort,
): Generator<Comment | undefined> {
  const ids = new Set<string>();
  for (const [i, each] of answer.entries()) {
    ids.add((Object(each) as Comment).id);
    if (i % pause === 0) yield;
  }
  const roots: Comment[] = [];
  const replies = new Map<string, Comment[]>();
  for (const [i, each] of answer.entries()) {
    const { parentId } = Object(each) as Comment;
    const siblings = ids.has(parentId!) ? replies.get(parentId!) : roots;
    if (siblings) siblings.push(each);
    else replies.set(parentId!, [each]);
    if (i % pause === 0) yield;
  }
  const stack = sorted(roots, sort).reverse();
  yield;
  while (stack.length > 0) {
    const comment = stack.pop()!;
    yield comment;
    const { id } = Object(comment) as Comment;
    const below = replies.get(id);
    if (!below) continue;
    replies.delete(id);
    for (const reply of sorted(below, null).reverse()) stack.push(reply);
  }
  for (const circle of replies.values()) yield* circle;
}

/** So many comments are looked at in well below a millisecond. */
const pause = 500;

function sorted(comments: Comment[], sort: Sort | null): Comment[] {
  if (comments.length === 1) return comments;
  return comments
    .map((comment) => ({ comment, rank: rankOf(Object(comment) as Comment, sort) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ comment }) => comment);
}
