import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { comment, manyComments } from '../support/comments.ts';
import { eventually, openSection, putSection, type Section } from './harness.ts';

async function headed(count: number, attributes: Record<string, string> = {}): Promise<Section> {
  return openSection({ memory: { comments: manyComments(count) }, attributes });
}

describe('Heading', () => {
  const english = [
    [0, 'No thoughts on “A Post” yet'],
    [1, 'One thought on “A Post”'],
    [9, '9 thoughts on “A Post”'],
    [1200, '1,200 thoughts on “A Post”'],
  ] as const;
  for (const [count, heading] of english) {
    it(`says “${heading}”`, async () => {
      expect((await headed(count)).heading).to.equal(heading);
    });
  }

  const others = [
    ['de', 0, 'Noch keine Gedanken zu „Gruß“'],
    ['de', 1, 'Ein Gedanke zu „Gruß“'],
    ['de', 1200, '1.200 Gedanken zu „Gruß“'],
    ['ar', 0, 'لا آراء بعد حول «Gruß»'],
    ['ar', 1, 'رأي واحد حول «Gruß»'],
    ['ar', 2, 'رأيان حول «Gruß»'],
    ['ar', 3, /^(3|٣) آراء حول «Gruß»$/],
    ['ar', 11, /^(11|١١) رأيًا حول «Gruß»$/],
    ['ar', 100, /^(100|١٠٠) رأي حول «Gruß»$/],
  ] as const;
  for (const [lang, count, heading] of others) {
    it(`counts to ${count} in ${lang}`, async () => {
      const section = await headed(count, { lang, 'thread-title': 'Gruß' });
      await eventually(() => expect(section.heading).to.match(new RegExp(heading)));
    });
  }

  it('counts replies, and not what is deleted or waits', async () => {
    const comments = [
      comment('a'),
      comment('b', 'a'),
      comment('c', 'b', { status: 'removed' }),
      comment('d', 'c'),
      comment('e', null, { status: 'pending' }),
    ];
    const section = await openSection({ memory: { comments } });
    expect(section.heading).to.equal('3 thoughts on “A Post”');
  });

  it('counts what is not loaded', async () => {
    const section = await headed(30, { 'page-size': '5' });
    expect(section.comments).to.have.length(5);
    expect(section.heading).to.equal('30 thoughts on “A Post”');
  });

  it('marks a number that is only an estimate', async () => {
    const kept = memoryBackend({ comments: manyComments(2) });
    const backend: typeof kept = {
      ...kept,
      async open(...args) {
        const { info, page } = await kept.open(...args);
        return { page: page!, info: { ...info, total: { value: 1500, exact: false } } };
      },
    };
    const section = await openSection({ backend });
    expect(section.heading).to.equal('≈ 1,500 thoughts on “A Post”');
  });

  it('goes without a title when the title is empty', async () => {
    expect((await headed(2, { 'thread-title': '' })).heading).to.equal('2 thoughts');
    expect((await headed(1, { 'thread-title': '' })).heading).to.equal('One thought');
    expect((await headed(0, { 'thread-title': '' })).heading).to.equal('No thoughts yet');
  });

  it('names the section', async () => {
    const section = await headed(1);
    const part = section.part('section')!;
    expect(part.localName).to.equal('section');
    expect(part.getAttribute('aria-labelledby')).to.equal(section.part('heading')!.id);
    expect(section.part('heading')!.getAttribute('role')).to.equal('heading');
    expect(section.part('heading')!.getAttribute('aria-level')).to.equal('2');
  });

  it('says that there is something to come while the comments are being loaded', async () => {
    const kept = memoryBackend();
    const backend: typeof kept = { ...kept, open: () => new Promise(() => {}) };
    const section = putSection({ backend });
    await eventually(() => expect(section.notices).to.deep.equal(['Loading comments…']));
    expect(section.heading).to.equal('Comments');
    expect(section.part('section')!.getAttribute('aria-busy')).to.equal('true');
  });
});
