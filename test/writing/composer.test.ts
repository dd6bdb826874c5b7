import { expect } from '@open-wc/testing';
import { comment } from '../support/comments.ts';
import { emulateFeatures } from '../support/emulate-features.ts';
import { eventually, openForm, openReply, openToWrite, posted, steves } from './harness.ts';

describe('The form at the end', () => {
  it('at rest is one line that says what it is for', async () => {
    const { section, form } = await openToWrite();
    expect(form.title).to.equal('Leave a Reply');
    expect(form.textarea.placeholder).to.equal('Enter your comment here…');
    expect(form.textarea.getAttribute('aria-label')).to.equal('Leave a Reply');
    expect(form.textarea.clientHeight).to.be.below(60);
    expect(form.buttons).to.deep.equal([]);
    expect(section.root.querySelectorAll('input')).to.have.length(0);
  });

  it('grows when somebody comes to it, and the rest of it appears below', async () => {
    const { form } = await openToWrite();
    const before = form.textarea.clientHeight;
    await form.open();
    expect(form.textarea.clientHeight).to.be.above(before);
    const below = form.submit.getBoundingClientRect().top;
    expect(below).to.be.above(form.textarea.getBoundingClientRect().bottom);
    expect(form.submit.textContent).to.equal('Post Comment');
    expect(form.identity).to.contain('Name');
  });

  it('grows with the text', async () => {
    const { form } = await openForm();
    const before = form.textarea.clientHeight;
    form.type('line\n'.repeat(8));
    await eventually(() => expect(form.textarea.clientHeight).to.be.above(before * 1.5));
    expect(form.textarea.scrollHeight - form.textarea.clientHeight).to.be.below(4);
  });

  it('keeps text below 16 px away from phones, which would zoom', async () => {
    const { form } = await openForm();
    for (const field of [form.textarea, form.field('Name')]) {
      expect(parseFloat(getComputedStyle(field).fontSize)).to.be.at.least(16);
    }
  });

  it('slides in, and does not where motion is unwelcome', async function () {
    if (!(await emulateFeatures({ name: 'prefers-reduced-motion', value: 'reduce' }))) this.skip();
    try {
      const { form } = await openForm();
      expect(form.submit.closest('.around')!.getAnimations()).to.have.length(0);
    } finally {
      await emulateFeatures();
    }
    const { form } = await openForm();
    const animation = getComputedStyle(form.submit.closest('.around')!).animationName;
    expect(animation).to.equal('slide');
  });

  it('has one textarea from the first view on, whatever happens around it', async () => {
    const { section, form } = await openToWrite({ memory: steves() });
    const { textarea } = form;
    await form.open();
    form.type('A word');
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    form.button('Preview').click();
    await eventually(() => expect(form.preview).to.equal(null));
    await section.element.goTo('first');
    section.element.lang = 'de';
    await eventually(() => expect(form.title).to.equal('Schreib einen Kommentar'));
    section.element.lang = 'en';
    await eventually(() => expect(form.title).to.equal('Leave a Reply'));
    await posted(section, 'Posted');
    expect(form.textarea).to.equal(textarea);
  });

  it('stays the same when the element moves within the page', async () => {
    const { section, form } = await openForm();
    const { textarea } = form;
    form.type('A word');
    const other = document.createElement('div');
    section.element.after(other);
    other.append(section.element);
    await section.element.updateComplete;
    expect(form.textarea).to.equal(textarea);
    expect(form.text).to.equal('A word');
    other.remove();
  });

  it('is one line again when the comment is on its way', async () => {
    const { section, form } = await openForm();
    await posted(section, 'Hello');
    expect(form.text).to.equal('');
    expect(form.isOpen).to.equal(false);
    await form.open();
    expect(form.field('Name').value).to.equal('Ada');
  });

  it('is not there where nobody may write', async () => {
    const closed = await openToWrite({ memory: { rules: { closed: true } } });
    expect(closed.form.isThere).to.equal(false);
    for (const attribute of ['closed', 'read-only']) {
      const { form } = await openToWrite({ attributes: { [attribute]: true } });
      expect(form.isThere).to.equal(false);
    }
  });

  it('is not there where guests may not write and nobody can log in, and that is said', async () => {
    const memory = { comments: [comment('a')], rules: { guests: 'no' }, keeper: 'server' } as const;
    const { section, form } = await openToWrite({ memory });
    expect(section.notices).to.deep.equal(['Comments can be read here, but not written.']);
    expect(form.isThere).to.equal(false);
    expect(section.buttons).not.to.include('Reply');
  });

  it('says beside Post that comments stay in this browser, unless the owner wants just that', async () => {
    const kept = 'Comments are kept in this browser only: nobody else can see them.';
    const { section, form } = await openForm({ memory: { keeper: 'browser' } });
    expect(form.words).to.contain(kept);
    expect(section.notices.filter((each) => each === kept)).to.have.length(1);
    expect(form.submit.parentElement!.textContent).to.contain(kept);
    await posted(section, 'Hello');
    const reply = await openReply(section, 'Hello');
    expect(reply.submit.parentElement!.textContent).to.contain(kept);
    const own = await openForm({ memory: { keeper: 'browser' }, attributes: { private: true } });
    expect(own.form.words).not.to.contain(kept);
  });
});
