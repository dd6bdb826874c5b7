import { expect } from '@open-wc/testing';
import { CommentError, type ErrorCode } from '../../src/model/errors.ts';
import { manyComments } from '../support/comments.ts';
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
} from './harness.ts';

/** Bodies of all that arrives. */
function recording(fails?: () => ErrorCode | undefined): {
  backend: ReturnType<typeof failing>;
  bodies: string[];
} {
  const bodies: string[] = [];
  const backend = failing((method, [draft]) => {
    if (method !== 'add') return;
    const code = fails?.();
    if (code) throw new CommentError(code);
    bodies.push((draft as { body: string }).body);
  });
  return { backend, bodies };
}

describe('Posting', () => {
  it('shows the comment at once, then that it is there', async () => {
    const { opened, open } = gate();
    const backend = failing((method) => (method === 'add' ? opened : undefined), steves());
    const { section, form } = await openForm({ backend });
    await post(form, 'Hello');
    await eventually(() => expect(section.comment('Hello').actions).to.equal('Sending…'));
    expect(section.comment('Hello').author).to.equal('Ada');
    expect(section.focus).to.equal('Hello');
    expect(section.status).to.equal('');
    open();
    await eventually(() =>
      expect(section.comment('Hello').actions).to.equal('Like Reply Edit Delete'),
    );
    expect(section.status).to.equal('Your comment was posted.');
    expect(section.heading).to.equal('3 thoughts on “A Post”');
    expect(section.focus).to.equal('Hello');
  });

  it('says that the comment waits for a moderator', async () => {
    const { section, form } = await openForm({ memory: { rules: { moderation: 'all' } } });
    await post(form, 'Hello');
    await eventually(() =>
      expect(section.comment('Hello').actions).to.contain('Awaiting moderation'),
    );
    await eventually(() => expect(section.status).to.equal('Your comment is awaiting moderation.'));
    expect(section.heading).to.equal('No thoughts on “A Post” yet');
  });

  it('says why it failed and keeps the text, which Retry sends', async () => {
    let code: ErrorCode | undefined = 'offline';
    const { backend, bodies } = recording(() => code);
    const { section, form } = await openForm({ backend });
    await post(form, 'Hello');
    const failed = 'Could not be sent. You are offline. Retry Edit Discard';
    await eventually(() => expect(section.comment('Hello').actions).to.equal(failed));
    await eventually(() => expect(section.status).to.equal('You are offline.'));
    expect(section.focus).to.equal('Hello');
    code = undefined;
    section.comment('Hello').button('Retry').click();
    await eventually(() => expect(section.comment('Hello').actions).to.contain('Like'));
    expect(section.status).to.equal('Your comment was posted.');
    expect(bodies).to.deep.equal(['Hello']);
    expect(section.ids).to.deep.equal(['Hello']);
  });

  it('that failed can be gone back to, behind what is in the form by now', async () => {
    const { section, form } = await openForm({ backend: recording(() => 'timeout').backend });
    await post(form, 'Hello');
    await eventually(() => section.comment('Hello').button('Discard'));
    await form.open();
    form.type('Something new');
    section.comment('Hello').button('Edit').click();
    await eventually(() => expect(form.text).to.equal('Something new\n\nHello'));
    expect(section.comments).to.have.length(0);
    expect(form.has(form.textarea)).to.equal(true);
  });

  it('that failed can be thrown away', async () => {
    const { section, form } = await openForm({ backend: recording(() => 'closed').backend });
    await post(form, 'Hello');
    await eventually(() => section.comment('Hello').button('Discard').click());
    await eventually(() => expect(section.comments).to.have.length(0));
    expect(form.text).to.equal('');
  });

  it('a reply that failed goes back to where it was written', async () => {
    const backend = failing((method) => {
      if (method === 'add') throw new CommentError('unavailable');
    }, steves());
    const section = await openSection({ backend });
    await post(await openReply(section, 'first'), 'Well said');
    await eventually(() => section.comment('Well said').button('Edit').click());
    const form = await Form.below(section, 'first');
    await eventually(() => expect(form.text).to.equal('Well said'));
    expect(form.title).to.equal('Reply to Steve');
  });

  it('by a double click posts once', async () => {
    const { backend, bodies } = recording();
    const { section, form } = await openForm({ backend });
    await post(form, 'Hello');
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').actions).to.contain('Like'));
    await posted(section, 'Another');
    expect(bodies).to.deep.equal(['Hello', 'Another']);
  });

  it('by Ctrl+Enter twice, or ⌘+Enter, posts once', async () => {
    const { backend, bodies } = recording();
    const { section, form } = await openForm({ backend });
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    form.type('Hello');
    form.press('Enter', { ctrlKey: true });
    form.press('Enter', { ctrlKey: true });
    await eventually(() => expect(section.comment('Hello').actions).to.contain('Like'));
    await form.open();
    form.type('Hello again');
    form.press('Enter', { metaKey: true });
    await eventually(() => expect(section.comment('Hello again').actions).to.contain('Like'));
    expect(bodies).to.deep.equal(['Hello', 'Hello again']);
  });

  it('by Enter in a field posts, and by Enter in the text does not', async () => {
    const { backend, bodies } = recording();
    const { section, form } = await openForm({ backend });
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    form.type('Hello');
    form.press('Enter');
    form.press('Enter', { ctrlKey: true, isComposing: true });
    form.element.requestSubmit();
    await eventually(() => expect(section.comment('Hello').actions).to.contain('Like'));
    expect(bodies).to.deep.equal(['Hello']);
  });

  for (const sort of ['oldest', 'newest', 'most-liked']) {
    it(`shows the own comment and moves there, sorted ${sort}, with more to load`, async () => {
      const { section } = await openForm({
        memory: { comments: manyComments(30) },
        attributes: { sort, 'page-size': '10' },
      });
      await posted(section, 'Mine');
      expect(section.comment('Mine').isVisible).to.equal(true);
      expect(section.focus).to.equal('Mine');
      const { top, bottom } = section.comment('Mine').article.getBoundingClientRect();
      expect(bottom).to.be.above(0);
      expect(top).to.be.below(innerHeight);
    });
  }

  it('by somebody without a website links to none, and a bare address is completed', async () => {
    const { section, form } = await openForm();
    await posted(section, 'Hello');
    expect(section.comment('Hello').part('author')!.querySelector('a')).to.equal(null);
    await form.open();
    form.fill({ website: 'ada.example' });
    await posted(section, 'Again');
    await form.open();
    form.type('With a website');
    form.fill({ website: 'ada.example' });
    form.submit.click();
    await eventually(() => {
      const link = section.comment('With a website').part('author')!.querySelector('a')!;
      expect(link.href).to.equal('https://ada.example/');
    });
  });
});
