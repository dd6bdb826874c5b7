import type { CommentBackend } from '../../src/backends/contract.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { Page } from '../../src/model/page.ts';

/** A backend whose first page is just this, whether it makes sense or not. */
export function answering(comments: unknown, more: Partial<Page> = {}): CommentBackend {
  const kept = memoryBackend({ keeper: 'server' });
  const page: Page = {
    branch: null,
    comments: comments as readonly Comment[],
    before: null,
    after: null,
    ...more,
  };
  return {
    ...kept,
    async open(...args) {
      const { info } = await kept.open(...args);
      return { info, page };
    },
    list: () => Promise.resolve(page),
  };
}

/** A backend that tells which thread it is asked for. */
export function spyingOn(tell: (thread: string) => void): CommentBackend {
  const kept = memoryBackend({ keeper: 'server' });
  return {
    ...kept,
    open(thread, ...rest) {
      tell(thread.id);
      return kept.open(thread, ...rest);
    },
  };
}
