import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { CommentError, type ErrorCode } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import { eventually, openSection, opened } from './harness.ts';

const comments = [comment('a'), comment('b', 'a')];

/** Fails to open as often as said, and works then. */
function failing(times: number, code: ErrorCode = 'unavailable'): CommentBackend {
  let left = times;
  return intercept(memoryBackend({ comments, keeper: 'server' }), (method) => {
    if (method === 'open' && left-- > 0) throw new CommentError(code);
  });
}

describe('A thread', () => {
  it('without comments says so', async () => {
    const section = await openSection();
    expect(section.notices).to.deep.equal(['No comments yet.']);
    expect(section.part('list')).to.equal(null);
    expect(section.element.matches(':state(empty)')).to.equal(true);
  });

  it('without comments says what the page would rather say', async () => {
    const section = await openSection({ children: '<p slot="empty">Be the first!</p>' });
    const [own] = section.element.children;
    expect(own!.assignedSlot).not.to.equal(null);
    expect(own!.checkVisibility()).to.equal(true);
  });

  it('that is closed says so and can be read and liked', async () => {
    const section = await openSection({ memory: { comments, rules: { closed: true } } });
    expect(section.notices).to.deep.equal(['Comments are closed.']);
    expect(section.comment('a').like).not.to.equal(null);
  });

  it('whose comments nobody else sees says where they are kept', async () => {
    const visit = await openSection({ memory: { comments, keeper: 'visit' } });
    expect(visit.notices.join()).to.contain('they last for this visit only');
    const browser = await openSection({ memory: { comments, keeper: 'browser' } });
    expect(browser.notices.join()).to.contain('kept in this browser only');
  });

  it('shows what waits for a moderator, or was hidden by one, with a word', async () => {
    const section = await openSection({
      memory: {
        comments: [
          comment('a', null, { status: 'pending' }),
          comment('b', null, { status: 'hidden' }),
        ],
      },
    });
    expect(section.comment('a').actions).to.contain('Awaiting moderation');
    expect(section.comment('b').actions).to.contain('Hidden by a moderator');
  });

  it('has what the page puts above and below it', async () => {
    const section = await openSection({
      memory: { comments },
      children: '<p slot="header">Above</p><p slot="footer">Below</p>',
    });
    const [above, below] = [...section.element.children];
    const heading = section.part('heading')!.getBoundingClientRect();
    const list = section.part('list')!.getBoundingClientRect();
    expect(above!.getBoundingClientRect().bottom).to.be.at.most(heading.top);
    expect(below!.getBoundingClientRect().top).to.be.at.least(list.bottom);
  });

  it('hides the page’s stand-in once the comments are here', async () => {
    const section = await openSection({ memory: { comments }, children: '<p>Stand-in</p>' });
    expect(section.showsChildren).to.equal(false);
    expect(section.element.children[0]!.checkVisibility()).to.equal(false);
  });
});

describe('A thread that cannot be loaded', () => {
  it('says why and keeps the page’s stand-in', async () => {
    const section = await openSection({ backend: failing(1), children: '<p>Write to us.</p>' });
    await eventually(() =>
      expect(section.notices.join()).to.contain(
        'The comments could not be loaded. The server cannot be reached at the moment.',
      ),
    );
    expect(section.heading).to.equal('Comments');
    expect(section.element.children[0]!.checkVisibility()).to.equal(true);
    expect(section.element.matches(':state(error)')).to.equal(true);
  });

  it('is there after Retry', async () => {
    const section = await openSection({ backend: failing(1) });
    const loaded = opened(section.element);
    section.button('Retry').click();
    await loaded;
    expect(section.outline).to.deep.equal(['a', ['b']]);
    expect(section.notices).to.deep.equal([]);
    expect(section.element.matches(':state(error)')).to.equal(false);
  });

  it('can be tried again and again', async () => {
    const section = await openSection({ backend: failing(3) });
    for (let i = 0; i < 2; i++) {
      const failed = opened(section.element);
      section.button('Retry').click();
      await failed;
      await eventually(() => expect(section.notices.join()).to.contain('could not be loaded'));
    }
    section.button('Retry').click();
    await eventually(() => expect(section.comments).to.have.length(2));
  });

  it('leaves the focus in the section when one tries again by keyboard', async () => {
    const section = await openSection({ backend: failing(1) });
    section.button('Retry').focus();
    section.button('Retry').click();
    await eventually(() => expect(section.comments).to.have.length(2));
    await eventually(() => expect(document.activeElement?.localName).to.equal('comment-section'));
  });

  const reasons: readonly (readonly [ErrorCode, string])[] = [
    ['offline', 'You are offline.'],
    ['timeout', 'The server took too long to answer.'],
    ['rate-limited', 'That was too fast. Please wait a moment.'],
    ['not-found', 'It is not here any more.'],
  ];
  for (const [code, reason] of reasons) {
    it(`says “${reason}” for ${code}`, async () => {
      const section = await openSection({ backend: failing(1, code) });
      await eventually(() => expect(section.notices.join()).to.contain(reason));
    });
  }

  it('is said of a backend that throws what no backend may throw', async () => {
    const kept = memoryBackend();
    const backend: CommentBackend = {
      ...kept,
      open() {
        throw new TypeError('a mistake');
      },
    };
    const section = await openSection({ backend });
    expect(section.notices.join()).to.contain('The comments could not be loaded.');
  });
});
