import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { memoryBackend } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import { emulateFeatures } from '../support/emulate-features.ts';
import { contrastsIn } from './contrast.ts';
import { afterThisTest, eventually, openSection, stylePage, type Section } from './harness.ts';

const now = Date.now();
const memory = {
  comments: [
    comment('a', null, { author: { name: 'Ines', role: 'author' }, createdAt: now - 5e6 }),
    comment('b', 'a', {
      author: { name: 'Ada', url: 'https://ada.example' },
      createdAt: now - 4e6,
    }),
    comment('c', 'b', { status: 'pending', createdAt: now - 3e6 }),
    comment('d', null, { status: 'removed', createdAt: now - 2e6 }),
    comment('e', 'd', { editedAt: now, createdAt: now - 1e6 }),
  ],
  likers: { a: ['Ada', 'Bob'], b: ['Bob'] },
};

/** A section with something of everything on it. */
async function open(attributes: Record<string, string | true> = {}): Promise<Section> {
  const section = await openSection({ memory, attributes });
  await eventually(() => section.comment('a').like.click());
  section.comment('a').buttons.forEach((name) => /Who/.test(name) && section.button(name).click());
  await section.element.goTo('b');
  await eventually(() => expect(section.focus).to.equal('b'));
  return section;
}

async function narrow(): Promise<void> {
  const [width, height] = [innerWidth, innerHeight];
  await setViewport({ width: 360, height: 740 });
  afterThisTest(() => setViewport({ width, height }));
}

describe('axe finds nothing', () => {
  it('in the first view', async () => {
    await expect((await open()).element).to.be.accessible();
  });

  it('in a long thread', async () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      comment(`n${i}`, i % 7 === 0 ? null : `n${i - 1}`, { createdAt: now - i }),
    );
    const section = await openSection({ memory: { comments: many } });
    await expect(section.element).to.be.accessible();
  }).timeout(15_000);

  it('in a folded branch', async () => {
    const section = await open();
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    await expect(section.element).to.be.accessible();
  });

  it('on a dark page', async () => {
    stylePage('background: #15171a; color: #d8d8d8');
    await expect((await open()).element).to.be.accessible();
  });

  for (const theme of ['light', 'dark']) {
    it(`when ${theme} is forced`, async () => {
      await expect((await open({ theme })).element).to.be.accessible();
    });
  }

  it('from right to left, in Arabic', async () => {
    const section = await open({ lang: 'ar', dir: 'rtl' });
    await eventually(() => expect(section.part('section')!.lang).to.equal('ar'));
    await expect(section.element).to.be.accessible();
  });

  it('in a column of 360 pixels', async () => {
    await narrow();
    await expect((await open()).element).to.be.accessible();
  });

  it('in an error', async () => {
    const backend = intercept(memoryBackend(), (method) => {
      if (method === 'open') throw new CommentError('offline');
    });
    const section = await openSection({ backend });
    await eventually(() => expect(section.notices.join()).to.contain('offline'));
    await expect(section.element).to.be.accessible();
  });

  it('in a like that could not be sent', async () => {
    const backend = intercept(memoryBackend(memory), (method) => {
      if (method === 'setLiked') throw new CommentError('offline');
    });
    const section = await openSection({ backend });
    section.comment('a').like.click();
    await eventually(() => expect(section.buttons).to.include('Discard'));
    await expect(section.element).to.be.accessible();
  });

  it('in an empty thread', async () => {
    await expect((await openSection()).element).to.be.accessible();
  });

  it('in a closed thread', async () => {
    await expect((await open({ closed: true })).element).to.be.accessible();
  });

  it('in forced colours', async function () {
    afterThisTest(() => emulateFeatures());
    if (!(await emulateFeatures({ name: 'forced-colors', value: 'active' }))) return this.skip();
    const section = await open();
    await expect(section.element).to.be.accessible();
    const { borderStyle } = getComputedStyle(
      section.comment('a').article.querySelector('[aria-hidden="true"]')!,
    );
    expect(borderStyle).to.equal('solid');
  });
});

describe('On a dark page of 360 pixels that sets no color-scheme', () => {
  it('all text has a contrast of 4.5 at least', async () => {
    await narrow();
    stylePage('background: #1a1a1a; color: #ccc');
    const section = await open();
    expect(getComputedStyle(document.documentElement).colorScheme).to.equal('normal');
    const words = contrastsIn(section.root);
    expect(words.length).to.be.above(15);
    expect(words[0]!.contrast, words[0]!.text).to.be.at.least(4.5);
  });

  it('errors have it too', async () => {
    await narrow();
    stylePage('background: #1a1a1a; color: #ccc');
    const backend = intercept(memoryBackend(), (method) => {
      if (method === 'open') throw new CommentError('offline');
    });
    const section = await openSection({ backend });
    await eventually(() => expect(section.notices.join()).to.contain('offline'));
    const [worst] = contrastsIn(section.root);
    expect(worst!.contrast, worst!.text).to.be.at.least(4.5);
  });
});

describe('A narrow column', () => {
  it('scrolls in one direction only, at 320 pixels and deep replies', async () => {
    const column = document.createElement('div');
    column.style.inlineSize = '320px';
    document.body.append(column);
    afterThisTest(() => column.remove());
    const deep = Array.from({ length: 10 }, (_, i) =>
      comment(`n${i}`, i === 0 ? null : `n${i - 1}`, {
        body: { format: 'text', source: 'https://example.org/'.padEnd(200, 'x') },
      }),
    );
    const section = await openSection({ memory: { comments: deep }, inside: column });
    expect(section.element.scrollWidth).to.be.at.most(320);
    for (const { article } of section.comments) {
      expect(article.getBoundingClientRect().right).to.be.at.most(
        column.getBoundingClientRect().right + 1,
      );
      expect(article.getBoundingClientRect().width).to.be.at.least(180);
    }
    expect(section.text).to.contain('in reply to Author of n3');
  });

  it('has targets of 24 pixels at least', async () => {
    const section = await open();
    const small = [...section.root.querySelectorAll('button, select, [part~="time"]')]
      .map((each) => ({ name: each.textContent.trim(), box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`);
    expect(small).to.deep.equal([]);
  });
});
