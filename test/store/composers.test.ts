import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import type { PlaceName } from '../../src/model/writing.ts';
import { intercept } from '../../src/testing/intercept.ts';
import type { Store } from '../../src/store/store.ts';
import { comment, manyComments } from '../support/comments.ts';
import { SharedStorage } from './draft-storage.ts';
import { gate, openStore, type Opened } from './harness.ts';

async function write(store: Store, text: string, place: PlaceName = 'thread'): Promise<void> {
  await store.request({ type: 'compose', place });
  await store.request({ type: 'type', place, text });
  await store.request({ type: 'guest', field: 'name', value: 'Ada' });
  await store.request({ type: 'guest', field: 'email', value: 'ada@secret.test' });
}

function textOf({ state }: Store, place: PlaceName = 'thread'): string | undefined {
  return state.writing.composers.get(place)?.text;
}

/** What has to be put into the textareas. */
function texts({ effects }: Opened): string[] {
  return effects().flatMap((effect) => (effect.type === 'text' ? [effect.text] : []));
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error as CommentError).code,
  );
}

describe('Composers', () => {
  it('never put anything into a textarea while somebody types', async () => {
    const opened = await openStore({});
    await write(opened.store, 'H');
    await write(opened.store, 'He');
    expect(texts(opened)).to.deep.equal([]);
    expect(textOf(opened.store)).to.equal('He');
  });

  it('are at rest again once the text is on its way, and the draft goes when it has arrived', async () => {
    const storage = new SharedStorage();
    const { opened, open } = gate();
    const backend = intercept(memoryBackend(), async (method) => {
      if (method === 'add') await opened;
    });
    const { store } = await openStore(backend, {
      memory: async () => ({ drafts: storage.page() }),
    });
    await write(store, 'Hello');
    const done = store.request({ type: 'submit', place: 'thread' });
    expect(store.state.writing.composers.get('thread')).to.include({ text: '', isOpen: false });
    expect(storage.items.size).to.equal(1);
    open();
    await done;
    expect(storage.items.size).to.equal(0);
  });

  it('keep what is typed while the page thinks about what was submitted', async () => {
    const opened = await openStore({});
    const { store } = opened;
    await write(store, 'Hello');
    await store.request({ type: 'hold', place: 'thread' });
    await write(store, 'Hello, and more');
    await store.request({ type: 'submit', place: 'thread', body: 'Hello' });
    expect(store.state.thread.roots[0]!.comment.body.source).to.equal('Hello');
    expect(textOf(store)).to.equal(', and more');
    expect(texts(opened)).to.deep.equal([', and more']);
  });

  it('with text stay open when another is opened; those without go', async () => {
    const { store } = await openStore({ comments: manyComments(3) });
    await write(store, 'To the first', 'reply c1');
    await store.request({ type: 'compose', place: 'reply c2' });
    await store.request({ type: 'compose', place: 'reply c3' });
    expect([...store.state.writing.composers.keys()]).to.deep.equal([
      'thread',
      'reply c1',
      'reply c3',
    ]);
  });

  it('begin an edit with the text of the comment, and send what is made of it', async () => {
    const opened = await openStore({});
    const { store } = opened;
    await write(store, 'Helo');
    await store.request({ type: 'submit', place: 'thread' });
    const { id } = store.state.thread.roots[0]!.comment;
    await store.request({ type: 'compose', place: `edit ${id}` });
    expect(texts(opened).at(-1)).to.equal('Helo');
    await store.request({ type: 'type', place: `edit ${id}`, text: 'Hello' });
    await store.request({ type: 'submit', place: `edit ${id}` });
    expect(store.state.thread.roots[0]!.comment.body.source).to.equal('Hello');
  });

  it('do not call an edit that was cancelled unchanged a draft', async () => {
    const opened = await openStore({});
    const { store } = opened;
    await write(store, 'Hello');
    await store.request({ type: 'submit', place: 'thread' });
    const { id } = store.state.thread.roots[0]!.comment;
    await store.request({ type: 'compose', place: `edit ${id}` });
    await store.request({ type: 'leave', place: `edit ${id}` });
    const said = opened.effects().filter((effect) => effect.type === 'announce');
    expect(said.map(({ announcement }) => announcement.say)).not.to.include('draft-kept');
  });

  it('refuse what breaks the rules, and say it once where no field is to blame', async () => {
    const { store } = await openStore({ rules: { guests: 'no' } });
    await write(store, 'Hello');
    expect(await codeOf(store.request({ type: 'submit', place: 'thread' }))).to.equal(
      'unauthorized',
    );
    expect(textOf(store)).to.equal('Hello');
    expect(store.state.writing.composers.get('thread')?.error?.code).to.equal('unauthorized');
  });
});

