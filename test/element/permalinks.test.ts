import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { gate } from '../store/harness.ts';
import { comment, manyComments } from '../support/comments.ts';
import { eventually, openSection, opened, putSection, turn } from './harness.ts';
import { openPage, shows } from './page.ts';

const far = (markup: string): string => `<div style="padding-top: 9000px">${markup}</div>`;
const one = '<comment-section thread="t"></comment-section>';

describe('A link to a comment', () => {
  it('counts as near: the section loads, shows it, and has the focus on it', async () => {
    const { section, document } = await openPage({
      address: '#comment-c40',
      body: far(one),
      backend: (make) => make({ comments: manyComments(50), keeper: 'server' }),
    });
    await eventually(() => expect(section.focus).to.equal('c40'));
    expect(section.has('c1')).to.equal(false);
    expect(section.comment('c40').isTarget).to.equal(true);
    expect(document.scrollingElement!.scrollTop).to.be.above(5000);
    const { top } = section.comment('c40').article.getBoundingClientRect();
    expect(top).to.be.within(0, 300);
  });

  it('has the focus on the comment in a language that has to be fetched, too', async () => {
    const { section } = await openPage({
      address: '#comment-b',
      body: '<comment-section thread="t" lang="de"></comment-section>',
      backend: (make) => make({ comments: [comment('a'), comment('b', 'a')] }),
    });
    await shows(section, 'b');
    await eventually(() => expect(section.focus).to.equal('b'));
  });

  it('leads to a reply that does not come along with the first page', async () => {
    const replies = Array.from({ length: 9 }, (_, i) => comment(`r${i}`, 'a'));
    const { section } = await openPage({
      address: '#comment-r8',
      body: one,
      backend: (make) => make({ comments: [comment('a'), ...replies] }),
    });
    await eventually(() => expect(section.focus).to.equal('r8'));
  });

  it('to one that is gone opens the thread, and says so', async () => {
    const { section } = await openPage({
      address: '#comment-nobody',
      body: one,
      backend: (make) => make({ comments: [comment('a')], keeper: 'server' }),
    });
    await shows(section, 'a');
    const sentence = 'The comment that the link leads to is not here any more.';
    expect(section.notices).to.deep.equal([sentence]);
    await eventually(() => expect(section.status).to.equal(sentence));
  });

  it('of another section on the page is none of a section’s business', async () => {
    const { sections } = await openPage({
      address: '#comment-b',
      body: '<comment-section thread="a"></comment-section><comment-section thread="b"></comment-section>',
      backend: (make, i) => make({ comments: [comment(i === 0 ? 'a' : 'b')], keeper: 'server' }),
    });
    await eventually(() => expect(sections[1]!.focus).to.equal('b'));
    await shows(sections[0]!, 'a');
    expect(sections[0]!.notices).to.deep.equal([]);
  });

  it('that is no link of ours is left alone', async () => {
    for (const hash of ['#chapter', '#comment', '#comment-', '#comment-%E0%A4%A', '#Comment-a']) {
      const page = await openPage({
        address: hash,
        body: `<p id="chapter">Chapter</p>${far('')}<comment-section loading="eager" thread="t"></comment-section>`,
        backend: (make) => make({ comments: [comment('a')], keeper: 'server' }),
      });
      await shows(page.section, 'a');
      expect(page.window.location.hash, hash).to.equal(hash);
      expect(page.section.notices, hash).to.deep.equal([]);
      expect(page.section.focus, hash).to.equal('');
    }
  });

  it('in the post calls for a section that is far away and not loaded yet', async () => {
    const { section, document } = await openPage({
      body: `<a href="#comment-c40">See there</a> ${far(one)}`,
      backend: (make) => make({ comments: manyComments(50) }),
    });
    await section.element.updateComplete;
    expect(section.showsChildren).to.equal(true);
    document.querySelector('a')!.click();
    await eventually(() => expect(section.focus).to.equal('c40'));
  });

  it('in the post leads to the comment also while the section is being loaded', async () => {
    const { opened: answered, open } = gate();
    const { section, document } = await openPage({
      body: `<a href="#comment-c40">See there</a> ${one}`,
      backend: (make) =>
        intercept(make({ comments: manyComments(50) }), (method) =>
          method === 'open' ? answered : undefined,
        ),
    });
    await eventually(() => expect(section.notices).to.deep.equal(['Loading comments…']));
    document.querySelector('a')!.click();
    open();
    await eventually(() => expect(section.focus).to.equal('c40'));
  });

  it('in the post does not call for a section that waits for load()', async () => {
    const page = await openPage({
      body: `<a href="#comment-a">See there</a>
        <comment-section thread="t" loading="manual"></comment-section>${one}`,
      backend: (make) => make({ comments: [comment('a')], keeper: 'server' }),
    });
    page.document.querySelector('a')!.click();
    await eventually(() => expect(page.sections[1]!.focus).to.equal('a'));
    expect(page.section.showsChildren).to.equal(true);
  });

  it('in the post leads to the comment when it is clicked', async () => {
    const { section, document } = await openPage({
      body: `<a href="#comment-b">See there</a> ${one}`,
      backend: (make) => make({ comments: [comment('a'), comment('b', 'a')] }),
    });
    await shows(section, 'b');
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    document.querySelector('a')!.click();
    await eventually(() => expect(section.focus).to.equal('b'));
    expect(section.comment('b').isVisible).to.equal(true);
  });
});

