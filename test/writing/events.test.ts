import { expect } from '@open-wc/testing';
import { CommentError } from '../../src/model/errors.ts';
import type { CommentEditEvent, CommentSubmitEvent } from '../../src/live-events.ts';
import { openWithAccounts } from './accounts.ts';
import {
  eventually,
  failing,
  gate,
  openForm,
  openReply,
  openSection,
  post,
  posted,
  steves,
  Form,
  type Section,
} from './harness.ts';

/** Has the page do something about every comment that is submitted. */
function onSubmit(section: Section, work: (event: CommentSubmitEvent) => void): void {
  section.element.addEventListener('comment-submit', work);
}

/** Names of the events from now on, with what tells them apart. */
function log({ element }: Section): string[] {
  const heard: string[] = [];
  const listen = (type: string, words: (event: never) => unknown): void =>
    element.addEventListener(type, (event) =>
      heard.push(`${type} ${String(words(event as never))}`),
    );
  listen('comment-submit', (event: CommentSubmitEvent) => event.body);
  for (const type of ['comment-submitted', 'comment-edited', 'comment-removed']) {
    listen(type, (event: { comment: { body: { source: string } } }) => event.comment.body.source);
  }
  listen('comment-edit', (event: CommentEditEvent) => event.body);
  listen('comment-remove', () => '');
  listen('comment-error', (event: { error: CommentError }) => event.error.code);
  return heard;
}

describe('A page that is asked about a comment', () => {
  it('may cancel it: the text stays, and nothing is sent', async () => {
    const { section, form } = await openForm();
    const heard = log(section);
    onSubmit(section, (event) => event.preventDefault());
    await post(form, 'Hello');
    await eventually(() => expect(heard).to.deep.equal(['comment-submit Hello']));
    await eventually(() => expect(form.submit.getAttribute('aria-busy')).to.equal('false'));
    expect(form.text).to.equal('Hello');
    expect(form.summary).to.equal(null);
    expect(section.comments).to.have.length(0);
  });

  it('may change the text', async () => {
    const { section, form } = await openForm();
    onSubmit(section, (event) => event.replaceBody(event.body.replace('darn', 'd—n')));
    await post(form, 'Well, darn');
    await eventually(() => expect(section.comment('Well, d—n').allActions).to.contain('Like'));
    expect(form.text).to.equal('');
  });

  it('may make it too long: that is said, and the writer’s text stays', async () => {
    const { section, form } = await openForm({ memory: { rules: { longest: 10 } } });
    onSubmit(section, (event) => event.replaceBody(event.body.repeat(9)));
    await post(form, 'Hello');
    await eventually(() => expect(form.textarea.getAttribute('aria-invalid')).to.equal('true'));
    expect(form.descriptionOf(form.textarea)).to.equal('It is too long.');
    expect(form.text).to.equal('Hello');
    expect(section.comments).to.have.length(0);
  });

  it('may refuse it with a sentence of its own', async () => {
    const { section, form } = await openForm();
    let refuse = true;
    onSubmit(section, (event) => {
      if (refuse) event.refuse('No links, please.');
    });
    await post(form, 'Hello');
    await eventually(() => expect(form.has(form.summary)).to.equal(true));
    expect(form.summary!.textContent).to.contain('No links, please.');
    expect(form.text).to.equal('Hello');
    refuse = false;
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
    await form.open();
    expect(form.words).not.to.contain('No links, please.');
  });

  it('may take its time, in which Post says that it is busy and sends nothing twice', async () => {
    const { section, form } = await openForm();
    const heard = log(section);
    const { opened, open } = gate();
    onSubmit(section, (event) => event.waitUntil(opened));
    await post(form, 'Hello');
    await eventually(() => expect(form.submit.getAttribute('aria-busy')).to.equal('true'));
    form.submit.click();
    expect(section.comments).to.have.length(0);
    expect(form.submit.disabled).to.equal(false);
    open();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
    await eventually(() =>
      expect(heard).to.deep.equal(['comment-submit Hello', 'comment-submitted Hello']),
    );
  });

  it('may take its time while the writer goes on: what is added stays in the form', async () => {
    const { section, form } = await openForm();
    const { opened, open } = gate();
    onSubmit(section, (event) => event.waitUntil(opened));
    await post(form, 'Hello');
    await eventually(() => expect(form.submit.getAttribute('aria-busy')).to.equal('true'));
    form.type('Hello, and more');
    expect(form.has(form.textarea)).to.equal(true);
    open();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
    expect(form.has(form.textarea)).to.equal(true);
    expect(form.text).to.equal(', and more');
  });

  it('may find after a while that it cannot be: with the words of the error', async () => {
    const { section, form } = await openForm();
    onSubmit(section, (event) => event.waitUntil(Promise.reject(new Error('The quiz was wrong.'))));
    await post(form, 'Hello');
    await eventually(() => expect(form.summary!.textContent).to.contain('The quiz was wrong.'));
    expect(form.text).to.equal('Hello');
  });

  it('is told what is answered, and is not asked about what breaks the rules', async () => {
    const section = await openSection({ memory: steves() });
    const parents: (string | null)[] = [];
    onSubmit(section, (event) => parents.push(event.parentId));
    const reply = await openReply(section, 'first');
    reply.submit.click();
    await eventually(() => expect(reply.summary).not.to.equal(null));
    expect(parents).to.deep.equal([]);
    await posted(section, 'Well said', reply);
    await posted(section, 'At the end');
    expect(parents).to.deep.equal(['first', null]);
  });

  it('may do all that with an edit as well', async () => {
    const { section } = await openForm();
    await posted(section, 'Helo');
    section.element.addEventListener('comment-edit', (event) => {
      expect(event.comment.body.source).to.equal('Helo');
      event.replaceBody(`${event.body}!`);
    });
    const { article } = section.comment('Helo');
    section.comment('Helo').button('Edit').click();
    const form = await Form.in(article);
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(section.has('Hello!')).to.equal(true));
  });

  it('may keep a comment from being deleted', async () => {
    const { section } = await openForm();
    await posted(section, 'Hello');
    section.element.addEventListener('comment-remove', (event) => event.preventDefault());
    section.comment('Hello').button('Delete').click();
    await posted(section, 'Another');
    expect(section.ids).to.deep.equal(['Hello', 'Another']);
  });
});

