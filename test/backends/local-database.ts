import type { ImportedComment } from '../../src/backends/local-bulk.ts';

export type Seed = ImportedComment;

/** Roots with likes, and a reply to each third of them. */
export function seed(count: number): Seed[] {
  return Array.from({ length: count }, (_, i): Seed => {
    const root = i - (i % 4);
    const isReply = i % 4 === 3;
    return {
      id: isReply ? `reply ${i}` : `root ${i}`,
      parentId: isReply ? `root ${root}` : null,
      author: { name: 'Ann' },
      body: { format: 'markdown', source: `comment ${i}` },
      createdAt: 1_700_000_000_000 + i,
      likes: isReply ? 0 : 1,
      status: 'published',
    };
  });
}

type Method = (...args: unknown[]) => unknown;

/** Puts a method in the place of another; answers with what puts the old one back. */
export function stub(
  on: object,
  name: string,
  method: (original: Method, args: readonly unknown[]) => unknown,
): () => void {
  const original = Reflect.get(on, name) as Method;
  Reflect.set(on, name, function (this: unknown, ...args: unknown[]) {
    return method((...given) => Reflect.apply(original, this, given), args);
  });
  return () => void Reflect.set(on, name, original);
}

/** How often the database is asked or told something, and how many records it hands out at once. */
export async function countRequests(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const counted = (original: Method, args: readonly unknown[]): unknown => {
    count++;
    const answer = original(...args);
    if (answer instanceof IDBRequest) {
      answer.addEventListener('success', () => {
        if (Array.isArray(answer.result)) count += answer.result.length;
      });
    }
    return answer;
  };
  const restore = [
    'get getKey getAll getAllKeys count openCursor openKeyCursor'.split(' '),
    'put add delete'.split(' '),
  ]
    .flat()
    .map((name) => stub(IDBObjectStore.prototype, name, counted));
  restore.push(stub(IDBCursor.prototype, 'continue', counted));
  try {
    await work();
  } finally {
    for (const each of restore) each();
  }
  return count;
}
