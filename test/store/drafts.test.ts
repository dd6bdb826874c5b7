import { expect } from '@open-wc/testing';
import { Drafts } from '../../src/store/drafts.ts';
import { SharedStorage } from './draft-storage.ts';

const day = 24 * 3_600_000;
let now = Date.now();
let pages = 0;

/** Drafts of one page; `whenTaken` is wired as the composers do it. */
function page(storage: SharedStorage | undefined, thread = 'a thread'): Drafts {
  const own = storage?.page();
  const drafts = new Drafts(own, thread, `page ${++pages}`, () => now);
  own?.whenTaken?.((name) => drafts.writeAgain(name), new AbortController().signal);
  return drafts;
}

describe('Drafts', () => {
  it('are written down while the key is still pressed, letter by letter', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    for (let length = 1; length <= 5; length++) {
      drafts.keep('thread', 'Hello'.slice(0, length));
      expect(storage.written).to.have.length(length);
      expect(storage.written.at(-1)).to.contain('Hello'.slice(0, length));
    }
  });

  it('are there for the page after the one that was closed', () => {
    const storage = new SharedStorage();
    page(storage).keep('thread', 'Hello');
    expect(page(storage).restore('thread')?.text).to.equal('Hello');
    expect(page(storage).restore('thread')?.text).to.equal('Hello');
  });

  it('are for more than the visit again once there is room for them', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    storage.isFull = true;
    drafts.keep('thread', 'Hel');
    expect(drafts.isForVisitOnly).to.equal(true);
    storage.isFull = false;
    drafts.keep('thread', 'Hello');
    expect(drafts.isForVisitOnly).to.equal(false);
  });

  it('belong to a thread and to a place in it', () => {
    const storage = new SharedStorage();
    const before = page(storage, 'one: 100%');
    before.keep('thread', 'At the end');
    before.keep('reply a:b>c', 'To a');
    expect(page(storage, 'another').restore('thread')).to.equal(undefined);
    const after = page(storage, 'one: 100%');
    expect(after.places().sort()).to.deep.equal(['reply a:b', 'thread']);
    expect(after.restore('thread')?.text).to.equal('At the end');
  });

  it('of two tabs with different text are both kept', () => {
    const storage = new SharedStorage();
    const [one, other] = [page(storage), page(storage)];
    one.keep('thread', 'From one');
    now += 1;
    other.keep('thread', 'From the other');
    storage.close();
    const later = page(storage);
    expect(later.restore('thread')?.text).to.equal('From the other');
    later.clear('thread');
    storage.close();
    expect(page(storage).restore('thread')?.text).to.equal('From one');
  });

  it('stay with a tab that is still open when a second one takes them over and changes them', () => {
    const storage = new SharedStorage();
    const first = page(storage);
    first.keep('thread', 'Not to be lost');
    const second = page(storage);
    expect(second.restore('thread')?.text).to.equal('Not to be lost');
    now += 1;
    second.keep('thread', 'Something else');
    const texts = [...storage.items.values()].map(
      (kept) => (JSON.parse(kept) as { text: string }).text,
    );
    expect(texts.sort()).to.deep.equal(['Not to be lost', 'Something else']);
  });

  it('that are empty, or only spaces, are none', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    drafts.keep('thread', 'Hello');
    drafts.keep('thread', ' \n\t');
    expect(storage.items.size).to.equal(0);
    expect(drafts.read('thread')).to.equal(undefined);
  });

  it('that were sent and not answered are drafts again for the next page, under the same key', () => {
    const storage = new SharedStorage();
    const before = page(storage);
    before.keep('thread', 'Hello');
    before.send('thread', 'Hello', 'the key');
    expect(before.read('thread')).to.equal(undefined);
    expect(page(storage).restore('thread')).to.include({ text: 'Hello', key: 'the key' });
  });

  it('go once what was sent has arrived, and only that', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    drafts.send('thread', 'Hello', 'the key');
    drafts.keep('thread', 'The next one');
    drafts.arrived('thread', 'the key');
    expect(storage.items.size).to.equal(1);
    expect(page(storage).restore('thread')?.text).to.equal('The next one');
  });

  it('that another tab took over while they were sent go as well when they arrive', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    drafts.send('thread', 'Hello', 'the key');
    const other = page(storage);
    other.restore('thread');
    drafts.arrived('thread', 'the key');
    expect(storage.items.size).to.equal(0);
  });
});

describe('Drafts: limits', () => {
  it('keep the newest fifty, whatever the thread', () => {
    const storage = new SharedStorage();
    for (let i = 0; i < 60; i++) {
      now += 1;
      page(storage, `thread ${i}`).keep('thread', `Text ${i}`);
    }
    storage.close();
    page(storage);
    expect(storage.items.size).to.equal(50);
    expect(page(storage, 'thread 9').restore('thread')).to.equal(undefined);
    expect(page(storage, 'thread 10').restore('thread')?.text).to.equal('Text 10');
  });

  it('go after thirty days', () => {
    const storage = new SharedStorage();
    page(storage).keep('thread', 'Old');
    now += 29 * day;
    storage.close();
    expect(page(storage).restore('thread')?.text).to.equal('Old');
    storage.close();
    now += 2 * day;
    expect(page(storage).restore('thread')).to.equal(undefined);
    expect(storage.items.size).to.equal(0);
  });

  it('leave alone what is not theirs, and what is no draft any more', () => {
    const storage = new SharedStorage();
    const begin = 'comment-section:draft:a%20thread:thread:';
    storage.items.set('theme', 'dark');
    for (const [i, broken] of ['{', 'null', '7', '{"text":1,"at":2}', '[]'].entries()) {
      storage.items.set(`${begin}${i}`, broken);
    }
    expect(page(storage).restore('thread')).to.equal(undefined);
    expect([...storage.items.keys()]).to.deep.equal(['theme']);
  });
});

describe('Drafts: a storage that does not store', () => {
  it('keeps them for the visit, and says so', () => {
    const storage = new SharedStorage();
    storage.isRefused = true;
    const drafts = page(storage);
    expect(drafts.isForVisitOnly).to.equal(false);
    drafts.keep('thread', 'Hello');
    expect(drafts.isForVisitOnly).to.equal(true);
    expect(drafts.restore('thread')?.text).to.equal('Hello');
    expect(drafts.places()).to.deep.equal(['thread']);
  });

  it('because there is none is no reason to lose them', () => {
    const drafts = page(undefined);
    drafts.keep('thread', 'Hello');
    expect(drafts.restore('thread')?.text).to.equal('Hello');
    expect(drafts.isForVisitOnly).to.equal(true);
  });

  it('shows the newest words when it became full halfway, not those that still fitted', () => {
    const storage = new SharedStorage();
    const drafts = page(storage);
    drafts.keep('reply a', 'Hello');
    storage.isFull = true;
    drafts.keep('reply a', 'Hello, world');
    expect(drafts.restore('reply a')?.text).to.equal('Hello, world');
  });

  it('leaves the draft of another page where it is when it has no room for a copy', () => {
    const storage = new SharedStorage();
    page(storage).keep('thread', 'Hello');
    storage.isFull = true;
    expect(page(storage).restore('thread')?.text).to.equal('Hello');
    expect(page(storage).restore('thread')?.text).to.equal('Hello');
  });
});
