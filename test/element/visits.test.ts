import { expect } from '@open-wc/testing';
import type { Comment } from '../../src/model/comment.ts';
import { comment } from '../support/comments.ts';
import { opened } from './harness.ts';
import { openPage, shows } from './page.ts';
import type { Section } from './section.ts';
import { OwnStorage } from './storage.ts';

/** Milliseconds: later than now, which is when the last visit is. */
const soon = Date.now() + 60_000;

async function visit(storage: OwnStorage, comments: Comment[], thread = 't'): Promise<Section> {
  const { section } = await openPage({
    body: `<comment-section thread="${thread}" loading="eager"></comment-section>`,
    backend: (make) => make({ comments }),
    storage,
  });
  await shows(section, comments[0]!.id);
  return section;
}

describe('Comments since the last visit', () => {
  const before = comment('old');
  const after = [
    before,
    comment('new', null, { createdAt: soon }),
    comment('reply', 'old', { createdAt: soon + 1 }),
  ];

  it('are none on a first visit', async () => {
    const section = await visit(new OwnStorage(), after);
    expect(section.comments.map(({ author }) => author).join()).not.to.contain('New');
    expect(section.text).not.to.contain('since your last visit');
  });

  it('have the word New, and are counted', async () => {
    const storage = new OwnStorage();
    await visit(storage, [before]);
    const section = await visit(storage, after);
    expect(section.comment('old').author).to.equal('Author of old');
    expect(section.comment('new').author).to.equal('Author of new New');
    expect(section.comment('reply').author).to.equal('Author of reply New');
    expect(section.text).to.contain('2 new since your last visit');
  });

  it('stay new while the page is open', async () => {
    const storage = new OwnStorage();
    await visit(storage, [before]);
    const section = await visit(storage, after);
    const loaded = opened(section.element);
    section.element.reload();
    await loaded;
    await shows(section, 'new');
    expect(section.text).to.contain('2 new since your last visit');
  });

  it('are told apart by thread', async () => {
    const storage = new OwnStorage();
    await visit(storage, [before], 'one');
    const section = await visit(storage, after, 'another');
    expect(section.text).not.to.contain('since your last visit');
  });

  it('are none where the browser remembers nothing', async () => {
    const storage = new OwnStorage();
    storage.refuses = true;
    await visit(storage, [before]);
    const section = await visit(storage, after);
    expect(section.outline).to.have.length(3);
    expect(section.text).not.to.contain('since your last visit');
  });

  it('do not mind what somebody else left in the storage', async () => {
    for (const junk of ['{"a":1}', '[[1,2],null,["t"]]', 'not JSON', '[["t","yesterday"]]']) {
      const storage = new OwnStorage();
      storage.getItem = () => junk;
      const section = await visit(storage, after);
      expect(section.comments).to.have.length(3);
    }
  });
});
