import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Comment } from '../../src/model/comment.ts';
import { sorts } from '../../src/model/order.ts';
import { inReadingOrder } from '../../src/model/reading-order.ts';
import { inOrder, Thread } from '../../src/model/thread.ts';
import { comment } from '../support/comments.ts';

const ordered = (answer: readonly Comment[], sort: (typeof sorts)[number]): Comment[] =>
  [...inReadingOrder(answer, sort)].filter((each) => each !== undefined);

/** Answers in any order, with parents that come later, never, or are among their own replies. */
const answers = fc
  .uniqueArray(
    fc.record({
      id: fc.nat(60),
      parent: fc.option(fc.nat(70)),
      createdAt: fc.nat(50),
      likes: fc.nat(5),
      pinned: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 60 },
  )
  .map((all) =>
    all.map(({ id, parent, ...more }) =>
      comment(`c${id}`, parent === null ? null : `c${parent}`, more),
    ),
  );

describe('Reading order', () => {
  it('has every comment of an answer once', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...sorts), (answer, sort) => {
        const ids = ordered(answer, sort).map(({ id }) => id);
        expect(ids.toSorted()).to.deep.equal(answer.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('is the order in which a thread shows them, but for replies in circles', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...sorts), (answer, sort) => {
        const thread = new Thread(sort);
        thread.put(answer);
        const shown = [...inOrder(thread.roots)];
        fc.pre(shown.every(({ gap }) => gap !== 'cycle'));
        const ids = shown.map(({ comment: { id } }) => id);
        expect(ordered(answer, sort).map(({ id }) => id)).to.deep.equal(ids);
      }),
    );
  });

  it('stands what is no comment, and pauses in long answers', () => {
    const odd = [null, undefined, 7, 'text', {}, { id: 3, parentId: {} }] as unknown as Comment[];
    const long = [...odd, ...Array.from({ length: 5000 }, (_, i) => comment(`c${i}`))];
    const steps = [...inReadingOrder(long, 'oldest')];
    expect(steps.filter((each) => each?.id?.startsWith?.('c'))).to.have.length(5000);
    expect(steps.filter((each) => each === undefined).length).to.be.above(10);
  });
});
