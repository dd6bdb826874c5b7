import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import {
  afterThisTest,
  eventually,
  openSection,
  opened,
  putSection,
  type Section,
} from './harness.ts';

/** A section far below what one sees, and how often its backend was opened. */
function putFarDown(attributes: Record<string, string> = {}): {
  section: Section;
  opens: () => number;
} {
  const far = document.createElement('div');
  far.style.paddingBlockStart = '5000px';
  document.body.append(far);
  afterThisTest(() => {
    far.remove();
    scrollTo(0, 0);
  });
  let opens = 0;
  const backend = intercept(memoryBackend({ comments: [comment('a')] }), (method) => {
    if (method === 'open') opens++;
  });
  const children = '<p>Comments are further down.</p>';
  const all = { loading: 'lazy', ...attributes };
  const section = putSection({ backend, inside: far, children, attributes: all });
  return { section, opens: () => opens };
}

/** Long enough for a section to be loaded, were it near: another one that is has been. */
async function whileAnotherLoads(): Promise<void> {
  const top = document.createElement('div');
  document.body.prepend(top);
  await openSection({ inside: top, attributes: { loading: 'lazy' } });
  top.remove();
}

describe('Loading', () => {
  it('waits until the section comes near', async () => {
    const { section, opens } = putFarDown();
    await whileAnotherLoads();
    expect(opens()).to.equal(0);
    expect(section.showsChildren).to.equal(true);
    scrollTo(0, 4500);
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    expect(opens()).to.equal(1);
  });

  it('begins before the section is seen', async () => {
    const { section } = putFarDown();
    await whileAnotherLoads();
    const top = section.element.getBoundingClientRect().top + scrollY;
    scrollTo(0, top - innerHeight - 600);
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    expect(section.element.getBoundingClientRect().top).to.be.above(innerHeight);
  });

  it('holds the place of what will come', async () => {
    const { section } = putFarDown();
    await section.element.updateComplete;
    expect(section.element.getBoundingClientRect().height).to.be.at.least(innerHeight);
    scrollTo(0, 4500);
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    await eventually(() =>
      expect(section.element.getBoundingClientRect().height).to.be.below(innerHeight),
    );
  });

  it('is at once when it is eager', async () => {
    const { section } = putFarDown({ loading: 'eager' });
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
  });

  it('is at once when it becomes eager', async () => {
    const { section, opens } = putFarDown();
    await whileAnotherLoads();
    expect(opens()).to.equal(0);
    section.element.setAttribute('loading', 'eager');
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
  });

  it('waits for load() when it is manual, and reserves nothing', async () => {
    const section = putSection({ attributes: { loading: 'manual' }, children: '<p>Show</p>' });
    await whileAnotherLoads();
    expect(section.showsChildren).to.equal(true);
    expect(section.element.getBoundingClientRect().height).to.be.below(100);
    section.element.load();
    await eventually(() => expect(section.notices).to.deep.equal(['No comments yet.']));
  });

  it('starts with load() right after the element was put on the page', async () => {
    const section = putSection({ attributes: { loading: 'manual' } });
    section.element.load();
    await eventually(() => expect(section.notices).to.deep.equal(['No comments yet.']));
  });

  it('starts once, however often load() is called', async () => {
    const { section, opens } = putFarDown({ loading: 'manual' });
    await section.element.updateComplete;
    section.element.load();
    section.element.load();
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    section.element.load();
    await whileAnotherLoads();
    expect(opens()).to.equal(1);
  });

  it('starts anew with reload()', async () => {
    const { section, opens } = putFarDown({ loading: 'eager' });
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    const again = opened(section.element);
    section.element.reload();
    await again;
    expect(opens()).to.equal(2);
    expect(section.ids).to.deep.equal(['a']);
  });

  it('starts with goTo(), which shows the comment', async () => {
    const { section } = putFarDown({ loading: 'manual' });
    await section.element.updateComplete;
    await section.element.goTo('a');
    await eventually(() => expect(section.focus).to.equal('a'));
  });
});
