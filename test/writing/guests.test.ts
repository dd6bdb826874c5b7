import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { sampleAccounts } from '../../src/identity/sample-accounts.ts';
import type { Draft } from '../../src/model/draft.ts';
import { CommentError } from '../../src/model/errors.ts';
import {
  ada,
  eventually,
  failing,
  local,
  openForm,
  openReply,
  post,
  posted,
  session,
  steves,
  visits,
} from './harness.ts';

describe('Guests', () => {
  it('give email, name and website, in this order, by labels that stay', async () => {
    const { form } = await openForm();
    expect(form.labels).to.deep.equal([
      'Email (required)',
      'Name (required)',
      'Website',
      'Save my name, email and website in this browser for the next time I comment',
    ]);
    expect(form.descriptionOf(form.field('Email'))).to.equal('Address never made public');
    expect(form.field('Email').required).to.equal(true);
    expect(form.field('Website').required).to.equal(false);
  });

  it('have fields that browsers know how to fill in', async () => {
    const { form } = await openForm();
    const known = ['Email', 'Name', 'Website'].map((label) => {
      const field = form.field(label);
      const { type, name, id } = field;
      const autocomplete = field.getAttribute('autocomplete');
      return { type, name, autocomplete, hasId: id !== '' };
    });
    expect(known).to.deep.equal([
      { type: 'email', name: 'email', autocomplete: 'email', hasId: true },
      { type: 'text', name: 'name', autocomplete: 'name', hasId: true },
      { type: 'url', name: 'website', autocomplete: 'url', hasId: true },
    ]);
    expect(form.element.localName).to.equal('form');
  });

  it('see, hear and reach no more than these; what a machine puts elsewhere is passed on', async () => {
    const drafts: Draft[] = [];
    const backend = failing((method, [draft]) => {
      if (method === 'add') drafts.push(draft as Draft);
    });
    const { section, form } = await openForm({ backend });
    const findTrap = (): HTMLInputElement => form.element.querySelector('[name=subject]')!;
    const trap = findTrap();
    expect(getComputedStyle(trap).display).to.equal('none');
    expect(trap.tabIndex).to.equal(-1);
    expect(trap.autocomplete).to.equal('off');
    await posted(section, 'by hand');
    await form.open();
    findTrap().value = 'Buy this';
    findTrap().dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await posted(section, 'by a machine');
    expect(drafts.map((draft) => draft.trap)).to.deep.equal([undefined, 'Buy this']);
  });

  it('are not asked how long they wrote where that is not known', async () => {
    const drafts: Draft[] = [];
    const backend = failing((method, [draft]) => {
      if (method !== 'add') return;
      drafts.push(draft as Draft);
      if (drafts.length === 2) throw new CommentError('forbidden');
    });
    const { section, form } = await openForm({ backend });
    await posted(section, 'first');
    await post(form, 'second');
    await eventually(() => section.comment('second').button('Edit').click());
    await eventually(() => expect(form.text).to.equal('second'));
    form.submit.click();
    await eventually(() => expect(drafts).to.have.length(3));
    const known = drafts.map(({ tookMs }) => tookMs !== undefined);
    expect(known).to.deep.equal([true, true, false]);
    expect(drafts[0]!.tookMs).to.be.within(0, 60_000);
  });

  it('filled in by the browser, all at once and without a key, are believed', async () => {
    const { section, form } = await openForm();
    form.type('Hello');
    for (const [label, value] of [
      ['Email', ada.email],
      ['Name', ada.name],
    ] as const) {
      const field = form.field(label);
      field.value = value;
      // Chromium and Firefox both tell of what they fill in by input and change, untyped.
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').author).to.equal('Ada'));
  });

  it('give their details once for all forms of the page', async () => {
    const { section, form } = await openForm({ memory: steves() });
    form.fill(ada);
    const reply = await openReply(section, 'first');
    await eventually(() => expect(reply.field('Name').value).to.equal('Ada'));
    expect(reply.field('Name').id).not.to.equal(form.field('Name').id);
  });

  it('are not remembered unless they say so', async () => {
    const { form } = await openForm();
    expect(form.field('Save my name').checked).to.equal(false);
    form.fill(ada);
    expect(session.content).to.contain(ada.email);
    expect(local.content).not.to.contain(ada.email);
    expect(local.content).not.to.contain('Ada');
  });

  it('are remembered when they say so, until they say otherwise', async () => {
    const reader = visits();
    const { section, form } = await reader.open();
    await form.open();
    form.fill(ada);
    form.field('Save my name').click();
    expect(local.content).to.contain(ada.email);
    section.element.remove();
    session.clear();
    const later = await reader.open();
    await later.form.open();
    expect(later.form.field('Email').value).to.equal(ada.email);
    expect(later.form.field('Save my name').checked).to.equal(true);
    later.form.field('Save my name').click();
    expect(local.content).not.to.contain(ada.email);
    expect(later.form.field('Email').value).to.equal(ada.email);
  });

  it('find what they typed after a reload, in this tab', async () => {
    const reader = visits();
    const { section, form } = await reader.open();
    await form.open();
    form.fill(ada);
    section.element.remove();
    const later = await reader.open();
    await later.form.open();
    expect(later.form.field('Name').value).to.equal('Ada');
    expect(later.form.field('Save my name').checked).to.equal(false);
  });

  it('find empty fields when storage holds what nobody can read', async () => {
    for (const broken of ['{', '[]', '7', '{"name":7}']) {
      session.setItem('comment-section:guest', broken);
      const { form } = await openForm();
      expect(form.field('Name').value).to.equal('');
    }
  });

  it('never see their address again once it is sent: not in the page, not in events', async () => {
    const { section, form } = await openForm({ memory: steves() });
    const seen: string[] = [];
    for (const type of ['comment-submit', 'comment-submitted', 'comment-error']) {
      section.element.addEventListener(type, (event) => seen.push(everythingIn(event)));
    }
    await post(form, 'Hello');
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
    await eventually(() => expect(seen).to.have.length(2));
    expect(seen.join()).to.contain('Hello');
    expect(seen.join()).not.to.contain(ada.email);
    expect(section.root.innerHTML).not.to.contain(ada.email);
    expect(section.element.outerHTML).not.to.contain(ada.email);
    await posted(section, 'Reply', await openReply(section, 'first'));
    expect(section.root.innerHTML).not.to.contain(ada.email);
  });

  it('may not be welcome: then there are no fields, and they can still type', async () => {
    const identity = sampleAccounts({ delayMs: 0 });
    const backend = { ...memoryBackend({ rules: { guests: 'no' } }), identity };
    const { section, form } = await openForm({ backend });
    await eventually(() => expect(form.identity).to.contain('Log in to leave a comment:'));
    expect(form.labels).to.deep.equal([]);
    expect(section.notices.join()).not.to.contain('not written');
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(form.has(form.summary)).to.equal(true));
    expect(form.summary!.textContent).to.contain('You have to log in first.');
    expect(section.status).to.equal('You have to log in first.');
    expect(form.text).to.equal('Hello');
    expect(local.content).to.contain('Hello');
  });
});

/** All that a page could read of an event. */
function everythingIn(event: Event): string {
  const names = new Set<string>();
  for (let at: object = event; at !== Event.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  return JSON.stringify([...names].map((name) => Reflect.get(event, name) as unknown));
}
