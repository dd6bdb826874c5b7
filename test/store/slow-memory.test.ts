import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { WritingMemory } from '../../src/store/context.ts';
import { Store } from '../../src/store/store.ts';
import { gate } from './harness.ts';

describe('Store: while what writing needs is on its way', () => {
  async function openSlowly(memory: () => Promise<WritingMemory>): Promise<Store> {
    const store = new Store({
      backend: memoryBackend(),
      thread: { id: 'thread' },
      sort: 'oldest',
      pageSize: 25,
      guestKey: 'the reader',
      memory,
    });
    await store.open();
    return store;
  }

  function type(store: Store, text: string): Promise<void> {
    return store.request({ type: 'type', place: 'thread', text });
  }

  it('letters typed early are not put over those typed later', async () => {
    const gates = [gate(), gate(), gate()];
    let asked = 0;
    const store = await openSlowly(async () => {
      await gates[asked++]!.opened;
      return {};
    });
    const started = store.start();
    const early = type(store, 'He');
    gates[0]!.open();
    await started;
    await type(store, 'Hello');
    for (const { open } of gates) open();
    await early;
    await store.request({ type: 'guest', field: 'name', value: 'Ada' });
    await store.request({ type: 'guest', field: 'email', value: 'ada@secret.test' });
    await store.request({ type: 'submit', place: 'thread' });
    expect(store.state.thread.roots.map(({ comment }) => comment.body.source)).to.deep.equal([
      'Hello',
    ]);
    expect(asked).to.equal(1);
  });

  it('what could not be had is asked for again', async () => {
    let asked = 0;
    const store = await openSlowly(async () => {
      if (++asked === 1) throw new Error('lost on the way');
      return {};
    });
    expect(await type(store, 'He').catch(() => 'lost')).to.equal('lost');
    await type(store, 'Hello');
    expect(store.state.writing.composers.get('thread')?.text).to.equal('Hello');
  });
});
