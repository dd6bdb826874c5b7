import { expect } from '@open-wc/testing';
import { CommentErrorEvent, CommentsLoadedEvent } from '../../src/events.ts';
import { CommentError } from '../../src/index.ts';
import { CommentLikedEvent, CommentLikeEvent } from '../../src/live-events.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment, manyComments } from '../support/comments.ts';
import { afterThisTest, eventually, openSection, putSection, turn } from './harness.ts';

const names = ['comment-like', 'comment-liked', 'comments-loaded', 'comment-error'] as const;

/** Everything that the page hears, outside of a shadow root around the section. */
function listen(): { heard: Event[]; inside: Element } {
  const host = document.createElement('div');
  const inside = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
  document.body.append(host);
  afterThisTest(() => host.remove());
  const heard: Event[] = [];
  for (const name of names) host.addEventListener(name, (event) => heard.push(event));
  return { heard, inside };
}

const one = { comments: [comment('a')], likers: { a: ['Ada'] } };

describe('Event', () => {
  it('comments-loaded tells the number of comments, once the comments are on the page', async () => {
    const { heard, inside } = listen();
    let shown = 0;
    const section = putSection({ memory: { comments: manyComments(40) }, inside });
    section.element.addEventListener('comments-loaded', () => (shown = section.comments.length));
    await eventually(() => expect(heard).to.have.length(1));
    const [event] = heard as [CommentsLoadedEvent];
    expect(event).to.be.instanceOf(CommentsLoadedEvent);
    expect(event.total).to.equal(40);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    expect(shown).to.equal(25);
    section.element.remove();
  });

  it('comments-loaded is not sent before the words of another language are there', async () => {
    for (const lang of ['de', 'ar']) {
      const section = putSection({ memory: one, attributes: { lang } });
      let shown: number | undefined;
      section.element.addEventListener('comments-loaded', () => (shown = section.comments.length));
      await eventually(() => expect(shown, lang).to.equal(1));
    }
  });

  it('comments-loaded is sent again for a reload, and not for more comments', async () => {
    const section = await openSection({ memory: { comments: manyComments(40) } });
    let loads = 0;
    section.element.addEventListener('comments-loaded', () => loads++);
    section.button('Show more comments').click();
    await eventually(() => expect(section.comments).to.have.length(40));
    expect(loads).to.equal(0);
    section.element.reload();
    await eventually(() => expect(loads).to.equal(1));
  });

  it('comment-like comes before a like, comment-liked when the backend has it', async () => {
    const { heard, inside } = listen();
    const section = await openSection({ memory: one, inside });
    section.comment('a').like.click();
    await eventually(() => expect(heard).to.have.length(3));
    const [, ask, tell] = heard as [Event, CommentLikeEvent, CommentLikedEvent];
    expect(ask).to.be.instanceOf(CommentLikeEvent);
    expect([ask.bubbles, ask.composed, ask.cancelable]).to.deep.equal([true, true, true]);
    expect([ask.comment.id, ask.comment.likes, ask.liked]).to.deep.equal(['a', 1, true]);
    expect(tell).to.be.instanceOf(CommentLikedEvent);
    expect([tell.bubbles, tell.composed, tell.cancelable]).to.deep.equal([true, true, false]);
    expect([tell.comment.id, tell.comment.likes, tell.liked]).to.deep.equal(['a', 2, true]);
    section.comment('a').like.click();
    await eventually(() => expect(heard).to.have.length(5));
    expect((heard[3] as CommentLikeEvent).liked).to.equal(false);
    expect((heard[4] as CommentLikedEvent).comment.likes).to.equal(1);
    section.element.remove();
  });

  it('comment-like can be cancelled: nothing happens then', async () => {
    const { heard, inside } = listen();
    const asked: string[] = [];
    const backend = intercept(memoryBackend(one), (method) => void asked.push(method));
    const section = await openSection({ backend, inside });
    section.element.addEventListener('comment-like', (event) => event.preventDefault());
    section.comment('a').like.click();
    await eventually(() => expect(heard).to.have.length(2));
    await turn();
    expect(section.comment('a').actions).to.contain('Liked by 1 person');
    expect(asked).not.to.include('setLiked');
    expect(heard.map(({ type }) => type)).to.deep.equal(['comments-loaded', 'comment-like']);
    section.element.remove();
  });

  it('comment-like is sent for a like by keyboard shortcut too', async () => {
    const { heard, inside } = listen();
    const section = await openSection({ memory: one, inside, attributes: { shortcuts: true } });
    await section.element.goTo('a');
    await eventually(() => expect(section.focus).to.equal('a'));
    section
      .comment('a')
      .article.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }));
    await eventually(() =>
      expect(heard.slice(1).map(({ type }) => type)).to.deep.equal([
        'comment-like',
        'comment-liked',
      ]),
    );
    section.element.remove();
  });

  it('comment-error tells that the thread could not be loaded, and why', async () => {
    const { heard, inside } = listen();
    const backend = intercept(memoryBackend(one), (method) => {
      if (method === 'open') throw new CommentError('rate-limited', { retryAfter: 5000 });
    });
    const section = await openSection({ backend, inside });
    const [event] = heard as [CommentErrorEvent];
    expect(heard).to.have.length(1);
    expect(event).to.be.instanceOf(CommentErrorEvent);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    expect(event.error).to.be.instanceOf(CommentError);
    expect([event.error.code, event.error.retryAfter]).to.deep.equal(['rate-limited', 5000]);
    section.element.remove();
  });

  it('comment-error tells once that a like could not be sent, and no comment-liked follows', async () => {
    const { heard, inside } = listen();
    const backend = intercept(memoryBackend(one), (method) => {
      if (method === 'setLiked') throw new TypeError('not ours');
    });
    const section = await openSection({ backend, inside });
    section.comment('a').like.click();
    await eventually(() =>
      expect(heard.slice(1).map(({ type }) => type)).to.deep.equal([
        'comment-like',
        'comment-error',
      ]),
    );
    await turn();
    expect(heard).to.have.length(3);
    const { error } = heard[2] as CommentErrorEvent;
    expect(error.code).to.equal('unavailable');
    expect(error.cause).to.be.instanceOf(TypeError);
    section.element.remove();
  });

  it('comment-liked is sent for a like that went through at the second try', async () => {
    const { heard, inside } = listen();
    let broken = true;
    const backend = intercept(memoryBackend(one), (method) => {
      if (method === 'setLiked' && broken) throw new CommentError('offline');
    });
    const section = await openSection({ backend, inside });
    section.comment('a').like.click();
    await eventually(() => expect(section.buttons).to.include('Retry'));
    broken = false;
    section.button('Retry').click();
    await eventually(() => expect(section.comment('a').actions).to.contain('Liked by you and 1'));
    await eventually(() => expect(section.buttons).not.to.include('Retry'));
    await eventually(() => expect(heard.at(-1)!.type).to.equal('comment-liked'));
    section.element.remove();
  });
});
