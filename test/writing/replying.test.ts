import { expect } from '@open-wc/testing';
import { comment } from '../support/comments.ts';
import {
  eventually,
  openForm,
  openReply,
  openSection,
  post,
  posted,
  steves,
  Form,
} from './harness.ts';

describe('Replying', () => {
  it('happens below the comment, in a form that says to whom', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    expect(form.title).to.equal('Reply to Steve');
    expect(form.textarea.getAttribute('aria-label')).to.equal('Reply to Steve');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.submit.textContent).to.equal('Post Reply');
    expect(form.buttons).to.include('Cancel reply');
  });

  it('puts the comment where it belongs, and moves there', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    await post(form, 'Well said');
    await eventually(() =>
      expect(section.outline).to.deep.equal(['first', ['Well said'], 'second']),
    );
    await eventually(() => expect(section.focus).to.equal('Well said'));
    await eventually(() => expect(form.isThere).to.equal(false));
    await eventually(() => expect(section.status).to.equal('Your comment was posted.'));
  });

  it('is not offered below where the backend would refuse it', async () => {
    const chain = [comment('a'), comment('b', 'a'), comment('c', 'b')];
    for (const [deepest, offered] of [
      [0, []],
      [1, ['a']],
      [2, ['a', 'b']],
      [Infinity, ['a', 'b', 'c']],
    ] as const) {
      const section = await openSection({ memory: { comments: chain, rules: { deepest } } });
      const withReply = section.comments.filter(({ buttons }) => buttons.includes('Reply'));
      expect(
        withReply.map(({ id }) => id),
        String(deepest),
      ).to.deep.equal(offered);
    }
  });

  it('that is cancelled keeps the draft, says so, and goes back to the button', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    form.type('Half a');
    form.button('Cancel reply').click();
    await eventually(() => expect(form.isThere).to.equal(false));
    await eventually(() => expect(section.status).to.equal('Your draft is kept.'));
    expect(section.root.activeElement).to.equal(section.comment('first').button('Reply'));
    const again = await openReply(section, 'first');
    await eventually(() => expect(again.text).to.equal('Half a'));
    expect(again.words).to.contain('This is the draft you left here.');
  });

  it('that is cancelled before a word is written says nothing', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    form.press('Escape');
    await eventually(() => expect(form.isThere).to.equal(false));
    expect(section.root.activeElement).to.equal(section.comment('first').button('Reply'));
    expect(section.status).to.equal('');
  });

  it('is left with Esc, but not while an input method uses it', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    form.type('かな');
    form.press('Escape', { isComposing: true });
    // The last one of an input method, as Safari tells of it.
    form.press('Escape', { keyCode: 229 });
    expect(section.status).to.equal('');
    expect(form.isThere).to.equal(true);
    form.press('Escape');
    await eventually(() => expect(form.isThere).to.equal(false));
    const again = await openReply(section, 'first');
    await eventually(() => expect(again.text).to.equal('かな'));
  });

  it('to somebody else leaves what was written to the first', async () => {
    const section = await openSection({ memory: steves() });
    const toSteve = await openReply(section, 'first');
    toSteve.type('Dear Steve');
    const toClive = await openReply(section, 'second');
    toClive.type('Dear Clive');
    expect(toSteve.text).to.equal('Dear Steve');
    expect(toClive.text).to.equal('Dear Clive');
  });

  it('keeps its text when the order changes under it', async () => {
    const section = await openSection({ memory: steves(), attributes: { 'page-size': '1' } });
    const form = await openReply(section, 'first');
    form.type('Dear Steve');
    section.element.sort = 'most-liked';
    await eventually(() => expect(section.status).to.contain('Most liked'));
    const again = await Form.below(section, 'first');
    await eventually(() => expect(again.text).to.equal('Dear Steve'));
  });

  it('quotes what was selected in the comment', async () => {
    const { section } = await openForm({ memory: steves() });
    const text = section.comment('first').part('body')!.querySelector('p')!.lastChild!;
    getSelection()!.setBaseAndExtent(text, 0, text, 'Text'.length);
    const reply = section.comment('first').button('Reply');
    // Browsers take the selection away between the press and the click.
    reply.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    getSelection()!.removeAllRanges();
    reply.click();
    const form = await Form.below(section, 'first');
    await eventually(() => expect(form.text).to.equal('> Text\n\n'));
    expect(form.textarea.selectionStart).to.equal(form.text.length);
  });

  it('quotes of what is selected only what the comment says', async () => {
    const { section } = await openForm({ memory: steves() });
    const { article } = section.comment('first');
    getSelection()!.selectAllChildren(article);
    const form = await openReply(section, 'first');
    await eventually(() => expect(form.text).to.equal('> Text of first\n\n'));
  });

  it('quotes nothing of another comment, and nothing where that would be no quotation', async () => {
    const { section } = await openForm({ memory: steves() });
    getSelection()!.selectAllChildren(section.comment('second').part('body')!);
    const form = await openReply(section, 'first');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.text).to.equal('');
    const plain = await openForm({ memory: steves({ rules: { format: 'text' } }) });
    getSelection()!.selectAllChildren(plain.section.comment('first').part('body')!);
    const reply = await openReply(plain.section, 'first');
    await eventually(() => expect(reply.has(reply.textarea)).to.equal(true));
    expect(reply.text).to.equal('');
  });

  it('without a selection begins empty, also when there was one before', async () => {
    const { section } = await openForm({ memory: steves() });
    getSelection()!.selectAllChildren(section.comment('second').part('body')!);
    getSelection()!.removeAllRanges();
    const form = await openReply(section, 'first');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.text).to.equal('');
  });
});

describe('Editing', () => {
  it('happens in the place of the text, and changes it at once', async () => {
    const section = await openSection({ memory: steves() });
    await posted(section, 'Helo');
    const { article } = section.comment('Helo');
    section.comment('Helo').button('Edit').click();
    const form = await Form.in(article);
    expect(form.title).to.equal('Edit your comment');
    await eventually(() => expect(form.text).to.equal('Helo'));
    expect(form.submit.textContent).to.equal('Save');
    expect(form.identity).to.equal('');
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(section.has('Hello')).to.equal(true));
    await eventually(() => expect(section.status).to.equal('Your comment was changed.'));
    expect(section.comment('Hello').words).to.contain('(edited)');
    expect(section.focus).to.equal('Hello');
  });

  it('that is cancelled leaves the comment as it was, and goes back to the button', async () => {
    const section = await openSection({ memory: steves() });
    await posted(section, 'Hello');
    const { article } = section.comment('Hello');
    section.comment('Hello').button('Edit').click();
    const form = await Form.in(article);
    await eventually(() => expect(form.text).to.equal('Hello'));
    form.button('Cancel').click();
    await eventually(() => expect(section.has('Hello')).to.equal(true));
    expect(section.root.activeElement).to.equal(section.comment('Hello').button('Edit'));
    expect(section.status).not.to.equal('Your draft is kept.');
  });

  it('is offered for one’s own comments only', async () => {
    const section = await openSection({ memory: steves() });
    await posted(section, 'Mine');
    expect(section.comment('Mine').buttons).to.include.members(['Edit', 'Delete']);
    expect(section.comment('first').buttons).not.to.include('Edit');
    expect(section.comment('first').buttons).not.to.include('Delete');
  });
});
