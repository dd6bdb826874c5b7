import { expect } from '@open-wc/testing';
import { createStore, promisifyRequest } from 'idb-keyval';
import { localBackend, type LocalBackend } from '../../src/backends/local.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { ListQuery } from '../../src/model/page.ts';
import { countRequests, seed, stub, type Seed } from './local-database.ts';

const name = 'local test';
const query: ListQuery = { branch: null, sort: 'oldest', limit: 20 };
const rows = createStore(name, 'comments');
const call = (guestKey = 'ann') => ({ signal: new AbortController().signal, guestKey });
const draft = (body: string, parentId: string | null = null) => ({
  key: crypto.randomUUID(),
  parentId,
  body,
  guest: { name: 'Ann', email: 'ann@secret.example' },
});
const bodies = (comments: readonly Comment[]) => comments.map(({ body }) => body.source);

describe('the local backend in its database', () => {
  let thread: string;
  let backend: LocalBackend;

  beforeEach(async () => {
    thread = crypto.randomUUID();
    backend = localBackend({ name });
    await backend.open({ id: thread }, query, call());
  });
  afterEach(() => backend.clear(thread));

  it('says that comments stay in this browser', async () => {
    const { info } = await backend.open({ id: thread }, query, call());
    expect(info.keeper).to.equal('browser');
  });

  it('keeps comments for the next visit', async () => {
    await backend.add(draft('kept'), call());
    const { page } = await localBackend({ name }).open({ id: thread }, query, call());
    expect(bodies(page!.comments)).to.deep.equal(['kept']);
  });

  it('keeps threads apart', async () => {
    await backend.add(draft('here'), call());
    const { page } = await localBackend({ name }).open({ id: `${thread}x` }, query, call());
    expect(page!.comments).to.deep.equal([]);
  });

  it('shares a thread with another window, and hears of what happens there', async () => {
    const frame = await openWindow();
    const there = frame.localBackend({ name });
    await there.open({ id: thread }, query, call());
    const page = await backend.list(query, call());
    const heard = new Promise<readonly Comment[]>((resolve) => {
      backend.watch(
        page.resume,
        {
          upsert: resolve,
          gone: () => {},
          info: () => {},
          reset: () => void backend.list(query, call()).then((all) => resolve(all.comments)),
        },
        call(),
      );
    });
    await there.add(draft('from there'), call('bob'));
    expect(bodies(await heard)).to.deep.equal(['from there']);
    const answers = Array.from({ length: 10 }, (_, i) =>
      [backend, there][i % 2]!.add(draft(`comment ${i}`), call()),
    );
    await Promise.all(answers);
    const { info } = await backend.open({ id: thread }, query, call());
    expect(info.total!.value).to.equal(11);
    frame.close();
  });

  it('shows the comments it can read among records that are nonsense', async () => {
    await backend.add(draft('sound'), call());
    const [sound] = (await rows('readonly', (store) =>
      promisifyRequest(store.getAll(IDBKeyRange.bound([thread, 'in'], [thread, 'in', []]))),
    )) as [Comment];
    const nonsense: unknown[] = [
      null,
      'text',
      7,
      [],
      {},
      { ...sound, author: null },
      { ...sound, body: { format: 'markdown' } },
      { ...sound, body: { format: 'runes', source: '' } },
      { ...sound, createdAt: 'yesterday' },
      { ...sound, likes: NaN },
      { ...sound, status: 'unheard of' },
      { ...sound, parentId: {} },
    ];
    await rows('readwrite', (store) => {
      for (const [i, value] of nonsense.entries()) store.put(value, [thread, 'in', '', i, 'x']);
      store.put('nonsense', [thread, 'info']);
      store.put(0, [thread, 'liked', -5, 0, 'nowhere']);
      return promisifyRequest(store.transaction);
    });
    const { info, page } = await backend.open({ id: thread }, query, call());
    expect(bodies(page!.comments)).to.deep.equal(['sound']);
    expect(info.total!.value).to.equal(0);
    const liked = await backend.list({ ...query, sort: 'most-liked' }, call());
    expect(bodies(liked.comments)).to.deep.equal(['sound']);
  });

  it('does not keep an e-mail address, which nobody could make use of', async () => {
    const { comment } = await backend.add(draft('text'), call());
    await backend.setLiked(comment.id, true, call());
    const edited = await backend.edit(comment.id, 'edited', call());
    const stored = await rows('readonly', (store) => promisifyRequest(store.getAll()));
    expect(JSON.stringify(stored)).to.contain('edited').and.not.to.contain('secret');
    const page = await backend.list(query, call());
    expect(JSON.stringify([comment, edited, page])).not.to.contain('secret');
  });

  it('takes the text of a removed comment off the disk', async () => {
    const { comment } = await backend.add(draft('to be forgotten'), call());
    await backend.add(draft('reply', comment.id), call());
    const { comment: other } = await backend.add(draft('to be forgotten too'), call());
    for (const { id } of [comment, other]) await backend.remove(id, call());
    const stored = await rows('readonly', (store) =>
      promisifyRequest(store.getAll(IDBKeyRange.bound([thread], [thread, []]))),
    );
    expect(JSON.stringify(stored)).not.to.contain('forgotten');
  });

  it('goes on in memory when the disk is full, and leaves nothing half written on it', async () => {
    const { comment: root } = await backend.add(draft('stored'), call());
    const { comment: gone } = await backend.add(draft('removed'), call());
    await backend.setLiked(root.id, true, call('bob'));
    await backend.remove(gone.id, call());
    const page = await backend.list(query, call());
    const told = new Promise<void>((reset) => {
      const nothing = (): void => {};
      backend.watch(page.resume, { upsert: nothing, gone: nothing, info: nothing, reset }, call());
    });
    const restore = stub(IDBObjectStore.prototype, 'put', (put, args) => {
      if (String((args[1] as unknown[])[1]) === 'key')
        throw new DOMException('', 'QuotaExceededError');
      return put(...args);
    });
    const sent = draft('too much', root.id);
    const { comment } = await backend.add(sent, call());
    restore();
    await told;
    const { info, page: all } = await backend.open({ id: thread }, query, call('bob'));
    expect(info.keeper).to.equal('visit');
    expect(bodies(all!.comments)).to.deep.equal(['stored', 'too much']);
    expect(all!.comments[0]!.replyCount).to.equal(1);
    expect(all!.marks!.get(root.id)!.liked).to.equal(true);
    expect((await backend.add(sent, call())).comment.id).to.equal(comment.id);
    expect(
      (await backend.edit(root.id, 'edited', call())).comment.version! > root.version!,
    ).to.equal(true);
    await backend.restore(gone.id, call());
    const other = await localBackend({ name }).open({ id: thread }, query, call());
    expect(bodies(other.page!.comments)).to.deep.equal(['edited', 'removed', 'too much']);
    const stored = await rows('readonly', (store) =>
      promisifyRequest(store.getAll(IDBKeyRange.bound([thread], [thread, []]))),
    );
    expect(JSON.stringify(stored)).not.to.contain('too much');
  });

  for (const sort of ['oldest', 'newest', 'most-liked'] as const) {
    it(`reads a page ${sort} first without reading the thread`, async () => {
      const requests: number[] = [];
      for (const size of [60, 3_000]) {
        await backend.clear(thread);
        await backend.import(thread, seed(size));
        requests.push(await countRequests(() => backend.list({ ...query, sort }, call())));
      }
      expect(requests[1]).to.equal(requests[0]);
    });
  }

  it('posts, likes and removes at the same cost in small and in large threads', async () => {
    const requests: number[] = [];
    for (const size of [60, 3_000]) {
      await backend.clear(thread);
      await backend.import(thread, seed(size));
      const count = await countRequests(async () => {
        const { comment } = await backend.add(draft('reply', 'root 0'), call());
        await backend.setLiked('root 0', true, call());
        await backend.remove(comment.id, call());
      });
      requests.push(count);
    }
    expect(requests[1]).to.equal(requests[0]);
  });

  it('goes to a comment below a thousand others', async () => {
    const chain = Array.from({ length: 1_000 }, (_, i): Seed => {
      return { ...seed(1)[0]!, id: `c${i}`, parentId: i === 0 ? null : `c${i - 1}`, createdAt: i };
    });
    await backend.import(thread, chain);
    const page = await backend.list({ ...query, around: 'c999' }, call());
    expect(page.comments.length).to.equal(1_000);
  });
});

/** Another window of this page, with a copy of the module of its own. */
async function openWindow() {
  const frame = document.createElement('iframe');
  const address = new URL('../../src/backends/local.ts', import.meta.url);
  const opened = new Promise((resolve) => addEventListener('frame-ready', resolve, { once: true }));
  frame.srcdoc = `<script type="module">
    import { localBackend } from '${address.href}';
    Object.assign(window, { localBackend });
    parent.dispatchEvent(new Event('frame-ready'));
  </script>`;
  document.body.append(frame);
  await opened;
  const there = frame.contentWindow as unknown as { localBackend: typeof localBackend };
  return { localBackend: there.localBackend, close: () => frame.remove() };
}
