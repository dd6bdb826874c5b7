import type { Author, Body, Comment, Marks, Status } from './comment.ts';
import { sorts } from './order.ts';
import type { Can, Rules, ThreadInfo } from './rules.ts';

/**
 * Comments as they should be, of whatever a backend answers: what is no comment is left out, and
 * what lacks something is shown without it. Every answer passes here, whoever wrote the backend.
 */
export function soundComments(answer: unknown): readonly Comment[] {
  return listOf(answer as readonly unknown[]).flatMap((each) => soundComment(each) ?? []);
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

/** What a thread allows: what its backend does not say is not allowed, and not asked for either. */
export function soundInfo({ total, rules, can, ...rest }: ThreadInfo): ThreadInfo {
  const { sorts: offered, required, ...others } = Object(rules) as Rules;
  const [first = 'oldest', ...more] = listOf(offered).filter((sort) => sorts.includes(sort));
  return {
    ...rest,
    ...(total && soundCount(total.value) !== undefined && { total }),
    can: Object(can) as Can,
    rules: { ...others, required: listOf(required), sorts: [first, ...more] },
  };
}

/** By comment id; some write them as an object. */
export function soundMarks(marks: unknown): ReadonlyMap<string, Marks> {
  return marks instanceof Map ? marks : new Map(Object.entries(Object(marks)));
}

function listOf<Value>(value: readonly Value[]): readonly Value[] {
  return Array.isArray(value) ? value : [];
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
