import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import {
  ada,
  eventually,
  newThread,
  openForm,
  openReply,
  openToWrite,
  posted,
  steves,
  Form,
  type Section,
} from './harness.ts';

/** Something to write in; a choice of orders is in a form, too. */
function hasForm({ root }: Section): boolean {
  return root.querySelector('form[data-place]') !== null;
}

describe('Read-only', () => {
  it('offers neither Edit nor Delete, and no form that was left open', async () => {
    const { section, form } = await openForm({ memory: steves() });
    await posted(section, 'Mine');
    await posted(section, 'Mine too');
    const { article } = section.comment('Mine too');
    section.comment('Mine too').button('Edit').click();
    await Form.in(article);
    (await openReply(section, 'first')).type('Half a thought');
    section.element.readOnly = true;
    await eventually(() => expect(form.isThere).to.equal(false));
    await section.element.updateComplete;
    expect(section.comment('Mine').buttons).not.to.include.members(['Edit', 'Delete']);
    expect(section.ids).to.include('Mine too');
    expect(hasForm(section)).to.equal(false);
    section.element.readOnly = false;
    const again = await Form.below(section, 'first');
    await eventually(() => expect(again.text).to.equal('Half a thought'));
  });

  it('keeps drafts for later, and shows none', async () => {
    const attributes = { thread: newThread() };
    const backend = memoryBackend({ keeper: 'server', ...steves() });
    const { section, form } = await openForm({ backend, attributes });
    form.type('At the end');
    (await openReply(section, 'first')).type('Below');
    section.element.remove();
    const reading = await openToWrite({
      backend,
      attributes: { ...attributes, 'read-only': true },
    });
    await reading.section.element.goTo('first');
    expect(hasForm(reading.section)).to.equal(false);
    reading.section.element.remove();
    const later = await openToWrite({ backend, attributes });
    await eventually(() => expect(later.form.text).to.equal('At the end'));
    const below = await Form.below(later.section, 'first');
    await eventually(() => expect(below.text).to.equal('Below'));
  });
});

describe('Closed by the page', () => {
  it('takes nothing that was begun before, and says so; the text stays', async () => {
    const { section, form } = await openForm({ memory: steves() });
    form.type('At the end');
    form.fill(ada);
    const reply = await openReply(section, 'first');
    reply.type('Below');
    section.element.closed = true;
    await eventually(() => expect(section.notices).to.include('Comments are closed.'));
    for (const each of [form, reply]) {
      each.submit.click();
      await eventually(() => expect(each.summary!.textContent).to.contain('Comments are closed.'));
    }
    expect([form.text, reply.text]).to.deep.equal(['At the end', 'Below']);
    expect(section.ids).to.deep.equal(['first', 'second']);
  });

  it('leaves what is one’s own to be changed and deleted', async () => {
    const { section } = await openForm();
    await posted(section, 'Helo');
    section.element.closed = true;
    const { article } = section.comment('Helo');
    section.comment('Helo').button('Edit').click();
    const form = await Form.in(article);
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').buttons).to.include('Delete'));
  });
});
