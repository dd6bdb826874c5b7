import { expect } from '@open-wc/testing';
import { comment } from '../support/comments.ts';
import { emulateFeatures } from '../support/emulate-features.ts';
import { contrastsIn } from './contrast.ts';
import {
  afterThisTest,
  eventually,
  openSection,
  putSection,
  stylePage,
  type Section,
  type Wanted,
} from './harness.ts';

const memory = { comments: [comment('a', null, { author: { name: 'Ines', role: 'author' } })] };

async function open(more: Wanted = {}): Promise<Section> {
  return openSection({ memory, ...more });
}

/** What `light-dark()` and form controls follow. */
function scheme(section: Section): string {
  return getComputedStyle(section.element).colorScheme;
}

function expectReadable(section: Section): void {
  const [worst] = contrastsIn(section.root);
  expect(worst!.contrast, worst!.text).to.be.at.least(4.5);
}

/** A style sheet of the page, until the test is over. */
function addSheet(css: string): HTMLStyleElement {
  const sheet = document.createElement('style');
  sheet.textContent = css;
  document.head.append(sheet);
  afterThisTest(() => sheet.remove());
  return sheet;
}

describe('Theme', () => {
  it('is light on a page that says nothing', async () => {
    const section = await open();
    expect(scheme(section)).to.equal('light');
    expectReadable(section);
  });

  const darks = [
    '#111',
    'rgb(20 20 30)',
    'hsl(220 30% 10%)',
    'oklch(0.25 0.05 260)',
    'lab(12% 3 -8)',
    'color(display-p3 0.1 0.1 0.15)',
    'color-mix(in oklab, black 90%, white)',
    'rgb(0 0 0 / 90%)',
  ];
  for (const color of darks) {
    it(`is dark on ${color}, though the page sets no color-scheme`, async () => {
      stylePage(`background: ${color}; color: #ddd`);
      const section = await open();
      expect(scheme(section)).to.equal('dark');
      expectReadable(section);
    });
  }

  for (const color of ['oklch(0.95 0.02 90)', '#ffe', 'rgb(0 0 0 / 10%)', 'transparent']) {
    it(`is light on ${color}`, async () => {
      stylePage(`background: ${color}; color: #222`);
      expect(scheme(await open())).to.equal('light');
    });
  }

  it('looks through what is transparent, and at the nearest that is not', async () => {
    stylePage('background: #111');
    const card = document.createElement('div');
    card.style.cssText = 'background: #fff; color: #222';
    card.innerHTML = '<div style="background: rgb(255 0 0 / 1%)"></div>';
    document.body.append(card);
    afterThisTest(() => card.remove());
    const section = await open({ inside: card.firstElementChild! });
    expect(scheme(section)).to.equal('light');
    expectReadable(section);
  });

  for (const [image, text, expected] of [
    ['linear-gradient(#0a0a12, #1c1c2e)', '#e8e8e8', 'dark'],
    ['url("data:image/gif;base64,R0lGODlhAQABAAAAACw=")', 'oklch(0.95 0 0)', 'dark'],
    ['linear-gradient(#fff, #eef)', '#222', 'light'],
  ] as const) {
    it(`is ${expected} on ${image.split('(')[0]!}(…) with text in ${text}`, async () => {
      stylePage(`background-image: ${image}; color: ${text}`);
      expect(scheme(await open())).to.equal(expected);
    });
  }

  it('does not mind a picture below what is opaque', async () => {
    stylePage('background: url("data:,") #fff; color: #222');
    const card = document.createElement('div');
    card.style.cssText = 'background: linear-gradient(#111, #222) #111; color: #eee';
    document.body.append(card);
    afterThisTest(() => card.remove());
    expect(scheme(await open())).to.equal('light');
    expect(scheme(await open({ inside: card }))).to.equal('dark');
  });

  it('sees the ground of a shadow tree that it stands in', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<div style="background: #101418; color: #eee"><slot></slot></div>';
    document.body.append(host);
    afterThisTest(() => host.remove());
    const section = await open({ inside: host });
    expect(scheme(section)).to.equal('dark');
    section.element.remove();
  });

  it('follows a page that sets color-scheme', async () => {
    stylePage(
      'color-scheme: dark; background: Canvas; color: CanvasText',
      document.documentElement,
    );
    const section = await open();
    expect(scheme(section)).to.equal('dark');
    expectReadable(section);
  });

  it('follows the system where the page does', async function () {
    stylePage('color-scheme: light dark', document.documentElement);
    const section = await open();
    expect(scheme(section)).to.equal('light');
    afterThisTest(() => emulateFeatures());
    const dark = { name: 'prefers-color-scheme', value: 'dark' };
    if (!(await emulateFeatures(dark))) return this.skip();
    await eventually(() => expect(scheme(section)).to.equal('dark'));
  });
});

