import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import { eventually, openSection, type Section } from './harness.ts';

async function liked(...people: string[]): Promise<Section> {
  return openSection({ memory: { comments: [comment('a')], likers: { a: people } } });
}

describe('Likes', () => {
  it('say in words how many people like a comment', async () => {
    expect((await liked()).comment('a').like.textContent.trim()).to.equal('Like');
    expect((await liked('Ada')).comment('a').like.textContent.trim()).to.equal('Liked by 1 person');
    const three = await liked('Ada', 'Bob', 'Cy');
    expect(three.comment('a').like.textContent.trim()).to.equal('Liked by 3 people');
  });

  it('are set and taken back, the reader counted in words', async () => {
    const section = await liked('Ada');
    const words = (): string => section.comment('a').like.textContent.trim();
    section.comment('a').like.click();
    await eventually(() => expect(words()).to.equal('Liked by you and 1 person'));
    expect(section.comment('a').like.getAttribute('aria-pressed')).to.equal('true');
    section.comment('a').like.click();
    await eventually(() => expect(words()).to.equal('Liked by 1 person'));
    expect(section.comment('a').like.getAttribute('aria-pressed')).to.equal('false');
  });

  it('of the reader alone say so', async () => {
    const section = await liked();
    section.comment('a').like.click();
    await eventually(() => expect(section.comment('a').actions).to.contain('Liked by you'));
  });

  it('keep the focus, and announce nothing', async () => {
    const section = await liked('Ada');
    section.comment('a').like.focus();
    section.comment('a').like.click();
    await eventually(() => expect(section.focus).to.equal('Liked by you and 1 person'));
    expect(section.status).to.equal('');
  });

  it('have a description that says whose comment it is', async () => {
    const { like } = (await liked()).comment('a');
    const root = like.getRootNode() as ShadowRoot;
    const described = root.getElementById(like.getAttribute('aria-describedby')!);
    expect(described!.textContent).to.contain('Author of a');
  });

  it('name the people when somebody asks', async () => {
    const section = await liked('Ada', 'Bob');
    section.button('Who likes the comment of Author of a').click();
    await eventually(() => expect(section.comment('a').words).to.contain('Liked by Ada and Bob'));
    const who = section.button(/^Who likes/);
    expect(who.getAttribute('aria-expanded')).to.equal('true');
    who.click();
    await eventually(() => expect(section.comment('a').words).not.to.contain('Liked by Ada and'));
    expect(who.getAttribute('aria-expanded')).to.equal('false');
  });

  it('count those who left no name', async () => {
    const section = await liked('Ada', ' ', '');
    section.button(/^Who likes/).click();
    await eventually(() => expect(section.comment('a').words).to.contain('Ada and 2 others'));
  });

  it('say that nobody left a name', async () => {
    const section = await liked('', '');
    section.button(/^Who likes/).click();
    await eventually(() => expect(section.comment('a').words).to.contain('Nobody left a name.'));
  });

  it('appear at once, and say when they could not be sent, with another try', async () => {
    let broken = true;
    const backend = intercept(memoryBackend({ comments: [comment('a')] }), (method) => {
      if (method === 'setLiked' && broken) throw new CommentError('offline');
    });
    const section = await openSection({ backend });
    section.comment('a').like.click();
    await eventually(() => expect(section.comment('a').actions).to.contain('Could not be sent.'));
    expect(section.comment('a').actions).to.contain('You are offline.');
    expect(section.status).to.equal('You are offline.');
    broken = false;
    section.button('Retry').click();
    await eventually(() => expect(section.comment('a').actions).to.match(/^Liked by you Who\?$/));
  });

  it('that could not be sent can be left out', async () => {
    const backend = intercept(memoryBackend({ comments: [comment('a')] }), (method) => {
      if (method === 'setLiked') throw new CommentError('unavailable');
    });
    const section = await openSection({ backend });
    section.comment('a').like.click();
    await eventually(() => section.button('Discard').click());
    await eventually(() => expect(section.comment('a').actions).to.equal('Like'));
  });

  it('are words only where the backend lets nobody like', async () => {
    const comments = [comment('a'), comment('b')];
    const rules = { likes: 'nobody' } as const;
    const section = await openSection({ memory: { comments, likers: { a: ['Ada'] }, rules } });
    expect(section.part('like')).to.equal(null);
    expect(section.comment('a').actions).to.contain('Liked by 1 person');
    expect(section.comment('b').actions).to.equal('');
  });

  it('are not offered on what is deleted or waits', async () => {
    const comments = [
      comment('gone', null, { status: 'removed' }),
      comment('reply', 'gone'),
      comment('waits', null, { status: 'pending' }),
    ];
    const section = await openSection({ memory: { comments } });
    expect(section.buttons.filter((name) => name === 'Like')).to.have.length(1);
    expect(section.comment('reply').like).not.to.equal(null);
  });
});
