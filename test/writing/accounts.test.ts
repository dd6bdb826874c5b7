import { expect } from '@open-wc/testing';
import type { IdentityService } from '../../src/identity/contract.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import { sampleAccounts } from '../../src/identity/sample-accounts.ts';
import { CommentError } from '../../src/model/errors.ts';
import { forever, logIn, openWithAccounts, withAccounts } from './accounts.ts';
import { listenToConsole } from '../element/harness.ts';
import { eventually, local, openForm, openReply, openToWrite, posted, session } from './harness.ts';

describe('Accounts', () => {
  it('are offered above the fields, plainly marked as samples', async () => {
    const { form } = await openWithAccounts();
    expect(form.identity).to.match(/^Fill in your details below or click an icon to log in:/);
    expect(form.identity).to.contain('Sample account: nothing leaves this browser.');
    expect(form.buttons.filter((name) => name.startsWith('Log in with'))).to.deep.equal([
      'Log in with WordPress.com',
      'Log in with Google',
      'Log in with X',
      'Log in with Facebook',
    ]);
  });

  it('that are samples are never there unless the page asks for them', async () => {
    const attributes = { thread: `samples ${Math.random()}` };
    const plain = await openForm({ backend: null, attributes });
    expect(plain.form.buttons.join()).not.to.contain('Log in');
    expect(plain.form.labels).to.have.length(4);
    const asked = { ...attributes, 'sample-accounts': true } as const;
    const demo = await openForm({ backend: null, attributes: asked });
    await eventually(() => demo.form.button('Log in with Google'));
  });

  it('that are samples are not offered where comments go to a server', async () => {
    const attributes = { 'sample-accounts': true } as const;
    const { form } = await openForm({ attributes, backend: memoryBackend({ keeper: 'server' }) });
    expect(form.buttons.join()).not.to.contain('Log in');
  });

  it('are those of the attribute, in its order', async () => {
    const { form } = await openWithAccounts(0, { login: 'x, google nowhere' });
    expect(form.buttons.filter((name) => name.startsWith('Log in with'))).to.deep.equal([
      'Log in with X',
      'Log in with Google',
    ]);
  });

  it('that the attribute names and that there are not are told to the owner', async () => {
    const { warnings } = listenToConsole();
    await openWithAccounts(0, { login: 'gogle google' });
    const known = 'one of wordpress, google, x, facebook';
    await eventually(() =>
      expect(warnings.join()).to.contain(`<comment-section>: login="gogle" is not ${known}.`),
    );
  });

  it('that the attribute leaves out are still called by their names while one is signed in there', async () => {
    const backend = withAccounts();
    const before = await openForm({ backend });
    await eventually(() => before.form.providers[0]!.id);
    await logIn(before.form);
    const { form } = await openForm({ backend, attributes: { login: 'x' } });
    await eventually(() => expect(form.identity).to.contain('You are commenting'));
    expect(form.identity).to.contain('using your Google account');
    expect(form.identity).to.contain('Sample account');
  });

  it('needed where the page leaves none to log in with: that is said', async () => {
    const identity = sampleAccounts({ delayMs: 0 });
    const backend = { ...memoryBackend({ rules: { guests: 'no' } }), identity };
    const { form } = await openForm({ backend, attributes: { login: 'gogle' } });
    await eventually(() =>
      expect(form.identity).to.equal('Only people with an account on this site can comment.'),
    );
  });

  it('connect, and say so, with a way out', async () => {
    const { section, form } = await openWithAccounts(forever);
    form.type('Hello');
    const google = form.button('Log in with Google');
    google.focus();
    google.click();
    const words = 'Connecting to Google… Sample account: nothing leaves this browser.';
    await eventually(() => expect(form.identity).to.equal(`${words} Cancel`));
    await eventually(() => expect(form.has(form.button('Cancel'))).to.equal(true));
    expect(form.descriptionOf(form.button('Cancel'))).to.equal(words);
    expect(section.root.querySelectorAll('[role="status"]')).to.have.length(1);
    form.button('Cancel').click();
    await eventually(() => expect(form.identity).to.contain('Fill in your details'));
    await eventually(() => expect(form.buttons).to.include(section.focus));
    expect(form.text).to.equal('Hello');
    expect(section.status).to.equal('');
  });

  it('do not take the focus back from a page that the reader has gone on to', async () => {
    const { section, form } = await openWithAccounts();
    const email = form.field('Email');
    email.focus();
    form.fill({ email: 'ada@secret.test' });
    email.blur();
    section.element.requestUpdate();
    await section.element.updateComplete;
    expect(section.focus).to.equal('');
  });

  it('are connected to one at a time', async () => {
    const { form } = await openWithAccounts(forever);
    form.button('Log in with Google').click();
    await eventually(() => form.button('Cancel').click());
    await eventually(() => form.button('Log in with X').click());
    await eventually(() => expect(form.identity).to.contain('Connecting to X…'));
  });

  it('once connected say as whom one is commenting, and the text has the focus', async () => {
    const { section, form } = await openWithAccounts();
    form.type('Hello');
    await logIn(form);
    expect(form.identity).to.contain(
      'You are commenting using your Google account. (Log Out / Change)',
    );
    expect(form.identity).to.contain('Sample account: nothing leaves this browser.');
    expect(form.labels).to.deep.equal([]);
    await eventually(() => expect(section.status).to.equal('Signed in as Gale Sample'));
    expect(form.has(form.textarea)).to.equal(true);
    expect(form.text).to.equal('Hello');
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Edit'));
    expect(section.comment('Hello').author).to.equal('Gale Sample');
  });

  it('are logged in with for the form in which that was asked for', async () => {
    const { section, form } = await openWithAccounts();
    await posted(section, 'Mine');
    await form.open();
    const reply = await openReply(section, 'Mine');
    reply.type('Below');
    await form.open();
    form.type('At the end');
    form.fill({ email: '', name: '' });
    form.submit.click();
    await eventually(() => expect(form.summary).not.to.equal(null));
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    form.button('Log in with Google').click();
    await eventually(() => expect(form.identity).to.contain('You are commenting'));
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(form.textarea.checkVisibility()).to.equal(true);
    expect(reply.text).to.equal('Below');
  });

  it('take away what was wrong with a guest’s details', async () => {
    const { section, form } = await openWithAccounts();
    form.type('At the end');
    form.fill({ email: 'nonsense', name: '' });
    form.submit.click();
    await eventually(() => expect(form.summary).not.to.equal(null));
    await logIn(form);
    await eventually(() => expect(form.summary).to.equal(null));
    form.button('Log Out').click();
    await eventually(() => expect(section.status).to.equal('Signed out'));
    expect(form.field('Email').getAttribute('aria-invalid')).to.equal('false');
  });

  it('can be changed for another, or kept', async () => {
    const { section, form } = await openWithAccounts();
    await logIn(form);
    form.button('Change').click();
    await eventually(() => form.button('Log in with X'));
    expect(form.labels).to.deep.equal([]);
    form.button('Cancel').click();
    await eventually(() => expect(form.identity).to.contain('your Google account'));
    form.button('Change').click();
    await eventually(() => form.button('Log in with X').click());
    await eventually(() => expect(form.identity).to.contain('your X account'));
    await eventually(() => expect(section.status).to.equal('Signed in as Xenia Sample'));
  });

  it('end with Log Out, which costs no text', async () => {
    const { section, form } = await openWithAccounts();
    await logIn(form);
    form.type('Hello');
    form.button('Log Out').focus();
    form.button('Log Out').click();
    await eventually(() => expect(form.labels).to.have.length(4));
    expect(section.status).to.equal('Signed out');
    await eventually(() => expect(form.buttons).to.include(section.focus));
    expect(form.text).to.equal('Hello');
    expect(session.content).not.to.contain('sample-google');
  });

  it('are still there after a reload, and so is the text', async () => {
    const backend = withAccounts();
    const attributes = { thread: 'reloaded' };
    const { section, form } = await openToWrite({ backend, attributes });
    await form.open();
    await eventually(() => form.button('Log in with Google'));
    form.type('Hello');
    await logIn(form);
    section.element.remove();
    const later = await openToWrite({ backend, attributes });
    await eventually(() => expect(later.form.identity).to.contain('your Google account'));
    expect(later.form.text).to.equal('Hello');
  });

  it('lost while connecting cost nothing', async () => {
    const { section, form } = await openWithAccounts(forever);
    form.type('Hello');
    form.button('Log in with Google').click();
    await eventually(() => form.button('Cancel'));
    section.element.remove();
    expect(local.content).to.contain('Hello');
  });

  it('that could not be reached say why, and the row is there again', async () => {
    const broken: IdentityService = {
      providers: async () => [{ id: 'google', label: 'Google' }],
      viewer: async () => null,
      begin: () => ({
        async *[Symbol.asyncIterator]() {
          yield { step: 'failed' as const, error: new CommentError('forbidden') };
        },
        focusWindow() {},
        cancel() {},
      }),
      signOut: async () => {},
      subscribe: () => () => {},
    };
    const { section, form } = await openForm({ backend: { ...memoryBackend(), identity: broken } });
    await eventually(() => form.button('Log in with Google').click());
    await eventually(() => expect(form.identity).to.contain('That is not allowed.'));
    expect(form.identity).not.to.contain('Sample');
    expect(section.status).to.equal('That is not allowed.');
  });
});