describe('A theme switch', () => {
  it('that sets a class is followed, back and forth', async () => {
    addSheet('body { background: #fff } body.night { background: #111; color: #ddd }');
    const section = await open();
    expect(scheme(section)).to.equal('light');
    await section.element.goTo('a');
    document.body.classList.add('night');
    await eventually(() => expect(scheme(section)).to.equal('dark'));
    expectReadable(section);
    document.body.classList.remove('night');
    await eventually(() => expect(scheme(section)).to.equal('light'));
  });

  it('that fades is followed once it has faded', async () => {
    addSheet(
      'body { background: #fff; transition: background 80ms } body.night { background: #111 }',
    );
    const section = await open();
    await section.element.goTo('a');
    document.body.classList.add('night');
    afterThisTest(() => document.body.removeAttribute('class'));
    await eventually(() => expect(scheme(section)).to.equal('dark'));
  });

  it('that adds or takes away a style sheet is followed', async () => {
    const section = await open();
    await section.element.goTo('a');
    const sheet = addSheet('body { background: #111 }');
    await eventually(() => expect(scheme(section)).to.equal('dark'));
    sheet.media = 'print';
    await eventually(() => expect(scheme(section)).to.equal('light'));
  });

  it('that fetches another style sheet is followed once that is here', async () => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = 'data:text/css,body{background:white}';
    document.head.append(link);
    afterThisTest(() => link.remove());
    const section = await open();
    await section.element.goTo('a');
    link.href = URL.createObjectURL(new Blob(['body{background:#111}'], { type: 'text/css' }));
    await eventually(() => expect(scheme(section)).to.equal('dark'));
  });

  it('that was pressed before the section loaded is followed', async () => {
    const section = putSection({ memory, attributes: { loading: 'manual' } });
    await section.element.updateComplete;
    stylePage('background: #111; color: #ddd');
    section.element.load();
    await eventually(() => expect(section.has('a')).to.equal(true));
    await eventually(() => expect(scheme(section)).to.equal('dark'));
  });

  it('is followed by a section that was moved elsewhere', async () => {
    const night = document.createElement('div');
    night.style.cssText = 'background: #111; color: #ddd';
    document.body.append(night);
    afterThisTest(() => night.remove());
    const section = await open();
    night.append(section.element);
    await eventually(() => expect(scheme(section)).to.equal('dark'));
  });
});

describe('A forced theme', () => {
  for (const [theme, ground] of [
    ['dark', '#fff'],
    ['light', '#111'],
  ] as const) {
    it(`is ${theme} on any ground, with a ground of its own`, async () => {
      stylePage(`background: ${ground}; color: gray`);
      const section = await open({ attributes: { theme } });
      expect(scheme(section)).to.equal(theme);
      expectReadable(section);
    });

    it(`is ${theme} as a property too`, async () => {
      stylePage(`background: ${ground}; color: gray`);
      const section = await open();
      section.element.theme = theme;
      await eventually(() => expect(scheme(section)).to.equal(theme));
      expectReadable(section);
    });
  }

  it('is given up again with auto', async () => {
    const section = await open({ attributes: { theme: 'dark' } });
    section.element.setAttribute('theme', 'auto');
    await eventually(() => expect(scheme(section)).to.equal('light'));
    section.element.setAttribute('theme', 'dark');
    section.element.removeAttribute('theme');
    await eventually(() => expect(scheme(section)).to.equal('light'));
  });
});

describe('Looks', () => {
  it('are the page’s own: font and colour', async () => {
    stylePage('font: 21px/1.5 Georgia, serif; color: rgb(60, 30, 0)');
    const section = await open();
    const body = getComputedStyle(section.comment('a').part('body')!);
    expect(body.fontFamily).to.contain('Georgia');
    expect(body.fontSize).to.equal('21px');
    expect(body.color).to.equal('rgb(60, 30, 0)');
  });

  it('can be changed by custom properties and parts', async () => {
    addSheet(`comment-section { --comment-accent: rgb(150, 0, 80); --comment-text: rgb(0, 0, 90) }
      comment-section::part(body) { letter-spacing: 3px }`);
    const section = await open();
    const body = getComputedStyle(section.comment('a').part('body')!);
    expect(body.color).to.equal('rgb(0, 0, 90)');
    expect(body.letterSpacing).to.equal('3px');
    const author = section.comment('a').part('author')!;
    const badge = [...author.children].find(({ textContent }) => textContent === 'Author')!;
    expect(getComputedStyle(badge).color).to.equal('rgb(150, 0, 80)');
  });
});