describe('A permalink', () => {
  it('that is clicked shows in the address, without a step in the history', async () => {
    const section = await openSection({ memory: { comments: [comment('a'), comment('b')] } });
    await section.element.goTo('a');
    const steps = history.length;
    section.comment('b').permalink.click();
    await eventually(() => expect(section.focus).to.equal('b'));
    expect(location.hash).to.equal('#comment-b');
    section.comment('a').permalink.click();
    await eventually(() => expect(section.focus).to.equal('a'));
    expect(history.length).to.equal(steps);
    expect(section.comment('b').isTarget).to.equal(false);
  });

  it('adds no step to the history either when it is clicked at the first moment', async () => {
    const steps = history.length;
    const section = await openSection({ memory: { comments: [comment('a')] } });
    section.comment('a').permalink.click();
    await eventually(() => expect(section.focus).to.equal('a'));
    expect(location.hash).to.equal('#comment-a');
    expect(history.length).to.equal(steps);
  });

  it('that is clicked with a modifier is the browser’s', async () => {
    const section = await openSection({ memory: { comments: [comment('a')] } });
    await section.element.goTo('nobody');
    const { permalink } = section.comment('a');
    let prevented: boolean | undefined;
    addEventListener(
      'click',
      (event) => {
        prevented = event.defaultPrevented;
        event.preventDefault();
      },
      { once: true },
    );
    permalink.dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey: true }),
    );
    expect(prevented).to.equal(false);
    expect(location.hash).to.equal('');
  });

  it('is right on a page with another base address', async () => {
    const { section, window } = await openPage({
      head: '<base href="https://elsewhere.example/">',
      body: '<comment-section thread="t" loading="eager"></comment-section>',
      backend: (make) => make({ comments: [comment('a')] }),
    });
    await shows(section, 'a');
    expect(section.comment('a').permalink.href).to.equal(`${window.location.href}#comment-a`);
  });
});

describe('goTo()', () => {
  it('leads to the comment also when the backend is slow to open', async () => {
    const { opened: answered, open } = gate();
    const backend = intercept(memoryBackend({ comments: manyComments(60) }), (method) =>
      method === 'open' ? answered : undefined,
    );
    await (await openSection()).element.goTo('nobody'); // all that is imported is here by then
    const section = putSection({ backend });
    await eventually(() => expect(section.notices).to.deep.equal(['Loading comments…']));
    const gone = section.element.goTo('c50');
    await turn();
    open();
    await gone;
    await eventually(() => expect(section.focus).to.equal('c50'));
    expect(section.has('c1')).to.equal(false);
  });

  it('loads what is not here, and says when there is no such comment', async () => {
    const section = await openSection({
      memory: { comments: manyComments(50) },
      attributes: { 'page-size': '10' },
    });
    await section.element.goTo('c45');
    await eventually(() => expect(section.focus).to.equal('c45'));
    await section.element.goTo('nobody');
    await eventually(() => expect(section.status).to.contain('is not here any more'));
    expect(location.hash).to.equal('');
  });

  it('waits for a thread that is still being loaded', async () => {
    const section = await openSection({ memory: { comments: manyComments(50) } });
    const loaded = opened(section.element);
    section.element.thread = 'another';
    await section.element.updateComplete;
    const gone = section.element.goTo('c7');
    await loaded;
    await gone;
    await eventually(() => expect(section.focus).to.equal('c7'));
  });
});
