import { expect } from '@open-wc/testing';
import { CommentError } from '../../src/model/errors.ts';
import {
  eventually,
  failing,
  gate,
  local,
  newThread,
  openReply,
  openToWrite,
  post,
  posted,
  steves,
  visits,
  Form,
} from './harness.ts';

const restored = 'This is the draft you left here.';

describe('A draft', () => {
  it('is there again on the next visit, with a quiet word', async () => {
    const reader = visits();
    const { section, form } = await reader.open();
    await form.open();
    form.type('Half a thought');
    section.element.remove();
    const later = await reader.open();
    await eventually(() => expect(later.form.text).to.equal('Half a thought'));
    await eventually(() => expect(later.form.words).to.contain(restored));
    expect(later.section.root.activeElement).to.equal(null);
    expect(later.section.status).to.equal('');
    later.form.type('Half a thought, and');
    await eventually(() => expect(later.form.words).not.to.contain(restored));
  });

  it('is written down before the next letter can be typed', async () => {
    const { form } = await visits().open();
    await form.open();
    form.type('Hel');
    expect(local.content).to.contain('"Hel"');
  });

  it('of a reply is where the reply was', async () => {
    const reader = visits(steves());
    const { section } = await reader.open();
    const reply = await openReply(section, 'second');
    reply.type('Dear Clive');
    section.element.remove();
    const later = await reader.open();
    const again = await Form.below(later.section, 'second');
    await eventually(() => expect(again.text).to.equal('Dear Clive'));
    expect(later.form.text).to.equal('');
  });

  it('survives that the element is taken out and put back', async () => {
    const { section, form } = await visits().open();
    await form.open();
    form.type('Half a thought');
    const { element } = section;
    const { parentElement } = element;
    element.remove();
    await element.updateComplete;
    await Promise.resolve();
    parentElement!.append(element);
    await eventually(() => expect(form.text).to.equal('Half a thought'));
  });

  it('survives a reload of the thread', async () => {
    const { section, form } = await visits(steves()).open();
    await form.open();
    form.type('Half a thought');
    section.element.reload();
    await eventually(() => expect(form.words).to.contain(restored));
    expect(form.text).to.equal('Half a thought');
  });

  it('survives a post that fails, and a visit that ends then', async () => {
    let code: 'offline' | undefined = 'offline';
    const thread = newThread();
    const backend = failing((method) => {
      if (method === 'add' && code) throw new CommentError(code);
    });
    const { section, form } = await openToWrite({ backend, attributes: { thread } });
    await post(form, 'Hello');
    await eventually(() => section.comment('Hello').button('Retry'));
    section.element.remove();
    code = undefined;
    const later = await openToWrite({ backend, attributes: { thread } });
    await eventually(() => expect(later.form.text).to.equal('Hello'));
    await eventually(() => later.form.submit.click());
    await eventually(() => expect(later.section.comment('Hello').allActions).to.contain('Like'));
    expect(local.content).not.to.contain('Hello');
  });

  it('survives a visit that ends while it is being sent', async () => {
    const thread = newThread();
    const { opened } = gate();
    const backend = failing((method) => (method === 'add' ? opened : undefined));
    const { section, form } = await openToWrite({ backend, attributes: { thread } });
    await post(form, 'Hello');
    await eventually(() => expect(section.comment('Hello').allActions).to.equal('Sending…'));
    section.element.remove();
    const later = await openToWrite({ backend, attributes: { thread } });
    await eventually(() => expect(later.form.text).to.equal('Hello'));
  });

  it('goes when the comment is there, and not before', async () => {
    const reader = visits();
    const { section } = await reader.open();
    await posted(section, 'Hello');
    await eventually(() => expect(local.content).not.to.contain('Hello'));
    section.element.remove();
    const later = await reader.open();
    await later.form.open();
    expect(later.form.text).to.equal('');
    expect(later.form.words).not.to.contain(restored);
  });

  it('typed before the thread was there comes behind the one that was kept', async () => {
    const reader = visits();
    const { section, form } = await reader.open();
    await form.open();
    form.type('From before.');
    section.element.remove();
    const later = await reader.open();
    // As fast as nobody is, and as a slow connection makes everybody.
    later.form.textarea.value = 'Typed at once.';
    later.form.textarea.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await eventually(() => expect(later.form.text).to.contain('Typed at once.'));
    await eventually(() => expect(local.content).to.contain('Typed at once.'));
    expect(later.form.text).to.contain('From before.');
    expect(local.content).to.contain('From before.');
  });

  it('does not come up in the reply that is opened while it is still being sent', async () => {
    const { opened, open } = gate();
    const backend = failing((method) => (method === 'add' ? opened : undefined), steves());
    const { section } = await openToWrite({ backend });
    await post(await openReply(section, 'first'), 'Well said');
    await eventually(() => expect(section.comment('Well said').allActions).to.equal('Sending…'));
    const again = await openReply(section, 'first');
    await eventually(() => expect(again.has(again.textarea)).to.equal(true));
    expect(again.text).to.equal('');
    open();
    await eventually(() => expect(section.comment('Well said').allActions).to.contain('Like'));
  });
});

describe('Where the browser does not keep drafts', () => {
  const forVisit = /does not let the page keep drafts: this one lasts for this visit/;

  for (const refuses of ['writing', 'everything'] as const) {
    it(`(${refuses} is refused) they last for the visit, and that is said once`, async () => {
      local.refuses = refuses;
      const { section, form } = await visits(steves()).open();
      await form.open();
      expect(form.words).not.to.match(forVisit);
      form.type('Hel');
      await eventually(() => expect(form.words).to.match(forVisit));
      form.type('Hello');
      await form.open();
      expect(form.words.match(/this visit/g)).to.have.length(1);
      const reply = await openReply(section, 'first');
      reply.type('Dear Steve');
      reply.press('Escape');
      const again = await openReply(section, 'first');
      await eventually(() => expect(again.text).to.equal('Dear Steve'));
    });
  }

  it('because it is full, a comment can be written and posted', async () => {
    const { section, form } = await visits().open();
    await form.open();
    form.type('Hel');
    local.refuses = 'writing';
    form.type('Hello');
    await eventually(() => expect(form.words).to.match(forVisit));
    expect(form.text).to.equal('Hello');
    await posted(section, 'Hello');
  });
});
