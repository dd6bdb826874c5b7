import { expect } from '@open-wc/testing';
import { comment } from '../support/comments.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { answering } from './answering.ts';
import { eventually, openSection, type Section } from './harness.ts';

/** a ← b ← c ← d ← e, and one more root. */
const chain = [
  comment('a'),
  comment('b', 'a'),
  comment('c', 'b'),
  comment('d', 'c'),
  comment('e', 'd'),
  comment('z'),
];

async function read(maxDepth: number, comments = chain): Promise<Section> {
  return openSection({ memory: { comments }, attributes: { 'max-depth': String(maxDepth) } });
}

describe('Conversation', () => {
  it('is indented as deep as the page allows, and goes on in one list', async () => {
    const section = await read(2);
    expect(section.outline).to.deep.equal(['a', ['b', ['c', 'd', 'e']], 'z']);
  });

  it('says in a flat list what is answered', async () => {
    const section = await read(2);
    expect(section.comment('c').words).not.to.contain('in reply to');
    expect(section.comment('d').button('in reply to Author of c')).to.be.instanceOf(HTMLElement);
    expect(section.comment('e').button('in reply to Author of d')).to.be.instanceOf(HTMLElement);
  });

  it('can be without any indentation', async () => {
    const section = await read(0);
    expect(section.outline).to.deep.equal(['a', 'b', 'c', 'd', 'e', 'z']);
    expect(section.comment('b').button('in reply to Author of a')).to.be.instanceOf(HTMLElement);
  });

  it('leads from a reply to what it answers, and back', async () => {
    const section = await read(1);
    section.comment('d').button('in reply to Author of c').click();
    await eventually(() => expect(section.focus).to.equal('c'));
    expect(section.comment('c').isTarget).to.equal(true);
    section.comment('c').button('Back to the reply').click();
    await eventually(() => expect(section.focus).to.equal('d'));
    expect(section.comment('c').buttons).not.to.include('Back to the reply');
  });

  it('does not touch the address for that', async () => {
    const section = await read(1);
    section.comment('d').button('in reply to Author of c').click();
    await eventually(() => expect(section.focus).to.equal('c'));
    expect(location.hash).to.equal('');
  });

  it('shows every level of a very deep one', async () => {
    const deep = Array.from({ length: 150 }, (_, i) =>
      comment(`n${i}`, i === 0 ? null : `n${i - 1}`),
    );
    const section = await read(6, deep);
    expect(section.comments).to.have.length(150);
    expect(section.root.querySelectorAll('[part~="list"]')).to.have.length(7);
  });

  it('keeps the place of a comment that was deleted while there are replies to it', async () => {
    const section = await read(6, [
      comment('a', null, { status: 'removed' }),
      comment('b', 'a'),
      comment('c', null, { status: 'removed' }),
    ]);
    expect(section.comments).to.have.length(2);
    expect(section.comments[0]!.words).to.contain('Comment deleted');
    expect(section.comments[0]!.words).not.to.contain('Author of a');
    expect(section.comments[0]!.buttons).to.deep.equal(['Anonymous · 1 reply']);
  });

  it('says that the comment a reply answers is gone', async () => {
    const backend = answering([comment('b', 'never there'), comment('z')]);
    const section = await openSection({ backend });
    expect(section.outline).to.deep.equal(['b', 'z']);
    expect(section.comment('b').words).to.contain('In reply to a comment that is no longer here.');
  });

  it('offers to load what a reply answers', async () => {
    const kept = answering([comment('b', 'a')], { after: 'more' });
    const backend: CommentBackend = {
      ...kept,
      list: async ({ around }) => ({
        branch: null,
        before: null,
        after: null,
        comments: around === 'a' ? [comment('a'), comment('b', 'a')] : [],
      }),
    };
    const section = await openSection({ backend });
    expect(section.comment('b').words).to.contain('In reply to a comment that is not loaded.');
    section.button('Show it').click();
    await eventually(() => expect(section.focus).to.equal('a'));
    expect(section.outline).to.deep.equal(['a', ['b']]);
    expect(section.comment('a').buttons).to.include('Back to the reply');
  });
});
