import { expect } from '@open-wc/testing';
import { localBackend } from '../../src/backends/local.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { ListQuery } from '../../src/model/page.ts';

const query: ListQuery = { branch: null, sort: 'oldest', limit: 20 };
const call = { signal: new AbortController().signal };
const thread = { id: 'replies along' };

const filled: Readonly<Record<string, (comments: Comment[]) => Promise<CommentBackend>>> = {
  async memory(comments) {
    return memoryBackend({ comments });
  },
  async local(comments) {
    const backend = localBackend({ name: 'replies along test' });
    await backend.clear(thread.id);
    await backend.import(thread.id, comments);
    return backend;
  },
};

for (const [name, fill] of Object.entries(filled)) {
  const pageOf = async (comments: Comment[]): Promise<string[]> => {
    const backend = await fill(comments);
    const { page } = await backend.open(thread, query, call);
    return page!.comments.map(({ id }) => id);
  };

  describe(`replies that come along in the ${name} backend`, () => {
    it('are three of each comment', async () => {
      const page = await pageOf([
        comment('root'),
        ...['a', 'b', 'c', 'd'].map((id) => comment(id, 'root')),
        ...['e', 'f', 'g', 'h'].map((id) => comment(id, 'b')),
      ]);
      expect(page).to.deep.equal(['root', 'a', 'b', 'c', 'e', 'f', 'g']);
    });

    it('are at most two hundred, those nearest to the roots first', async () => {
      const chain = Array.from({ length: 300 }, (_, i) =>
        comment(`c${i}`, i === 0 ? null : `c${i - 1}`),
      );
      const page = await pageOf([...chain, comment('last'), comment('reply', 'last')]);
      expect(page.length).to.equal(202);
      expect(page).to.include.members(['last', 'reply', 'c199']);
    });
  });
}

let time = 0;

function comment(id: string, parentId: string | null = null): Comment {
  return {
    id,
    parentId,
    author: { name: 'Ann' },
    body: { format: 'markdown', source: id },
    createdAt: ++time,
    status: 'published',
  };
}
