import { expect } from '@open-wc/testing';
import type { GuestBackend } from '../../src/backends/guests.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/intercept.ts';
import type { Store } from '../../src/store/store.ts';
import { SharedStorage } from './draft-storage.ts';
import { draft, gate, openStore, type Opened } from './harness.ts';

/** A backend whose methods fail as long as they are in the set. */
function failingIn(broken: Set<string>, code: 'offline' | 'forbidden' = 'offline'): GuestBackend {
  return intercept(memoryBackend(), (method) => {
    if (broken.has(method)) throw new CommentError(code);
  });
}

async function withMine(backend: GuestBackend): Promise<Opened & { id: string }> {
  const opened = await openStore(backend);
  await opened.store.request({ type: 'add', draft: draft('Mine') });
  return { ...opened, id: opened.store.state.thread.roots[0]!.comment.id };
}

async function failed(promise: Promise<unknown>): Promise<void> {
  expect(await promise.catch(({ code }: CommentError) => code)).to.be.a('string');
}

function textOf({ state }: Store, place: string): string | undefined {
  return state.writing.composers.get(place)?.text;
}

describe('Store: an edit that failed', () => {
  it('is taken back into its form as it was sent, and not behind the old text', async () => {
    const { store, id } = await withMine(failingIn(new Set(['edit'])));
    await failed(store.request({ type: 'edit', id, body: 'Changed' }));
    await store.request({ type: 'take-back', id });
    expect(textOf(store, `edit ${id}`)).to.equal('Changed');
  });

  it('keeps its buttons when the comment is liked, and the like is sent', async () => {
    const broken = new Set(['edit']);
    const { store, id } = await withMine(failingIn(broken));
    await failed(store.request({ type: 'edit', id, body: 'Changed' }));
    await store.request({ type: 'like', id, liked: true });
    const row = store.state.thread.get(id)!;
    expect(row.marks.liked).to.equal(true);
    expect(row.act).to.include({ type: 'edit', phase: 'failed' });
    broken.clear();
    await store.request({ type: 'retry', id });
    expect(store.state.thread.get(id)!.comment.body.source).to.equal('Changed');
    expect(store.acts).to.have.length(0);
  });

  it('is not one that waits for a like that failed', async () => {
    const { store, id } = await withMine(failingIn(new Set(['setLiked'])));
    await failed(store.request({ type: 'like', id, liked: true }));
    await store.request({ type: 'edit', id, body: 'Changed' });
    expect(store.state.thread.get(id)!.comment.body.source).to.equal('Changed');
  });
});

describe('Store: Undo before a removal was answered', () => {
  for (const code of ['forbidden', 'offline'] as const) {
    it(`leaves the comment there, and nothing to decide, when it fails (${code})`, async () => {
      const { opened: answered, open } = gate();
      const backend = intercept(memoryBackend(), async (method) => {
        if (method !== 'remove') return;
        await answered;
        throw new CommentError(code);
      });
      const { store, id } = await withMine(backend);
      const removed = store.request({ type: 'remove', id });
      const restored = store.request({ type: 'restore', id });
      open();
      await Promise.all([removed, restored]);
      const row = store.state.thread.get(id)!;
      expect(row.comment.status).to.equal('published');
      expect(row.act).to.equal(undefined);
      expect(store.acts).to.have.length(0);
      expect(store.state.info?.total?.value).to.equal(1);
    });
  }

  it('brings back what was removed although the answer was lost', async () => {
    const { opened: answered, open } = gate();
    const memory = memoryBackend();
    const backend: typeof memory = {
      ...memory,
      async remove(...args) {
        await memory.remove(...args);
        await answered;
        throw new CommentError('offline');
      },
    };
    const { store, id } = await withMine(backend);
    const removed = store.request({ type: 'remove', id });
    const restored = store.request({ type: 'restore', id });
    open();
    await Promise.all([removed, restored]);
    const { store: later } = await openStore(memory);
    expect(later.state.thread.get(id)?.comment.status).to.equal('published');
  });
});

describe('Store: taking back a comment', () => {
  it('that arrived although its answer was lost finds it there, and posts it once', async () => {
    const memory = memoryBackend();
    const backend: typeof memory = {
      ...memory,
      async add(...args) {
        await memory.add(...args);
        throw new CommentError('offline');
      },
    };
    const { store, effects } = await openStore(backend);
    const mine = draft('Hello');
    await failed(store.request({ type: 'add', draft: mine }));
    await store.request({ type: 'take-back', id: mine.key });
    expect(store.acts).to.have.length(0);
    expect(textOf(store, 'thread')).to.equal('');
    expect(store.state.thread.roots).to.have.length(1);
    const said = effects().flatMap((each) =>
      each.type === 'announce' ? [each.announcement.say] : [],
    );
    expect(said.at(-1)).to.equal('posted');
  });

  it('while nobody can say whether it arrived, and posting it as it is, posts it once', async () => {
    const memory = memoryBackend();
    let offline = true;
    const backend: typeof memory = {
      ...memory,
      async add(...args) {
        const added = await memory.add(...args);
        if (offline) throw new CommentError('offline');
        return added;
      },
      async find(...args) {
        if (offline) throw new CommentError('offline');
        return await memory.find(...args);
      },
    };
    const storage = new SharedStorage();
    const { store } = await openStore(backend, {
      memory: async () => ({ drafts: storage.page() }),
    });
    const mine = draft('Hello');
    await failed(store.request({ type: 'add', draft: mine }));
    await store.request({ type: 'take-back', id: mine.key });
    expect(textOf(store, 'thread')).to.equal('Hello');
    offline = false;
    await store.request({ type: 'guest', field: 'name', value: 'Ada' });
    await store.request({ type: 'guest', field: 'email', value: 'ada@example.test' });
    await store.request({ type: 'submit', place: 'thread' });
    expect((await openStore(memory)).store.state.thread.roots).to.have.length(1);
  });
});