describe('A page is told', () => {
  it('of what was sent, changed and deleted, each after it was done', async () => {
    const { section } = await openForm();
    const heard = log(section);
    await posted(section, 'Helo');
    const { article } = section.comment('Helo');
    section.comment('Helo').button('Edit').click();
    const form = await Form.in(article);
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(heard).to.include('comment-edited Hello'));
    section.comment('Hello').button('Delete').click();
    await eventually(() => expect(heard).to.have.length(6));
    expect(heard.map((each) => each.split(' ')[0])).to.deep.equal([
      'comment-submit',
      'comment-submitted',
      'comment-edit',
      'comment-edited',
      'comment-remove',
      'comment-removed',
    ]);
  });

  it('of a comment that failed first and was sent by Retry', async () => {
    let broken = true;
    const backend = failing((method) => {
      if (method === 'add' && broken) throw new CommentError('offline');
    });
    const { section, form } = await openForm({ backend });
    const heard = log(section);
    await post(form, 'Hello');
    await eventually(() => section.comment('Hello').button('Retry'));
    expect(heard).to.deep.equal(['comment-submit Hello', 'comment-error offline']);
    broken = false;
    section.comment('Hello').button('Retry').click();
    await eventually(() => expect(heard.at(-1)).to.equal('comment-submitted Hello'));
  });

  it('that somebody wants to sign in while the click is still going on', async () => {
    const { section, form } = await openWithAccounts();
    const heard: string[] = [];
    let isInClick = false;
    section.element.addEventListener('comment-sign-in', ({ provider }) =>
      heard.push(`${provider} ${isInClick ? 'in' : 'after'} the click`),
    );
    section.element.addEventListener('comment-signed-in', ({ name }) => heard.push(name));
    isInClick = true;
    form.button('Log in with Google').click();
    isInClick = false;
    await eventually(() => expect(heard).to.deep.equal(['google in the click', 'Gale Sample']));
  });

  it('and may sign them in by a way of its own', async () => {
    const { section, form } = await openWithAccounts();
    section.element.addEventListener('comment-sign-in', (event) => event.preventDefault());
    form.button('Log in with Google').click();
    await posted(section, 'Hello');
    expect(section.comment('Hello').author).to.equal('Ada');
  });

  it('by events that reach the page from inside a shadow root of its own', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const inside = host.attachShadow({ mode: 'open' });
    const holder = document.createElement('div');
    inside.append(holder);
    const heard: string[] = [];
    const hear = (event: Event): void => void heard.push(event.type);
    document.addEventListener('comment-submitted', hear);
    const section = await openSection({ inside: holder });
    await posted(section, 'Hello');
    await eventually(() => expect(heard).to.deep.equal(['comment-submitted']));
    document.removeEventListener('comment-submitted', hear);
    host.remove();
  });
});
