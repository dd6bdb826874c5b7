import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { eventually, openReply, openToWrite, steves, Form, type Section } from './harness.ts';

/** With the focus on the first comment. */
async function open(rules = {}): Promise<{ section: Section; form: Form }> {
  const attributes = { shortcuts: true } as const;
  const opened = await openToWrite({ memory: steves({ rules }), attributes });
  await opened.section.element.goTo('first');
  await eventually(() => expect(opened.section.focus).to.equal('first'));
  return opened;
}

describe('The shortcut', () => {
  it('r answers the comment one is on, and is not typed', async () => {
    const { section } = await open();
    await sendKeys({ press: 'j' });
    await sendKeys({ press: 'r' });
    const form = await Form.below(section, 'second');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.text).to.equal('');
    await sendKeys({ type: 'jkrlx?' });
    expect(form.text).to.equal('jkrlx?');
    expect(section.dialog).to.equal(null);
  });

  it('c goes to the form at the end, and is not typed', async () => {
    const { form } = await open();
    await sendKeys({ press: 'c' });
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.text).to.equal('');
  });

  it('does nothing to one who writes, in a field either', async () => {
    const { section } = await open();
    const form = await openReply(section, 'first');
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    form.field('Name').focus();
    await sendKeys({ type: 'jack lexr' });
    expect(form.field('Name').value).to.equal('jack lexr');
    expect(form.has(form.field('Name'))).to.equal(true);
  });

  it('does nothing where nobody may write', async () => {
    const { section } = await open({ closed: true });
    await sendKeys({ press: 'r' });
    await sendKeys({ press: 'c' });
    await sendKeys({ press: 'j' });
    await eventually(() => expect(section.focus).to.equal('second'));
    expect(section.root.querySelector('textarea')).to.equal(null);
  });

  it('is in the help', async () => {
    const { section } = await open();
    await sendKeys({ type: '?' });
    await eventually(() => expect(section.dialog).not.to.equal(null));
    const words = section.dialog!.textContent.replace(/\s+/g, ' ');
    expect(words).to.contain('r Reply').and.to.contain('c Write a comment');
  });
});
