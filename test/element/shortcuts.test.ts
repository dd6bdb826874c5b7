import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { comment, someDay } from '../support/comments.ts';
import { eventually, openSection, type Section, type Wanted } from './harness.ts';

const memory = {
  comments: [
    comment('a', null, { author: { name: 'Ada' } }),
    comment('b', 'a', { author: { name: 'Bob' } }),
    comment('z', null, { author: { name: 'Zoe' }, createdAt: someDay + 1000 }),
  ],
};

/** A section with the focus on its first comment. */
async function open(shortcuts: boolean, more: Wanted = {}): Promise<Section> {
  const attributes = { ...(shortcuts && { shortcuts: true as const }), ...more.attributes };
  const section = await openSection({ memory, ...more, attributes });
  await eventually(() => expect(section.has('a')).to.equal(true));
  await section.element.goTo('a');
  await eventually(() => expect(section.focus).to.equal('a'));
  return section;
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('Shortcuts', () => {
  it('do nothing unless they are switched on', async () => {
    const section = await open(false);
    await press('j', 'l', 'x', '?');
    expect(section.focus).to.equal('a');
    expect(section.comment('a').actions).to.equal('Like');
    expect(section.comment('b').isVisible).to.equal(true);
    expect(section.dialog === null).to.equal(true);
  });

  it('j and k move the focus to the next and the previous comment, and stop at the ends', async () => {
    const section = await open(true);
    const passed: string[] = [];
    for (const key of ['j', 'j', 'j', 'k', 'k', 'k']) {
      await press(key);
      passed.push(section.focus);
    }
    expect(passed).to.deep.equal(['b', 'z', 'z', 'b', 'a', 'a']);
  });

  it('j goes on from whatever of a comment has the focus, and passes what is folded', async () => {
    const section = await open(true);
    section.comment('a').like.focus();
    await press('j');
    expect(section.focus).to.equal('b');
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    section.comment('a').toggle.focus();
    await press('j');
    expect(section.focus).to.equal('z');
  });

  it('l likes the comment and takes it back', async () => {
    const section = await open(true);
    await press('l');
    await eventually(() => expect(section.comment('a').actions).to.contain('Liked by you'));
    await press('l');
    await eventually(() => expect(section.comment('a').actions).to.equal('Like'));
    expect(section.focus).to.equal('a');
  });

  it('l does nothing where likes are not offered', async () => {
    for (const attributes of [{ 'no-likes': true }, { 'read-only': true }] as const) {
      const section = await open(true, { attributes });
      let asked = 0;
      section.element.addEventListener('comment-like', () => asked++);
      await press('l', 'j');
      expect(section.focus).to.equal('b');
      expect(asked, JSON.stringify(attributes)).to.equal(0);
      section.element.remove();
    }
  });

  it('x folds and unfolds the replies', async () => {
    const section = await open(true);
    await press('x');
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    expect(section.focus).to.equal('a');
    await press('x');
    await eventually(() => expect(section.comment('b').isVisible).to.equal(true));
  });

  it('with modifiers are the browser’s', async () => {
    const section = await open(true);
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
      const event = new KeyboardEvent('keydown', { key: 'j', bubbles: true, [modifier]: true });
      section.comment('a').article.dispatchEvent(event);
      expect(section.focus).to.equal('a');
    }
  });

  it('are not taken from fields of the page, or from outside of the thread', async () => {
    const children = '<input slot="header" aria-label="Search">';
    const section = await open(true, { children });
    const input = section.element.querySelector('input')!;
    input.focus();
    await press('j', 'l');
    await sendKeys({ type: 'x?' });
    expect(input.value).to.equal('jlx?');
    section.sort.focus();
    await press('x');
    expect(section.focus).to.equal('Order of comments');
    expect(section.comment('b').isVisible).to.equal(true);
    expect(section.dialog === null).to.equal(true);
  });

  it('can be switched off again', async () => {
    const section = await open(true);
    section.element.shortcuts = false;
    await press('j');
    expect(section.focus).to.equal('a');
  });
});

describe('Help for shortcuts', () => {
  it('lists them all, closes with Esc, and gives the focus back', async () => {
    const section = await open(true);
    await press('j', '?');
    await eventually(() => expect(section.dialog!.open).to.equal(true));
    const { textContent } = section.dialog!;
    for (const words of ['Keyboard shortcuts', 'Next comment', 'Previous comment', 'This help']) {
      expect(textContent).to.contain(words);
    }
    await expect(section.element).to.be.accessible();
    await press('Escape');
    await eventually(() => expect(section.dialog === null).to.equal(true));
    expect(section.focus).to.equal('b');
  });

  it('closes with its button', async () => {
    const section = await open(true);
    await press('?');
    await eventually(() => expect(section.focus).to.equal('Close'));
    await press('Enter');
    await eventually(() => expect(section.dialog === null).to.equal(true));
    expect(section.focus).to.equal('a');
  });

  it('is in the language of the section', async () => {
    const section = await open(true, { attributes: { lang: 'de' } });
    await eventually(() => expect(section.part('section')!.lang).to.equal('de'));
    await press('?');
    await eventually(() => expect(section.dialog!.textContent).to.contain('Tastenkürzel'));
    await press('Escape');
  });
});
