import { expect } from '@open-wc/testing';
import type { Call } from '../../src/backends/contract.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import type { ListQuery, Page } from '../../src/model/page.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { gate } from '../store/harness.ts';
import { comment, manyComments, someDay } from '../support/comments.ts';
import { eventually, openSection, type Section } from './harness.ts';

const five = { 'page-size': '5' };

/** One comment with as many replies; three come along with it. */
function branch(replies: number): { comments: ReturnType<typeof comment>[] } {
  const below = Array.from({ length: replies }, (_, i) =>
    comment(`r${i + 1}`, 'a', { createdAt: someDay + (i + 1) * 1000 }),
  );
  return { comments: [comment('a'), ...below] };
}

async function thirteen(): Promise<Section> {
  return openSection({ memory: { comments: manyComments(13) }, attributes: five });
}

describe('More comments', () => {
  it('come at a button, with the focus on the first of them', async () => {
    const section = await thirteen();
    section.button('Show more comments').click();
    await eventually(() => expect(section.focus).to.equal('c6'));
    expect(section.ids).to.deep.equal(manyComments(10).map(({ id }) => id));
    await eventually(() => expect(section.status).to.equal('5 more comments loaded'));
  });

  it('of replies are offered where nobody counted them, until there are no more', async () => {
    const backend = memoryBackend(branch(5));
    const uncounted = (page: Page): Page => ({
      ...page,
      comments: page.comments.map(({ replyCount: _count, ...each }) => ({
        ...each,
        ...(each.id === 'a' && { hasReplies: true }),
      })),
    });
    const section = await openSection({
      backend: {
        ...backend,
        async open(...args) {
          const { info, page } = await backend.open(...args);
          return { info, page: uncounted(page!) };
        },
        list: async (...args) => uncounted(await backend.list(...args)),
      },
    });
    expect(section.ids).to.deep.equal(['a', 'r1', 'r2', 'r3']);
    section.button('Show more replies').click();
    await eventually(() => expect(section.has('r5')).to.equal(true));
    expect(section.buttons).not.to.include('Show more replies');
  });

  it('are not offered when all are here', async () => {
    const section = await thirteen();
    section.button('Show more comments').click();
    await eventually(() => expect(section.has('c10')).to.equal(true));
    section.button('Show more comments').click();
    await eventually(() => expect(section.has('c13')).to.equal(true));
    expect(section.buttons).not.to.include('Show more comments');
    await eventually(() => expect(section.status).to.equal('3 more comments loaded'));
  });

  it('say that they are being loaded, and come once however often one clicks', async () => {
    const { opened, open } = gate();
    let asked = 0;
    const backend = intercept(memoryBackend({ comments: manyComments(13) }), (method) => {
      if (method !== 'list') return undefined;
      asked++;
      return opened;
    });
    const section = await openSection({ backend, attributes: five });
    section.button('Show more comments').click();
    await eventually(() => section.button('Loading…').click());
    section.button('Loading…').click();
    open();
    await eventually(() => expect(section.focus).to.equal('c6'));
    expect(asked).to.equal(1);
    expect(section.comments).to.have.length(10);
    expect(section.status).to.equal('5 more comments loaded');
  });

  it('can be asked for again when they could not be loaded', async () => {
    let broken = true;
    const backend = intercept(memoryBackend({ comments: manyComments(13) }), (method) => {
      if (method === 'list' && broken) throw new CommentError('offline');
    });
    const section = await openSection({ backend, attributes: five });
    section.button('Show more comments').click();
    await eventually(() => expect(section.text).to.contain('They could not be loaded.'));
    expect(section.status).to.equal('You are offline.');
    broken = false;
    section.button('Show more comments').click();
    await eventually(() => expect(section.focus).to.equal('c6'));
    expect(section.text).not.to.contain('They could not be loaded.');
  });

  it('before a comment that one went to are offered as well', async () => {
    const section = await thirteen();
    await section.element.goTo('c10');
    await eventually(() => expect(section.focus).to.equal('c10'));
    expect(section.has('c1')).to.equal(false);
    section.button('Show earlier comments').click();
    await eventually(() => expect(section.has('c3')).to.equal(true));
    expect(section.ids).to.deep.equal([...section.ids].sort((a, b) => order(a) - order(b)));
  });
});

