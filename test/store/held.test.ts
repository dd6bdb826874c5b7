import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { draft, openStore, type Opened } from './harness.ts';

/** So long that no test sees the end of it. */
const forever = 600_000;

/** A comment of one's own in a backend that cannot take a removal back, and what is asked of that. */
async function openOwn(undoMs: number): Promise<Opened & { id: string; asked: string[] }> {
  const asked: string[] = [];
  const { restore: _, ...cannotRestore } = memoryBackend();
  const backend = intercept(cannotRestore, (method) => void asked.push(method));
  const opened = await openStore(backend, { undoMs });
  await opened.store.request({ type: 'add', draft: draft('Mine') });
  const { id } = opened.store.state.thread.roots[0]!.comment;
  return { ...opened, id, asked };
}

describe('Store: a removal that waits as long as Undo is offered', () => {
  it('is done when the time is over', async () => {
    const { store, id, asked, roots } = await openOwn(1);
    await store.request({ type: 'remove', id });
    expect(asked).to.include('remove');
    expect(roots()).to.deep.equal([]);
  });

  it('is done with at once, and not done, when it is taken back', async () => {
    const { store, id, asked, roots } = await openOwn(forever);
    const removed = store.request({ type: 'remove', id });
    await store.request({ type: 'restore', id });
    await removed;
    expect(asked).not.to.include('remove');
    expect(roots()).to.deep.equal([id]);
    expect(store.state.info?.total?.value).to.equal(1);
  });

  it('is done at once when the page may go', async () => {
    const { store, id, asked } = await openOwn(forever);
    const removed = store.request({ type: 'remove', id });
    await store.request({ type: 'hasten' });
    await removed;
    expect(asked).to.include('remove');
    expect(store.acts).to.have.length(0);
  });

  it('is done at once when the section goes', async () => {
    const { store, id, asked } = await openOwn(forever);
    void store.request({ type: 'remove', id });
    store.close();
    expect(asked.filter((method) => method === 'remove')).to.have.length(1);
  });
});
