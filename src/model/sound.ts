import type { Author, Body, Comment, Status } from './comment.ts';

/**
 * Comments as they should be, of whatever a backend answers: what is no comment is left out, and
 * what lacks something is shown without it. Every answer passes here, whoever wrote the backend.
 */
export function soundComments(answer: unknown): readonly Comment[] {
  return Array.isArray(answer) ? answer.flatMap((each) => soundComment(each) ?? []) : [];
}

/** One of them; undefined for what is none. */
export function soundComment(value: unknown): Comment | undefined {
  const { id, parentId, author, body, createdAt, version, likes, replyCount, status, ...rest } =
    Object(value) as Partial<Comment>;
  if (typeof id !== 'string' || id === '') return undefined;
  const counts = { likes: soundCount(likes), replyCount: soundCount(replyCount) };
  return {
    ...rest,
    ...(counts as Partial<Comment>),
    id,
    parentId: typeof parentId === 'string' ? parentId : null,
    author: soundAuthor(author),
    body: soundBody(Object(body)),
    createdAt: typeof createdAt === 'number' ? createdAt : NaN,
    ...(typeof version === 'string' && { version }),
    status: statuses.includes(status as Status) ? (status as Status) : 'published',
  };
}

const statuses: readonly Status[] = ['published', 'pending', 'hidden', 'spam', 'removed'];

/** What is shown of an author is text; a role that we have no word for is none. */
export function soundAuthor(value: unknown): Author {
  const { name, url, role, ...rest } = Object(value) as Partial<Author>;
  return {
    ...rest,
    name: soundText(name),
    ...(typeof url === 'string' && { url }),
    ...((role === 'author' || role === 'moderator') && { role }),
  };
}

function soundBody({ format, source }: Partial<Body>): Body {
  const known = format === 'markdown' || format === 'html' ? format : 'text';
  return { format: known, source: soundText(source) };
}

function soundText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Undefined: not known. */
function soundCount(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