describe('Composers: what is left by an earlier page', () => {
  it('is restored, replies to comments that are here as well', async () => {
    const storage = new SharedStorage();
    const memory = async () => ({ drafts: storage.page() });
    const before = await openStore({ comments: [comment('a')] }, { memory });
    await write(before.store, 'At the end');
    await write(before.store, 'Below', 'reply a');
    before.store.close();
    const after = await openStore({ comments: [comment('a')] }, { memory });
    expect(texts(after)).to.deep.equal(['At the end', 'Below']);
    expect(after.store.state.writing.composers.get('reply a')).to.include({ isRestored: true });
  });

  it('is restored when it was sent and no answer came, and sent again it is stored once', async () => {
    const storage = new SharedStorage();
    const memory = async () => ({ drafts: storage.page() });
    const backend = memoryBackend();
    const deaf = intercept(backend, async (method) => {
      if (method === 'add') await new Promise(() => {});
    });
    const before = await openStore(deaf, { memory });
    await write(before.store, 'Hello');
    void before.store.request({ type: 'submit', place: 'thread' });
    before.store.close();
    const after = await openStore(backend, { memory });
    expect(textOf(after.store)).to.equal('Hello');
    await write(after.store, textOf(after.store)!);
    await after.store.request({ type: 'submit', place: 'thread' });
    expect(after.roots()).to.have.length(1);
  });

  it('is no draft any more when it had arrived after all', async () => {
    const storage = new SharedStorage();
    const memory = async () => ({ drafts: storage.page() });
    const backend = memoryBackend();
    const answer = gate();
    const mute = {
      ...backend,
      add: async (...args: Parameters<typeof backend.add>) => {
        const added = await backend.add(...args);
        answer.open();
        await new Promise(() => {});
        return added;
      },
    };
    const before = await openStore(mute, { memory });
    await write(before.store, 'Hello');
    void before.store.request({ type: 'submit', place: 'thread' });
    await answer.opened;
    before.store.close();
    const after = await openStore(backend, { memory });
    await until(after.store, () => textOf(after.store) === '');
    expect(after.roots()).to.have.length(1);
    expect(storage.items.size).to.equal(0);
  });

  it('is no draft either when it answers a comment that comes later', async () => {
    const storage = new SharedStorage();
    const memory = async () => ({ drafts: storage.page() });
    const backend = memoryBackend({ comments: manyComments(600) });
    const answer = gate();
    const mute = {
      ...backend,
      add: async (...args: Parameters<typeof backend.add>) => {
        const added = await backend.add(...args);
        answer.open();
        await new Promise(() => {});
        return added;
      },
    };
    const before = await openStore(mute, { memory, pageSize: 600 });
    await before.store.request({ type: 'go-to', id: 'c600' });
    await write(before.store, 'Well said', 'reply c600');
    void before.store.request({ type: 'submit', place: 'reply c600' });
    await answer.opened;
    before.store.close();
    const turn = holdTurns();
    const after = await openStore(backend, { memory, pageSize: 600 });
    expect(textOf(after.store, 'reply c600')).to.equal(undefined);
    turn.open();
    await until(after.store, () => textOf(after.store, 'reply c600') === 'Well said');
    await until(after.store, () => textOf(after.store, 'reply c600') === undefined);
    expect(storage.items.size).to.equal(0);
  });

  it('stays when the backend cannot say whether it arrived', async () => {
    const storage = new SharedStorage();
    const memory = async () => ({ drafts: storage.page() });
    const asked = gate();
    const backend = intercept(memoryBackend(), async (method) => {
      if (method === 'add') await new Promise(() => {});
      if (method !== 'find') return;
      asked.open();
      throw new CommentError('offline');
    });
    const before = await openStore(backend, { memory });
    await write(before.store, 'Hello');
    void before.store.request({ type: 'submit', place: 'thread' });
    before.store.close();
    const after = await openStore(backend, { memory });
    await asked.opened;
    expect(textOf(after.store)).to.equal('Hello');
  });
});

/** The page has its turn, and the rest of a long answer is taken in, once this is opened. */
function holdTurns(): { open: () => void } {
  const { opened, open } = gate();
  const before = Object.getOwnPropertyDescriptor(globalThis, 'scheduler');
  const postTask = (work: () => void): Promise<void> => opened.then(work);
  Object.defineProperty(globalThis, 'scheduler', { value: { postTask }, configurable: true });
  return {
    open() {
      if (before) Object.defineProperty(globalThis, 'scheduler', before);
      else Reflect.deleteProperty(globalThis, 'scheduler');
      open();
    },
  };
}

/** Resolves as soon as the condition holds after a change. */
function until(store: Store, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds()) return resolve();
    const stop = store.subscribe(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}
