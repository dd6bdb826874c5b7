import { expect } from '@open-wc/testing';
import { localBackend, type LocalBackend } from '../../src/backends/local.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { ListQuery } from '../../src/model/page.ts';
import { seed, type Seed } from './local-database.ts';

const name = 'local bulk test';
const query: ListQuery = { branch: null, sort: 'oldest', limit: 100 };
const call = (guestKey = 'ann') => ({ signal: new AbortController().signal, guestKey });
const [root, , , reply] = seed(4) as [Seed, Seed, Seed, Seed];

describe('comments brought into the local backend at once', () => {
  let thread: string;
  let backend: LocalBackend;

  beforeEach(async () => {
    thread = crypto.randomUUID();
    backend = localBackend({ name });
    await backend.open({ id: thread }, query, call());
  });
  afterEach(() => backend.clear(thread));

  it('are listed as they are, in whatever order they come', async () => {
    await backend.import(thread, [{ ...reply, likes: 4 }, root]);
    const { info, page } = await backend.open({ id: thread }, query, call());
    expect(info.total!.value).to.equal(2);
    const [first, second] = page!.comments;
    expect(first).to.include({ id: root.id, createdAt: root.createdAt, replyCount: 1, likes: 1 });
    expect(second).to.include({ id: reply.id, parentId: root.id, replyCount: 0, likes: 4 });
  });

  it('bring the names of those who like them', async () => {
    await backend.import(thread, [{ ...root, likes: 1, likers: ['Bob', 'Cleo'] }]);
    const likers = await backend.likers(root.id, call());
    expect(likers.map((liker) => liker.name)).to.deep.equal(['Bob', 'Cleo']);
    const { likes } = await backend.setLiked(root.id, true, call('dora'));
    expect(likes).to.equal(3);
  });

  it('leave alone what is there already', async () => {
    await backend.import(thread, [root]);
    await backend.import(thread, [{ ...root, body: { format: 'text', source: 'other' } }, reply]);
    const { info, page } = await backend.open({ id: thread }, query, call());
    expect(page!.comments.map(({ body }) => body.source)).to.deep.equal(['comment 0', 'comment 3']);
    expect(page!.comments[0]!.replyCount).to.equal(1);
    expect(info.total!.value).to.equal(2);
  });

  it('are all refused when one answers a comment that is nowhere', async () => {
    const orphan = { ...reply, parentId: 'nowhere' };
    const error = await backend.import(thread, [root, orphan]).catch((thrown: unknown) => thrown);
    expect((error as CommentError).code).to.equal('not-found');
    expect((await backend.list(query, call())).comments).to.deep.equal([]);
  });

  it('are skipped where they are nonsense', async () => {
    const nonsense = { ...root, id: 7 } as unknown as Seed;
    await backend.import(thread, [nonsense, root]);
    expect((await backend.list(query, call())).comments.length).to.equal(1);
  });

  it('are all gone when their thread is cleared, and those who watch are told', async () => {
    await backend.import(thread, seed(40));
    const page = await backend.list(query, call());
    const watching = localBackend({ name });
    await watching.open({ id: thread }, query, call());
    const told = new Promise<void>((reset) => {
      const sink = { upsert: () => {}, gone: () => {}, info: () => {}, reset };
      watching.watch(page.resume, sink, call());
    });
    await backend.clear(thread);
    await told;
    const { info, page: left } = await backend.open({ id: thread }, query, call());
    expect(left!.comments).to.deep.equal([]);
    expect(info.total!.value).to.equal(0);
  });
});