describe('More replies', () => {
  it('are counted, and come with the focus on the first of them', async () => {
    const section = await openSection({ memory: branch(9) });
    expect(section.outline).to.deep.equal(['a', ['r1', 'r2', 'r3']]);
    section.button('Show 6 more replies').click();
    await eventually(() => expect(section.focus).to.equal('r4'));
    expect(section.comments).to.have.length(10);
    expect(section.buttons.filter((name) => name.startsWith('Show'))).to.deep.equal([]);
    expect(section.status).to.equal('6 more comments loaded');
  });

  it('come in pages, and the rest stays on offer', async () => {
    const section = await openSection({ memory: branch(14), attributes: five });
    let shown = section.comments.length;
    while (section.buttons.some((name) => name.startsWith('Show'))) {
      section.button(`Show ${15 - shown} more ${shown === 14 ? 'reply' : 'replies'}`).click();
      await eventually(() => expect(section.comments.length).to.be.above(shown));
      await eventually(() => expect(section.focus).to.equal(`r${shown}`));
      shown = section.comments.length;
    }
    expect(shown).to.equal(15);
  });

  it('come at the first press, however small a page is', async () => {
    const section = await openSection({ memory: branch(9), attributes: { 'page-size': '2' } });
    section.button('Show 6 more replies').click();
    await eventually(() => expect(section.focus).to.equal('r4'));
  });

  it('are offered in flat lists too', async () => {
    const section = await openSection({ memory: branch(5), attributes: { 'max-depth': '0' } });
    section.button('Show 2 more replies').click();
    await eventually(() => expect(section.ids).to.include('r5'));
  });

  it('are hidden with the branch that is folded', async () => {
    const section = await openSection({ memory: branch(9) });
    section.comment('a').toggle.click();
    await eventually(() =>
      expect(section.button('Show 6 more replies').checkVisibility()).to.equal(false),
    );
  });

  it('page-size="all" loads everything by and by, replies included, and asks for nothing twice', async () => {
    const roots = manyComments(60);
    const replies = Array.from({ length: 30 }, (_, i) => comment(`r${i}`, 'c50'));
    const memory = memoryBackend({ comments: [...roots, ...replies], keeper: 'server' });
    const asked: string[] = [];
    const backend = {
      ...memory,
      list: (query: ListQuery, asker: Call) => {
        asked.push(`${query.branch ?? 'roots'} ${query.after ?? ''}`);
        return memory.list(query, asker);
      },
    };
    const section = await openSection({ backend, attributes: { 'page-size': 'all' } });
    await eventually(() => expect(section.comments).to.have.length(90));
    expect(section.buttons.filter((name) => name.startsWith('Show'))).to.deep.equal([]);
    expect(new Set(asked).size).to.equal(asked.length);
  });

  it('page-size="all" stops when something goes wrong, says so there, and goes on when asked', async () => {
    const memory = memoryBackend({ comments: manyComments(60), keeper: 'server' });
    let fails = true;
    const backend = {
      ...memory,
      list: (query: ListQuery, asker: Call) =>
        fails ? Promise.reject(new CommentError('offline')) : memory.list(query, asker),
    };
    const section = await openSection({ backend, attributes: { 'page-size': 'all' } });
    await eventually(() => expect(section.text).to.contain('They could not be loaded.'));
    expect(section.comments).to.have.length(25);
    fails = false;
    section.button('Show more comments').click();
    await eventually(() => expect(section.comments).to.have.length(60));
  });
});

function order(id: string): number {
  return Number(id.slice(1));
}
