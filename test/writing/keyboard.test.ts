import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { withAccounts } from './accounts.ts';
import {
  afterThisTest,
  eventually,
  newThread,
  openToWrite,
  Form,
  type Section,
} from './harness.ts';

/** Presses Tab until something of this name has the focus. */
async function tabTo(section: Section, name: string | RegExp): Promise<void> {
  const fits = (focused: string): boolean =>
    typeof name === 'string' ? focused === name : name.test(focused);
  const passed: string[] = [];
  while (!fits(focusOf(section))) {
    if (passed.length > 60) throw new Error(`${String(name)} is not in: ${passed.join(' | ')}`);
    await sendKeys({ press: 'Tab' });
    passed.push(focusOf(section));
  }
}

/** A field goes by its label. */
function focusOf(section: Section): string {
  const { activeElement } = section.root;
  if (activeElement instanceof HTMLInputElement) return activeElement.labels![0]!.innerText;
  return section.focus;
}

async function enter(): Promise<void> {
  await sendKeys({ press: 'Enter' });
}

async function write(text: string): Promise<void> {
  await sendKeys({ type: text });
}

/** With a button before it, from where one tabs into it. */
async function open(): Promise<{ section: Section; form: Form }> {
  const button = document.createElement('button');
  document.body.append(button);
  afterThisTest(() => button.remove());
  const opened = await openToWrite({
    backend: withAccounts(),
    attributes: { thread: newThread() },
  });
  button.focus();
  return opened;
}

/** Something has the focus all the time: nothing that is pressed lets it fall to the page. */
function watchFocus(section: Section): () => void {
  const lost: string[] = [];
  let last = '';
  section.root.addEventListener('keydown', () => (last = focusOf(section)), true);
  return () => {
    if (!section.root.activeElement) lost.push(last);
    expect(lost).to.deep.equal([]);
  };
}

describe('By keyboard alone one', () => {
  it('writes as a guest, previews, posts, edits, deletes and takes that back', async () => {
    const { section, form } = await open();
    const keepsFocus = watchFocus(section);
    await tabTo(section, 'Leave a Reply');
    await eventually(() => form.submit);
    await write('Hello');
    await tabTo(section, 'Bold');
    await sendKeys({ press: 'End' });
    expect(section.focus).to.equal('Preview');
    await enter();
    await eventually(() => expect(form.preview!.textContent).to.contain('Hello'));
    keepsFocus();
    await enter();
    await eventually(() => expect(form.preview).to.equal(null));
    await tabTo(section, /^Email/);
    await write('ada@secret.test');
    await tabTo(section, /^Name/);
    await write('Ada');
    await tabTo(section, 'Post Comment');
    await enter();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Edit'));
    expect(section.focus).to.equal('Hello');

    const { article } = section.comment('Hello');
    await tabTo(section, 'Edit');
    await enter();
    const edit = await Form.in(article);
    await eventually(() => expect(edit.has(edit.textarea)).to.equal(true));
    await write(', world');
    await tabTo(section, 'Save');
    await enter();
    await eventually(() => expect(section.status).to.equal('Your comment was changed.'));
    expect(section.focus).to.equal('Hello, world');

    await tabTo(section, 'Delete');
    await enter();
    await eventually(() => expect(section.status).to.equal('Comment deleted. Undo available.'));
    keepsFocus();
    expect(section.root.activeElement!.id).to.equal('heading');
    await tabTo(section, 'Undo');
    await enter();
    await eventually(() => expect(section.status).to.equal('Comment restored.'));
    expect(section.focus).to.equal('Hello, world');
  }).timeout(20_000);

  it('signs in with a sample account, posts, replies, and logs out', async () => {
    const { section, form } = await open();
    const keepsFocus = watchFocus(section);
    await tabTo(section, 'Leave a Reply');
    await eventually(() => form.button('Log in with Google'));
    await write('Hello');
    await tabTo(section, 'Log in with Google');
    await enter();
    await eventually(() => expect(section.status).to.equal('Signed in as Gale Sample'));
    expect(form.has(form.textarea)).to.equal(true);
    await sendKeys({ down: 'Control' });
    await enter();
    await sendKeys({ up: 'Control' });
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Reply'));

    await tabTo(section, 'Reply');
    await enter();
    const reply = await Form.below(section, 'Hello');
    await eventually(() => expect(reply.has(reply.textarea)).to.equal(true));
    await write('Well said');
    await sendKeys({ press: 'Escape' });
    await eventually(() => expect(section.focus).to.equal('Reply'));
    expect(section.status).to.equal('Your draft is kept.');
    await enter();
    const again = await Form.below(section, 'Hello');
    await eventually(() => expect(again.text).to.equal('Well said'));
    await tabTo(section, 'Post Reply');
    await enter();
    await eventually(() => expect(section.outline).to.deep.equal(['Hello', ['Well said']]));
    expect(section.focus).to.equal('Well said');

    await tabTo(section, 'Leave a Reply');
    await eventually(() => form.submit);
    await tabTo(section, 'Log Out');
    await enter();
    await eventually(() => expect(section.status).to.equal('Signed out'));
    keepsFocus();
    expect(section.focus).to.match(/^Log in with/);
  }).timeout(20_000);

  it('is taken to what is wrong', async () => {
    const { section, form } = await open();
    await tabTo(section, 'Leave a Reply');
    await eventually(() => form.submit);
    await tabTo(section, 'Post Comment');
    await enter();
    await eventually(() => expect(form.has(form.summary)).to.equal(true));
    expect(section.focus).to.equal('There is a problem');
    await tabTo(section, /^Email/);
    expect(form.descriptionOf(section.root.activeElement!)).to.contain('Enter your email address.');
  }).timeout(10_000);
});
