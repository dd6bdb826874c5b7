import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { comment, someDay } from '../support/comments.ts';
import { afterThisTest, eventually, hasDevtools, openSection, type Section } from './harness.ts';

const comments = [
  comment('a'),
  comment('b', 'a'),
  comment('c', 'b'),
  comment('d', 'a', { status: 'removed' }),
  comment('e', 'd'),
  comment('z', null, { createdAt: someDay + 1000 }),
];

async function open(): Promise<Section> {
  return openSection({ memory: { comments } });
}

async function folded(): Promise<Section> {
  const section = await open();
  section.comment('a').toggle.click();
  await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
  return section;
}

describe('Folding', () => {
  it('is offered where there are replies', async () => {
    const section = await open();
    expect(section.comment('a').toggle).not.to.equal(null);
    expect(section.comment('c').toggle).to.equal(null);
    expect(section.comment('z').toggle).to.equal(null);
  });

  it('by the button hides a branch and says what is in it', async () => {
    const section = await open();
    const { toggle } = section.comment('a');
    expect(toggle.getAttribute('aria-label')).to.equal('Author of a · 3 replies');
    expect(toggle.getAttribute('aria-expanded')).to.equal('true');
    toggle.focus();
    toggle.click();
    await eventually(() => expect(toggle.getAttribute('aria-expanded')).to.equal('false'));
    expect(toggle.textContent.trim()).to.equal('3 replies');
    expect(section.focus).to.equal('Author of a · 3 replies');
    for (const id of ['a', 'b', 'c', 'e']) {
      expect(section.comment(id).isVisible, id).to.equal(false);
    }
    expect(section.comment('z').isVisible).to.equal(true);
  });

  it('by the button is taken back by it', async () => {
    const section = await folded();
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('c').isVisible).to.equal(true));
    expect(section.comment('a').isVisible).to.equal(true);
  });

  it('by the line along the replies does the same', async () => {
    const section = await open();
    section.comment('b').line.click();
    await eventually(() => expect(section.comment('c').isVisible).to.equal(false));
    expect(section.comment('e').isVisible).to.equal(true);
    section.comment('b').line.click();
    await eventually(() => expect(section.comment('c').isVisible).to.equal(true));
  });

  it('controls the element that it names', async () => {
    const section = await open();
    const id = section.comment('a').toggle.getAttribute('aria-controls')!;
    expect(section.root.getElementById(id)!.textContent).to.contain('Text of c');
  });

  it('keeps who wrote the comment and when in sight', async () => {
    const section = await folded();
    expect(section.comment('a').part('author')!.checkVisibility()).to.equal(true);
    expect(section.comment('a').permalink.checkVisibility()).to.equal(true);
  });

  it('ends for a comment that one goes to', async () => {
    const section = await folded();
    section.comment('b').toggle.click();
    await section.element.goTo('c');
    await eventually(() => expect(section.comment('c').isVisible).to.equal(true));
    expect(section.focus).to.equal('c');
  });

  it('outlives a like and a sorting', async () => {
    const section = await folded();
    section.comment('z').like.click();
    section.chooseSort('Newest first');
    await eventually(() => expect(section.ids[0]).to.equal('z'));
    expect(section.comment('b').isVisible).to.equal(false);
  });
});

describe('Find in page', () => {
  it('finds text in a folded branch', async function () {
    if (!('onbeforematch' in document)) return this.skip();
    await folded();
    getSelection()?.removeAllRanges();
    expect(find('Text of c')).to.equal(true);
  });

  // The browser's own search tells of what it found before it shows it; window.find() does not.
  it('unfolds what the browser is about to show', async () => {
    const section = await folded();
    const hidden = section.comment('b').article.closest('[hidden]')!;
    hidden.dispatchEvent(new Event('beforematch', { bubbles: true }));
    await eventually(() => expect(section.comment('c').isVisible).to.equal(true));
    expect(section.comment('a').toggle.getAttribute('aria-expanded')).to.equal('true');
  });

  it('finds what is far down a long thread', async () => {
    const many = Array.from({ length: 200 }, (_, i) => comment(`n${i}`));
    await openSection({ memory: { comments: many }, attributes: { 'page-size': '200' } });
    getSelection()?.removeAllRanges();
    // Chromium finds what is off the screen once it has had a frame.
    await eventually(() => expect(find('Text of n199')).to.equal(true));
  });
});

describe('Print', () => {
  it('shows what is folded, and nothing that can only be pressed', async function () {
    if (!hasDevtools) return this.skip();
    const section = await folded();
    await emulateMedia({ media: 'print' });
    afterThisTest(() => emulateMedia({ media: 'screen' }));
    expect(section.comment('c').isVisible).to.equal(true);
    expect(section.comment('a').isVisible).to.equal(true);
    expect(section.comment('a').toggle.checkVisibility()).to.equal(false);
    expect(section.sort.checkVisibility()).to.equal(false);
  });
});

/** Not in the types: it is no standard, and every browser has it. */
declare function find(text: string): boolean;
