import type { CommentError, ErrorCode } from '../model/errors.ts';

/** Throws what every test runner reports as a failure. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Compares plain data, the order of an object's fields aside. */
export function equal(actual: unknown, expected: unknown, message: string): void {
  const [is, should] = [plain(actual), plain(expected)];
  assert(is === should, `${message}\n  expected ${should}\n  but it is ${is}`);
}

/** The error of an answer that has to fail, with this code. */
export async function refused(answer: Promise<unknown>, code: ErrorCode): Promise<CommentError> {
  const error = await thrown(answer);
  // By name: the suite and the backend may come from different copies of the package.
  const { name, code: actual } = Object(error) as Partial<CommentError>;
  equal({ name, code: actual }, { name: 'CommentError', code }, 'refuses with a CommentError');
  return error as CommentError;
}

/** What an answer rejects with. */
export async function thrown(answer: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await answer;
  } catch (error) {
    return error;
  }
  throw new Error(`has to fail, but answers ${plain(value)}`);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (part instanceof Map || part instanceof Set) return [...part];
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
