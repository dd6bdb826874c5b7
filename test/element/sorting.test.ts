import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment, manyComments, someDay } from '../support/comments.ts';
import { eventually, openSection } from './harness.ts';

const memory = {
  comments: [
    comment('a', null, { createdAt: someDay }),
    comment('b', null, { createdAt: someDay + 1000, likes: 2 }),
    comment('c', null, { createdAt: someDay + 2000, likes: 1 }),
    comment('b1', 'b', { createdAt: someDay + 3000 }),
    comment('b2', 'b', { createdAt: someDay + 4000, likes: 9 }),
  ],
};

describe('Order', () => {
  it('is chosen from those that the backend offers, under a name', async () => {
    const { sort } = await openSection({ memory });
    expect(sort.getAttribute('aria-label')).to.equal('Order of comments');
    expect([...sort.options].map(({ label }) => label)).to.deep.equal([
      'Oldest first',
      'Newest first',
      'Most liked first',
    ]);
  });

  it('concerns roots: replies stay in the order of the conversation', async () => {
    const section = await openSection({ memory });
    section.chooseSort('Newest first');
    await eventually(() => expect(section.outline).to.deep.equal(['c', 'b', ['b1', 'b2'], 'a']));
    section.chooseSort('Most liked first');
    await eventually(() => expect(section.outline).to.deep.equal(['b', ['b1', 'b2'], 'c', 'a']));
  });

  it('is announced, and the focus stays', async () => {
    const section = await openSection({ memory });
    section.sort.focus();
    section.chooseSort('Newest first');
    await eventually(() => expect(section.status).to.equal('Sorted: Newest first'));
    expect(section.focus).to.equal('Order of comments');
  });

  it('is announced again when it is chosen again', async () => {
    const section = await openSection({ memory });
    const said: string[] = [];
    const region = section.root.querySelector('[role="status"]')!;
    new MutationObserver(() => said.push(section.status)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    for (const label of ['Newest first', 'Oldest first', 'Newest first']) {
      section.chooseSort(label);
      await eventually(() => expect(section.status).to.equal(`Sorted: ${label}`));
    }
    expect(said).to.have.length(3);
  });

  it('is remembered for every section that comes later', async () => {
    const section = await openSection({ memory });
    section.chooseSort('Newest first');
    await eventually(() => expect(section.ids[0]).to.equal('c'));
    section.element.remove();
    const other = await openSection({ memory });
    expect(other.ids[0]).to.equal('c');
    expect(other.sort.value).to.equal('newest');
  });

  it('that the reader chose comes before that of the page', async () => {
    const section = await openSection({ memory });
    section.chooseSort('Newest first');
    await eventually(() => expect(section.ids[0]).to.equal('c'));
    const other = await openSection({ memory, attributes: { sort: 'most-liked' } });
    expect(other.ids[0]).to.equal('c');
  });

  it('asks the backend anew when only a part is here', async () => {
    const section = await openSection({
      memory: { comments: manyComments(9) },
      attributes: { 'page-size': '3' },
    });
    expect(section.ids).to.deep.equal(['c1', 'c2', 'c3']);
    section.chooseSort('Newest first');
    await eventually(() => expect(section.ids).to.deep.equal(['c9', 'c8', 'c7']));
  });

  it('stays what it was when another cannot be had, which is said', async () => {
    let calls = 0;
    const kept = memoryBackend({ comments: manyComments(9) });
    const backend = intercept(kept, (method) => {
      if (method === 'list' && ++calls > 0) throw new CommentError('timeout');
    });
    const section = await openSection({ backend, attributes: { 'page-size': '3' } });
    section.chooseSort('Newest first');
    await eventually(() => expect(section.status).to.equal('The server took too long to answer.'));
    expect(section.ids).to.deep.equal(['c1', 'c2', 'c3']);
    await eventually(() => expect(section.sort.value).to.equal('oldest'));
  });

  it('is not offered where there is one only, or nothing to order', async () => {
    const one = await openSection({ memory: { ...memory, rules: { sorts: ['oldest'] } } });
    expect(one.sort).to.equal(null);
    const few = await openSection({ memory: { comments: [comment('a')] } });
    expect(few.sort).to.equal(null);
  });

  it('keeps to one that the backend offers', async () => {
    const rules = { sorts: ['newest', 'oldest'] } as const;
    const section = await openSection({
      memory: { ...memory, rules },
      attributes: { sort: 'most-liked' },
    });
    expect(section.sort.value).to.equal('newest');
    expect(section.ids[0]).to.equal('c');
  });
});
