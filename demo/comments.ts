import type { ImportedComment } from '../src/backends/local-bulk.ts';

/** Milliseconds. */
export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

type Written = Pick<ImportedComment, 'id' | 'author' | 'createdAt'> & {
  readonly parentId?: string;
  readonly text: string;
  readonly likers?: readonly string[];
};

/** A published comment in plain text, in the form that the local backend imports. */
export function comment({ text, parentId, likers, ...rest }: Written): ImportedComment {
  return {
    ...rest,
    parentId: parentId ?? null,
    body: { format: 'text', source: text },
    status: 'published',
    ...(likers && { likers, likes: likers.length }),
  };
}
