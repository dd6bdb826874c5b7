import type { Comment } from '../../src/model/comment.ts';

/** 23 September 1959, the day of the cornfields, in milliseconds since 1970. */
export const someDay = Date.UTC(1959, 8, 23);

/** A comment with everything that a test does not care about filled in. */
export function comment(
  id: string,
  parentId: string | null = null,
  more: Partial<Comment> = {},
): Comment {
  return {
    id,
    parentId,
    author: { name: `Author of ${id}` },
    body: { format: 'text', source: `Text of ${id}` },
    createdAt: someDay,
    status: 'published',
    ...more,
  };
}

/** As many root comments, a minute apart. */
export function manyComments(count: number): Comment[] {
  return Array.from({ length: count }, (_, i) =>
    comment(`c${i + 1}`, null, { createdAt: someDay + i * 60_000 }),
  );
}
