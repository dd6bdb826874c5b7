import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { gate } from '../store/harness.ts';
import { comment, manyComments } from '../support/comments.ts';
import {
  afterThisTest,
  eventually,
  openSection,
  opened,
  putSection,
  turn,
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

/** Not every browser tells of it, so TypeScript does not know it. */
interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Lets the browser paint, and tell of it. */
async function frame(): Promise<void> {
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  await turn();
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

  for (const [thread, comments] of Object.entries({
    empty: [],
    short: [comment('a')],
    long: manyComments(40),
  })) {
    it(`moves nothing when the thread is ${thread}`, async function () {
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return this.skip();
      // Above a long one, what can be seen below it has nowhere to stay.
      const places = ['0', '200px', '90vh', ...(thread === 'long' ? [] : ['-300px'])];
      for (const above of places) {
        const { opened: answered, open } = gate();
        const kept = memoryBackend({ comments, keeper: 'server' });
        const backend = intercept(kept, (method) => (method === 'open' ? answered : undefined));
        const page = document.createElement('div');
        page.innerHTML = '<main></main><footer>What follows</footer>';
        page.style.marginBlockStart = above;
        document.body.append(page);
        afterThisTest(() => page.remove());
        const section = putSection({ backend, inside: page.querySelector('main')! });
        await eventually(() => expect(section.notices).to.deep.equal(['Loading comments…']));
        await frame();
        const shifts: LayoutShift[] = [];
        const note = (list: PerformanceEntry[]): void =>
          void shifts.push(...(list as LayoutShift[]));
        const observer = new PerformanceObserver((list) => note(list.getEntries()));
        observer.observe({ type: 'layout-shift' });
        const loaded = opened(section.element);
        open();
        await loaded;
        await section.element.updateComplete;
        await frame();
        note(observer.takeRecords());
        observer.disconnect();
        const moved = shifts.flatMap(({ sources }) => sources.map(({ node }) => node?.nodeName));
        page.remove();
        expect(moved, above).to.deep.equal([]);
      }
    });
  }

  it('gives back the place that nobody sees', async () => {
    const { section } = putFarDown();
    await whileAnotherLoads();
    section.element.load();
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
    expect(section.element.getBoundingClientRect().height).to.be.below(innerHeight);
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
