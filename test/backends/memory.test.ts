import { expect } from '@open-wc/testing';
import { memoryBackend, type MemoryOptions } from '../../src/backends/memory.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { ListQuery } from '../../src/model/page.ts';

const query: ListQuery = { branch: null, sort: 'oldest', limit: 20 };
const call = (guestKey = 'ann') => ({ signal: new AbortController().signal, guestKey });
const guest = { name: 'Ann', email: 'ann@site.example' };
const draft = (body: string, parentId: string | null = null) => ({
  key: crypto.randomUUID(),
  parentId,
  body,
  guest,
});
const seeded: Comment = {
  id: 'seed',
  parentId: null,
  author: { name: 'Bob' },
  body: { format: 'markdown', source: 'seed' },
  createdAt: 5,
  status: 'published',
};

describe('the memory backend with options', () => {
  it('holds the comments and likes it is given', async () => {
    const { backend, opened } = await open({ comments: [seeded], likers: { seed: ['Cleo'] } });
    expect(opened.page!.comments).to.deep.equal([
      { ...seeded, likes: 1, replyCount: 0, version: '000000001' },
    ]);
    expect(opened.info.total!.value).to.equal(1);
    expect(await backend.likers('seed', call())).to.deep.equal([{ name: 'Cleo' }]);
  });

  it('takes no comments when closed, and still the answer to one that arrived before', async () => {
    const store = new Map();
    const sent = draft('in time');
    const { backend: before } = await open({ store });
    await before.add(sent, call());
    const { backend, opened } = await open({ store, rules: { closed: true } });
    expect(opened.info.can.add).to.equal(false);
    expect(await codeOf(backend.add(draft('late'), call()))).to.equal('closed');
    expect((await backend.add(sent, call())).comment.body.source).to.equal('in time');
  });

  it('takes no comments of guests when they may not write', async () => {
    const { backend } = await open({ rules: { guests: 'no' } });
    expect(await codeOf(backend.add(draft('text'), call()))).to.equal('unauthorized');
  });

  it('writes in the name of its author where a draft names no guest', async () => {
    const { backend } = await open({ author: { name: 'Dora', role: 'author' } });
    const { guest: _, ...unsigned } = draft('text');
    const { comment } = await backend.add(unsigned, call());
    expect(comment.author).to.deep.equal({ name: 'Dora', role: 'author' });
  });

  it('refuses replies below the deepest level', async () => {
    const { backend } = await open({ comments: [seeded], rules: { deepest: 1 } });
    const { comment } = await backend.add(draft('reply', 'seed'), call());
    expect(await codeOf(backend.add(draft('too deep', comment.id), call()))).to.equal('forbidden');
  });

  it('shows a comment that waits for a moderator to its writer only', async () => {
    const { backend } = await open({ rules: { moderation: 'all' } });
    const { comment } = await backend.add(draft('text'), call());
    expect(comment.status).to.equal('pending');
    await backend.remove(comment.id, call());
    expect((await backend.restore(comment.id, call())).comment.status).to.equal('pending');
    expect((await backend.list(query, call('ann'))).comments.length).to.equal(1);
    expect((await backend.list(query, call('bob'))).comments.length).to.equal(0);
    expect((await backend.counts(['thread'], call())).get('thread')).to.equal(0);
  });

  it('takes likes of those only who may like', async () => {
    for (const [likes, code] of [
      ['nobody', 'forbidden'],
      ['accounts', 'unauthorized'],
    ] as const) {
      const { backend, opened } = await open({ comments: [seeded], rules: { likes } });
      expect(opened.info.can.like).to.equal(false);
      expect(await codeOf(backend.setLiked('seed', true, call()))).to.equal(code);
    }
  });
});

async function open(options: MemoryOptions) {
  const backend = memoryBackend(options);
  return { backend, opened: await backend.open({ id: 'thread' }, query, call()) };
}

async function codeOf(answer: Promise<unknown>): Promise<string | undefined> {
  return await answer.then(
    () => undefined,
    (error: CommentError) => error.code,
  );
}
