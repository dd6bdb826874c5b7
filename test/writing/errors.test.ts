import { expect } from '@open-wc/testing';
import { CommentError } from '../../src/model/errors.ts';
import {
  eventually,
  failing,
  openForm,
  openReply,
  openSection,
  post,
  posted,
  steves,
  type Form,
} from './harness.ts';

/** What a field says is wrong with it, once it says so. */
async function problemOf(form: Form, field: HTMLElement): Promise<string> {
  await eventually(() => expect(field.getAttribute('aria-invalid')).to.equal('true'));
  return form.descriptionOf(field);
}

describe('What is wrong with a comment', () => {
  it('is said at the field, which gets the focus', async () => {
    const { form } = await openForm();
    form.type('Hello');
    form.fill({ name: 'Ada' });
    form.submit.click();
    const email = form.field('Email');
    expect(await problemOf(form, email)).to.contain('Enter your email address.');
    expect(form.has(email)).to.equal(true);
    expect(form.summary).to.equal(null);
    expect(form.field('Name').getAttribute('aria-invalid')).to.equal('false');
    expect(form.text).to.equal('Hello');
  });

  it('is summed up where it is more than one thing, and the summary gets the focus', async () => {
    const { form } = await openForm();
    form.submit.click();
    await eventually(() => expect(form.has(form.summary)).to.equal(true));
    expect(form.summary!.textContent).to.contain('There is a problem');
    const problems = [...form.summary!.querySelectorAll('li')].map((each) => each.textContent);
    expect(problems).to.deep.equal([
      'Write something before you post.',
      'Enter your email address.',
      'Enter your name.',
    ]);
    expect(await problemOf(form, form.textarea)).to.equal('Write something before you post.');
    expect(await problemOf(form, form.field('Name'))).to.equal('Enter your name.');
  });

  it('and only the server knows is announced, and said at the field once it is taken back', async () => {
    const backend = failing((method) => {
      if (method !== 'add') return;
      throw new CommentError('too-large', { fields: { name: 'too-long' } });
    });
    const { section, form } = await openForm({ backend });
    await post(form, 'Hello');
    await eventually(() => expect(section.status).to.equal('It is too long.'));
    section.comment('Hello').button('Edit').click();
    await form.open();
    const name = form.field('Name');
    expect(await problemOf(form, name)).to.equal('Name: this is too long.');
    expect(form.text).to.equal('Hello');
  });

  it('goes away while it is mended, field by field', async () => {
    const { section, form } = await openForm();
    form.submit.click();
    await eventually(() => expect(form.summary).not.to.equal(null));
    form.type('Hello');
    await eventually(() => expect(form.textarea.getAttribute('aria-invalid')).to.equal('false'));
    expect(form.field('Name').getAttribute('aria-invalid')).to.equal('true');
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    await eventually(() =>
      expect(form.field('Email').getAttribute('aria-invalid')).to.equal('false'),
    );
    await posted(section, 'Hello');
  });

  it('never disables Post', async () => {
    const { form } = await openForm();
    expect(form.submit.disabled).to.equal(false);
    form.submit.click();
    await eventually(() => expect(form.summary).not.to.equal(null));
    expect(form.submit.disabled).to.equal(false);
    expect(form.submit.hasAttribute('aria-disabled')).to.equal(false);
  });

  it('is shown beside the text, also when that was being previewed', async () => {
    const { form } = await openForm();
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    form.submit.click();
    await eventually(() => expect(form.has(form.textarea)).to.equal(true));
    expect(await problemOf(form, form.textarea)).to.equal('Write something before you post.');
  });

  it('in a reply is said in the reply', async () => {
    const section = await openSection({ memory: steves() });
    const form = await openReply(section, 'first');
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    form.submit.click();
    expect(await problemOf(form, form.textarea)).to.equal('Write something before you post.');
  });

  it('is what the backend asks for, and nothing else', async () => {
    const { section, form } = await openForm({ memory: { rules: { required: [] } } });
    expect(form.labels.slice(0, 3)).to.deep.equal(['Email', 'Name', 'Website']);
    form.type('Hello');
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').author).to.equal('Anonymous'));
  });
});

const wrong: readonly (readonly [what: string, field: 'Email' | 'Website', typed: string])[] = [
  ['an address without an @', 'Email', 'ada.example'],
  ['an address with a space', 'Email', 'ada @example.com'],
  ['an address with two @', 'Email', 'ada@@example.com'],
  ['an address with nothing behind the @', 'Email', 'ada@'],
  ['a website that is a script', 'Website', 'javascript:alert(1)'],
  ['a website with another scheme', 'Website', 'ftp://example.com'],
  ['a website without a host', 'Website', 'https://'],
  ['a website with spaces first', 'Website', 'https:// example.com'],
];

describe('A field with', () => {
  for (const [what, label, typed] of wrong) {
    it(`${what} is refused, and keeps what was typed`, async () => {
      const { section, form } = await openForm();
      form.type('Hello');
      form.fill({ name: 'Ada', email: 'ada@secret.test', [label.toLowerCase()]: typed });
      form.submit.click();
      const example = label === 'Email' ? 'an email address such as' : 'a web address such as';
      expect(await problemOf(form, form.field(label))).to.contain(`Enter ${example}`);
      expect(form.field(label).value).to.equal(typed);
      expect(form.text).to.equal('Hello');
      expect(section.comments).to.have.length(0);
    });
  }
});
