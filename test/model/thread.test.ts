import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Comment } from '../../src/model/comment.ts';
import { countBelow, inOrder, isShown, Thread, type Row } from '../../src/model/thread.ts';
import { comment, someDay } from '../support/comments.ts';

/** The tree as nested ids, which is how a reader would draw it. */
type Drawn = (string | Drawn)[];
function draw(rows: readonly Row[]): Drawn {
  return rows.flatMap((row) => [
    row.comment.id,
    ...(row.children.length ? [draw(row.children)] : []),
  ]);
}

function threadOf(...comments: Comment[]): Thread {
  const thread = new Thread('oldest');
  thread.put(comments);
  return thread;
}

describe('Thread', () => {
  it('nests replies below their parents, oldest first, in whatever order they come', () => {
    const thread = threadOf(
      comment('b2', 'b', { createdAt: someDay + 4 }),
      comment('b', null, { createdAt: someDay + 2 }),
      comment('b1', 'b', { createdAt: someDay + 3 }),
      comment('a', null, { createdAt: someDay + 1 }),
    );
    expect(draw(thread.roots)).to.deep.equal(['a', 'b', ['b1', 'b2']]);
  });

  it('keeps the order of comments of the same second that a server has numbered', () => {
    const thread = threadOf(...['10', '9', '100', '11'].map((id) => comment(id)));
    expect(draw(thread.roots)).to.deep.equal(['9', '10', '11', '100']);
    thread.resort('newest');
    expect(draw(thread.roots)).to.deep.equal(['100', '11', '10', '9']);
  });

  it('shows a comment that comes twice once, as it came last', () => {
    const thread = threadOf(
      comment('a'),
      comment('a', null, { body: { format: 'text', source: 'edited' } }),
    );
    expect(thread.size).to.equal(1);
    expect(thread.get('a')!.comment.body.source).to.equal('edited');
  });

  it('keeps a reply to a comment that is not loaded among the roots until that comes', () => {
    const thread = threadOf(comment('reply', 'parent'));
    expect(thread.get('reply')!.gap).to.equal('unloaded');
    thread.put([comment('parent')]);
    expect(draw(thread.roots)).to.deep.equal(['parent', ['reply']]);
    expect(thread.get('reply')!.gap).to.equal(undefined);
  });

  it('says so when the parent of a comment is nowhere', () => {
    const thread = threadOf(comment('reply', 'nowhere'));
    thread.missing();
    expect(thread.get('reply')!.gap).to.equal('missing');
  });

  it('cuts a circle of replies at the oldest', () => {
    const thread = threadOf(
      comment('x', 'z', { createdAt: someDay + 2 }),
      comment('y', 'x', { createdAt: someDay + 1 }),
      comment('z', 'y', { createdAt: someDay + 3 }),
    );
    expect(draw(thread.roots)).to.deep.equal(['y', ['z', ['x']]]);
    expect(thread.get('y')!.gap).to.equal('cycle');
  });

  it('shows a comment that answers itself', () => {
    expect(draw(threadOf(comment('a', 'a')).roots)).to.deep.equal(['a']);
  });

  it('cuts a circle that is closed by the last comment to come', () => {
    const thread = threadOf(comment('x', 'y'), comment('z', 'x'));
    thread.put([comment('y', 'z')]);
    expect([...inOrder(thread.roots)]).to.have.length(3);
  });

  it('moves a comment whose parent changed', () => {
    const thread = threadOf(comment('a'), comment('b'), comment('reply', 'a'));
    thread.put([comment('reply', 'b')]);
    expect(draw(thread.roots)).to.deep.equal(['a', 'b', ['reply']]);
  });

  it('takes a hundred thousand levels', () => {
    const levels = 100_000;
    const chain = Array.from({ length: levels }, (_, i) =>
      comment(`${i}`, i === 0 ? null : `${i - 1}`),
    );
    const thread = threadOf(...chain.slice(0, 10), ...chain.slice(10).reverse());
    expect(countBelow(thread.get('0')!)).to.equal(levels - 1);
    expect([...inOrder(thread.roots)].at(-1)!.comment.id).to.equal(`${levels - 1}`);
  });

  it('orders by date even where dates are absurd', () => {
    const dates = [NaN, Infinity, -Infinity, -8.64e15, 8.64e15, 0, someDay];
    const thread = threadOf(...dates.map((createdAt, i) => comment(`${i}`, null, { createdAt })));
    expect(draw(thread.roots)).to.deep.equal(['3', '6', '0', '1', '2', '5', '4']);
  });

  it('puts roots into another order and leaves replies oldest first', () => {
    const thread = threadOf(
      comment('a', null, { likes: 1, createdAt: someDay }),
      comment('b', null, { likes: 5, createdAt: someDay + 1 }),
      comment('c', null, { likes: 1, createdAt: someDay + 2, pinned: true }),
      comment('b1', 'b', { likes: 0, createdAt: someDay + 3 }),
      comment('b2', 'b', { likes: 9, createdAt: someDay + 4 }),
    );
    thread.resort('most-liked');
    expect(draw(thread.roots)).to.deep.equal(['c', 'b', ['b1', 'b2'], 'a']);
    thread.resort('newest');
    expect(draw(thread.roots)).to.deep.equal(['c', 'b', ['b1', 'b2'], 'a']);
  });

  it('leaves a comment in its place when somebody likes it', () => {
    const thread = new Thread('most-liked');
    thread.put([comment('a', null, { likes: 2 }), comment('b', null, { likes: 1 })]);
    thread.put([comment('b', null, { likes: 3 })]);
    thread.put([comment('c', null, { likes: 0 })]);
    expect(draw(thread.roots)).to.deep.equal(['a', 'b', 'c']);
  });

  it('keeps the key of a row, and its replies, when the temporary id becomes the real one', () => {
    const thread = threadOf(comment('draft'), comment('reply', 'real'));
    const { key } = thread.get('draft')!;
    thread.rename('draft', comment('real'));
    expect(thread.get('real')!.key).to.equal(key);
    expect(thread.get('draft')).to.equal(undefined);
    expect(draw(thread.roots)).to.deep.equal(['real', ['reply']]);
  });

  it('shows a posted comment once that came back live before the answer', () => {
    const thread = threadOf(comment('draft'), comment('real'), comment('reply', 'real'));
    thread.rename('draft', comment('real'));
    expect(draw(thread.roots)).to.deep.equal(['real', ['reply']]);
  });

  it('shows a removed comment as long as something hangs below it', () => {
    const thread = threadOf(comment('a', null, { status: 'removed' }), comment('b', 'a'));
    expect(isShown(thread.get('a')!)).to.equal(true);
    thread.put([comment('b', 'a', { status: 'removed' })]);
    expect(isShown(thread.get('a')!)).to.equal(false);
  });

  it('leaves the replies of a comment that is gone, as replies to something missing', () => {
    const thread = threadOf(comment('a'), comment('b', 'a'));
    thread.drop('a');
    expect(draw(thread.roots)).to.deep.equal(['b']);
    expect(thread.get('b')!.gap).to.equal('missing');
  });

  it('counts below whatever is added and taken away', () => {
    const ids = fc.integer({ min: 0, max: 12 }).map(String);
    const step = fc.record({
      id: ids,
      parentId: fc.option(ids),
      drop: fc.boolean(),
      removed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const thread = new Thread('oldest');
        for (const { id, parentId, drop, removed } of steps) {
          if (drop) thread.drop(id);
          else thread.put([comment(id, parentId, { status: removed ? 'removed' : 'published' })]);
          const all = everyRow(thread);
          expect(new Set(all).size).to.equal(all.length, 'a row stands in two places');
          expect(all.length).to.equal(thread.size, 'a row is lost');
          for (const row of all) expect(countBelow(row)).to.equal(countAnew(row));
        }
      }),
    );
  });

  it('ends with the same tree whether comments come at once or one by one, in any order', () => {
    const sizes = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.nat()), (size, random) => {
        const next = (below: number): number => random.next().value! % below;
        const comments = Array.from({ length: size }, (_, i) =>
          comment(`${i}`, i === 0 || next(3) === 0 ? null : `${next(i)}`, {
            createdAt: someDay + next(9),
          }),
        );
        const expected = draw(threadOf(...comments).roots);
        const thread = new Thread('oldest');
        for (const each of [...comments].sort(() => next(3) - 1)) thread.put([each]);
        expect(draw(thread.roots)).to.deep.equal(expected);
      }),
    );
  });
});

function everyRow(thread: Thread): Row[] {
  const all = [...thread.roots];
  for (const row of all) all.push(...row.children);
  return all;
}

function countAnew(row: Row): number {
  return row.children.reduce(
    (sum, child) => sum + countAnew(child) + (child.comment.status === 'removed' ? 0 : 1),
    0,
  );
}
