import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { comment, someDay } from '../support/comments.ts';
import { afterThisTest, eventually, openSection, type Section } from './harness.ts';

const memory = {
  comments: [
    comment('a', null, { author: { name: 'Ada' } }),
    comment('b', 'a', { author: { name: 'Bob' } }),
    comment('z', null, { author: { name: 'Zoe' }, createdAt: someDay + 1000 }),
  ],
};

/** A section with a button before it, which has the focus. */
async function open(attributes: Record<string, string | true> = {}): Promise<Section> {
  const button = document.createElement('button');
  button.textContent = 'Before';
  document.body.append(button);
  afterThisTest(() => button.remove());
  const section = await openSection({ memory, attributes });
  await section.element.goTo('nobody'); // everything is loaded that answers to keys
  button.focus();
  return section;
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(section: Section, name: string): Promise<void> {
  const passed: string[] = [];
  while (section.focus !== name) {
    if (passed.length > 30) throw new Error(`${name} cannot be reached: ${passed.join(' | ')}`);
    await sendKeys({ press: 'Tab' });
    passed.push(section.focus);
  }
}

describe('By keyboard alone', () => {
  it('one comes by everything, in reading order', async () => {
    const section = await open();
    const passed: string[] = [];
    for (let i = 0; i < 12; i++) {
      await sendKeys({ press: 'Tab' });
      passed.push(section.focus.replace(/\d+ years ago/, 'time'));
    }
    expect(passed).to.deep.equal([
      'Order of comments',
      'time',
      'Ada · 1 reply',
      'Like',
      'Reply',
      'time',
      'Like',
      'Reply',
      'time',
      'Like',
      'Reply',
      'Leave a Reply',
    ]);
  });

  it('what has the focus can be seen to have it', async () => {
    const section = await open();
    await tabTo(section, 'Like');
    const { outlineStyle, outlineWidth } = getComputedStyle(section.root.activeElement!);
    expect([outlineStyle, outlineWidth]).to.deep.equal(['solid', '2px']);
  });

  for (const [name, key] of [
    ['Enter', 'Enter'],
    ['Space', ' '],
  ] as const) {
    it(`one likes with ${name}, and takes it back`, async () => {
      const section = await open();
      await tabTo(section, 'Like');
      await sendKeys({ press: key });
      await eventually(() => expect(section.focus).to.equal('Liked by you'));
      await sendKeys({ press: key });
      await eventually(() => expect(section.focus).to.equal('Like'));
    });
  }

  it('one sorts', async () => {
    const section = await open();
    await tabTo(section, 'Order of comments');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await eventually(() => expect(section.ids).to.deep.equal(['z', 'a', 'b']));
    expect(section.focus).to.equal('Order of comments');
  });

  it('one folds and unfolds', async () => {
    const section = await open();
    await tabTo(section, 'Ada · 1 reply');
    await sendKeys({ press: 'Enter' });
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    await sendKeys({ press: 'Tab' });
    expect(section.comments[2]!.permalink === section.root.activeElement).to.equal(true);
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ press: ' ' });
    await eventually(() => expect(section.comment('b').isVisible).to.equal(true));
  });

  it('one follows a permalink, and goes on from there', async () => {
    const section = await open();
    await tabTo(section, 'Ada · 1 reply');
    for (let i = 0; i < 3; i++) await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await eventually(() => expect(section.focus).to.equal('b'));
    expect(location.hash).to.equal('#comment-b');
    await sendKeys({ press: 'Tab' });
    expect(section.comment('b').permalink === section.root.activeElement).to.equal(true);
  });
});
