import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { CommentError } from '../../src/model/errors.ts';
import { contrastsIn } from '../element/contrast.ts';
import { stylePage } from '../element/harness.ts';
import { forever, logIn, openWithAccounts } from './accounts.ts';
import {
  afterThisTest,
  eventually,
  failing,
  openForm,
  openReply,
  openToWrite,
  post,
  posted,
  steves,
  Form,
  type Section,
} from './harness.ts';

/** Every state in which a writer can find a form; each brings it about. */
const states: Readonly<Record<string, (attributes: Attributes) => Promise<Section>>> = {
  async 'at rest'(attributes) {
    return (await openToWrite({ memory: steves(), attributes })).section;
  },
  async open(attributes) {
    return (await openWithAccounts(0, attributes)).section;
  },
  async 'in a reply'(attributes) {
    const { section } = await openToWrite({ memory: steves(), attributes });
    await inReply(section);
    return section;
  },
  async 'while connecting'(attributes) {
    const { section, form } = await openWithAccounts(forever, attributes);
    form.providers[0]!.click();
    await eventually(() => expect(form.providers).to.have.length(0));
    return section;
  },
  async 'signed in'(attributes) {
    const { section, form } = await openWithAccounts(0, attributes);
    form.providers[0]!.click();
    await eventually(() => expect(form.identity).to.contain('WordPress.com'));
    return section;
  },
  async 'while sending'(attributes) {
    const backend = failing((method) => (method === 'add' ? new Promise(() => {}) : undefined));
    return written(await openForm({ backend, attributes }));
  },
  async 'after a failure'(attributes) {
    const backend = failing((method) => {
      if (method === 'add') throw new CommentError('offline');
    });
    const section = await written(await openForm({ backend, attributes }));
    await eventually(() => expect(section.root.querySelector('article .bad')).not.to.equal(null));
    return section;
  },
  async 'awaiting moderation'(attributes) {
    const memory = { ...steves(), rules: { moderation: 'all' } as const };
    return written(await openForm({ memory, attributes }));
  },
  async 'with errors'(attributes) {
    const { section, form } = await openForm({ memory: steves(), attributes });
    form.fill({ website: 'ftp://x' });
    form.submit.click();
    await eventually(() => expect(form.summary).not.to.equal(null));
    return section;
  },
  async 'with a preview'(attributes) {
    const { section, form } = await openForm({ memory: steves(), attributes });
    form.type('Some *text*');
    form.element.querySelector<HTMLElement>('[data-do="preview"]')!.click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    return section;
  },
  async 'with a draft that was restored'(attributes) {
    const { section, form } = await openForm({ memory: steves(), attributes });
    form.type('Some text');
    section.element.reload();
    await eventually(() => expect(form.element.querySelector('.note')).not.to.equal(null));
    return section;
  },
  async 'after deleting'(attributes) {
    const section = await written(await openForm({ memory: steves(), attributes }));
    const remove = '[data-do="remove"]';
    await eventually(() => section.root.querySelector<HTMLElement>(remove)!.click());
    await eventually(() =>
      expect(section.root.querySelector('[data-do="undo"]')).not.to.equal(null),
    );
    return section;
  },
};

type Attributes = Readonly<Record<string, string | true>>;

async function inReply(section: Section): Promise<Form> {
  section.comment('first').article.querySelector<HTMLElement>('[data-do="reply"]')!.click();
  const form = await Form.below(section, 'first');
  form.type('A word');
  return form;
}

async function written({ section, form }: { section: Section; form: Form }): Promise<Section> {
  await post(form, 'Mine');
  await eventually(() => expect(section.comment('Mine').actions).not.to.equal(''));
  return section;
}

const places: readonly (readonly [
  where: string,
  attributes: Attributes,
  prepare?: () => unknown,
])[] = [
  ['', {}],
  [' on a dark page', {}, () => stylePage('background: #15171a; color: #d8d8d8')],
  [' in Arabic, from right to left', { lang: 'ar', dir: 'rtl' }],
  [' in a column of 360 pixels', {}, narrow],
];

async function narrow(): Promise<void> {
  const [width, height] = [innerWidth, innerHeight];
  await setViewport({ width: 360, height: 740 });
  afterThisTest(() => setViewport({ width, height }));
}

for (const [where, attributes, prepare] of places) {
  describe(`axe finds nothing${where}`, () => {
    for (const [name, bring] of Object.entries(states)) {
      it(name, async () => {
        await prepare?.();
        const section = await bring(attributes);
        await settled(section);
        await expect(section.element).to.be.accessible();
        const dim = contrastsIn(section.root).filter(({ contrast }) => contrast < 4.5);
        expect(dim).to.deep.equal([]);
        const { width } = section.element.getBoundingClientRect();
        expect(section.element.scrollWidth).to.be.at.most(Math.ceil(width));
      }).timeout(10_000);
    }
  });
}

/** What slides in is half transparent on its way. */
async function settled(section: Section): Promise<void> {
  await section.element.updateComplete;
  const animations = section.root.getAnimations();
  await Promise.all(animations.map(({ finished }) => finished.catch(() => {})));
}

describe('Those who do not see', () => {
  it('have a heading for every form, one level below what it belongs to', async () => {
    const { section, form } = await openForm({ memory: steves() });
    const reply = await openReply(section, 'first');
    const level = (each: Form): string | null =>
      each.element.querySelector('[role="heading"]')!.getAttribute('aria-level');
    expect([level(form), level(reply)]).to.deep.equal(['3', '4']);
  });

  it('hear from one polite place only', async () => {
    const { section } = await openWithAccounts();
    await posted(section, 'Hello');
    expect(section.root.querySelectorAll('[role="status"], [aria-live]')).to.have.length(1);
  });

  it('find every control named, and no id twice', async () => {
    const { section, form } = await openWithAccounts();
    await posted(section, 'Hello');
    const reply = await openReply(section, 'Hello');
    reply.type('Well said');
    await form.open();
    await logIn(reply);
    const ids = [...section.root.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids).to.have.length(new Set(ids).size);
    expect(section.buttons.filter((name) => name.trim() === '')).to.deep.equal([]);
  });

  it('can press everything: nothing is smaller than 24 pixels', async () => {
    const { section } = await openWithAccounts();
    await posted(section, 'Hello', Form.of(section));
    await openReply(section, 'Hello');
    await settled(section);
    const small = [...section.root.querySelectorAll('form button, form input, form textarea')]
      .map((each) => each.closest('label') ?? each)
      .filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return width > 0 && (width < 24 || height < 24);
      })
      .map((each) => each.outerHTML);
    expect(small).to.deep.equal([]);
  });
});
