import { expect } from '@open-wc/testing';
import { writingMemory } from '../../src/element/writing-memory.ts';
import { Drafts } from '../../src/store/drafts.ts';
import { local } from './storage.ts';

/** What is in the storage of the page, to be put back as a disk that is behind has it. */
function copyOf(): () => void {
  const names = Array.from({ length: local.length }, (_, i) => local.key(i)!);
  const items = names.map((name) => [name, local.getItem(name)!] as const);
  return () => {
    local.clear();
    for (const [name, value] of items) local.setItem(name, value);
  };
}

let time = Date.now() - 10_000;

/** Drafts of one page. Time goes on with each of them, although a test takes none. */
async function draftsOf(page: string): Promise<Drafts> {
  const { drafts } = await writingMemory();
  return new Drafts(drafts, 'a thread', page, () => ++time);
}

describe('A browser that is killed before all it was told is on the disk', () => {
  it('has the draft again that was written last', async () => {
    const before = await draftsOf('one');
    before.keep('thread', 'Hel');
    const behind = copyOf();
    before.keep('thread', 'Hello');
    // Whoever opens the other copy waits until this is in it.
    await writingMemory();
    behind();
    expect((await draftsOf('two')).restore('thread')?.text).to.equal('Hello');
  });

  it('does not bring back what was posted', async () => {
    const before = await draftsOf('one');
    before.keep('thread', 'Hello');
    const behind = copyOf();
    before.send('thread', 'Hello', 'its key');
    before.arrived('thread', 'its key');
    await writingMemory();
    behind();
    expect((await draftsOf('two')).restore('thread')).to.equal(undefined);
    // Nor later, when there is nothing to remember of it any more.
    expect((await draftsOf('three')).restore('thread')).to.equal(undefined);
  });

  it('knows that what comes back was sent, and under which key', async () => {
    const before = await draftsOf('one');
    before.keep('thread', 'Hello');
    const behind = copyOf();
    before.send('thread', 'Hello', 'its key');
    await writingMemory();
    behind();
    const after = await draftsOf('two');
    expect(after.restore('thread')).to.include({ text: 'Hello', key: 'its key' });
    after.clear('thread');
    expect((await draftsOf('three')).restore('thread')).to.equal(undefined);
  });
});
