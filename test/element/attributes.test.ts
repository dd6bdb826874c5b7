import { expect } from '@open-wc/testing';
import { de } from '../../src/locales/de.ts';
import { comment, manyComments, someDay } from '../support/comments.ts';
import { CommentSection, eventually, openSection, stylePage } from './harness.ts';

const chain = [comment('a'), comment('b', 'a'), comment('c', 'b'), comment('d', 'c')];
const three = manyComments(3);

describe('Attribute', () => {
  it('thread-title changes the heading', async () => {
    const section = await openSection({ memory: { comments: three } });
    section.element.setAttribute('thread-title', 'Another');
    await eventually(() => expect(section.heading).to.equal('3 thoughts on “Another”'));
  });

  it('thread-title is the title of the page when there is none', async () => {
    const section = await openSection({ memory: { comments: three } });
    section.element.removeAttribute('thread-title');
    await eventually(() => expect(section.heading).to.equal('3 thoughts on “Test”'));
  });

  it('sort changes the order, until the reader chooses', async () => {
    const section = await openSection({
      memory: { comments: three },
      attributes: { sort: 'newest' },
    });
    expect(section.ids).to.deep.equal(['c3', 'c2', 'c1']);
    section.element.setAttribute('sort', 'oldest');
    await eventually(() => expect(section.ids).to.deep.equal(['c1', 'c2', 'c3']));
    expect(section.sort.value).to.equal('oldest');
    section.chooseSort('Newest first');
    await eventually(() => expect(section.status).to.equal('Sorted: Newest first'));
    section.element.setAttribute('sort', 'most-liked');
    section.element.setAttribute('thread-title', 'Another');
    await eventually(() => expect(section.heading).to.equal('3 thoughts on “Another”'));
    // The next order that is said is one that the reader chooses, so none came between.
    section.chooseSort('Oldest first');
    await eventually(() => expect(section.status).not.to.equal('Sorted: Newest first'));
    expect(section.status).to.equal('Sorted: Oldest first');
  });

  it('page-size changes how many come at a time', async () => {
    const section = await openSection({ memory: { comments: three } });
    section.element.setAttribute('page-size', '2');
    await eventually(() => expect(section.ids).to.deep.equal(['c1', 'c2']));
  });

  it('max-depth changes what is indented', async () => {
    const section = await openSection({ memory: { comments: chain } });
    section.element.setAttribute('max-depth', '1');
    await eventually(() => expect(section.outline).to.deep.equal(['a', ['b', 'c', 'd']]));
    section.element.maxDepth = 2;
    await eventually(() => expect(section.outline).to.deep.equal(['a', ['b', ['c', 'd']]]));
  });

  it('heading-level changes all headings', async () => {
    const section = await openSection({ memory: { comments: chain } });
    section.element.setAttribute('heading-level', '4');
    await eventually(() =>
      expect(section.part('heading')!.getAttribute('aria-level')).to.equal('4'),
    );
    expect(section.comments.map(({ headingLevel }) => headingLevel)).to.deep.equal([
      '5',
      '5',
      '5',
      '5',
    ]);
  });

  it('read-only leaves reading, in words', async () => {
    const section = await openSection({ memory: { comments: three, likers: { c1: ['Ada'] } } });
    section.element.toggleAttribute('read-only', true);
    await eventually(() => expect(section.part('like')).to.equal(null));
    expect(section.notices).to.deep.equal(['Comments can be read here, but not written.']);
    expect(section.comment('c1').actions).to.contain('Liked by 1 person');
    section.element.removeAttribute('read-only');
    await eventually(() => expect(section.notices).to.deep.equal([]));
    expect(section.comment('c1').like.textContent).to.contain('Liked by 1 person');
  });

  it('closed says that nothing can be written', async () => {
    const section = await openSection({ memory: { comments: three } });
    section.element.toggleAttribute('closed', true);
    await eventually(() => expect(section.notices).to.deep.equal(['Comments are closed.']));
    section.element.removeAttribute('closed');
    await eventually(() => expect(section.notices).to.deep.equal([]));
  });

  it('avatars shows pictures, which are not asked for without it', async () => {
    const avatar = new URL('/missing/ada.png', location.href).href;
    const comments = [
      comment('a', null, { author: { name: 'Ada', avatar } }),
      comment('b', null, { author: { name: 'Bob', avatar: 'javascript:alert(1)' } }),
      comment('c'),
      comment('d', null, { author: { name: 'Cy', avatar: 'mailto:cy@a.example' } }),
      comment('e', null, { author: { name: 'Di', avatar: `https://bank.example@a.example` } }),
    ];
    const section = await openSection({ memory: { comments } });
    const pictures = (): HTMLImageElement[] => [
      ...section.element.shadowRoot!.querySelectorAll('img'),
    ];
    await eventually(() => expect(section.buttons).to.include('Reply'));
    expect(pictures()).to.deep.equal([]);
    section.element.toggleAttribute('avatars', true);
    await eventually(() => expect(pictures().map(({ src }) => src)).to.deep.equal([avatar]));
    expect(pictures()[0]!.alt).to.equal('');
    expect(pictures()[0]!.referrerPolicy).to.equal('no-referrer');
    section.element.removeAttribute('avatars');
    await eventually(() => expect(pictures()).to.deep.equal([]));
  });

  it('no-likes leaves likes out', async () => {
    const section = await openSection({ memory: { comments: three, likers: { c1: ['Ada'] } } });
    section.element.toggleAttribute('no-likes', true);
    await eventually(() => expect(section.comment('c1').actions).to.equal(''));
    section.element.removeAttribute('no-likes');
    await eventually(() => expect(section.comment('c1').actions).to.contain('Liked by 1 person'));
  });

  it('loading does not load a thread again that is here', async () => {
    let opens = 0;
    const section = await openSection({ memory: { comments: three } });
    section.element.addEventListener('comments-loaded', () => opens++);
    const [first] = section.comments;
    section.element.setAttribute('loading', 'lazy');
    section.element.setAttribute('heading-level', '3');
    await eventually(() =>
      expect(section.part('heading')!.getAttribute('aria-level')).to.equal('3'),
    );
    expect(first!.article.isConnected).to.equal(true);
    expect(opens).to.equal(0);
  });

  const given = [
    ['page-size', '2', () => manyComments(3), ['c1', 'c2', 'c3']],
    ['max-depth', '0', () => chain, ['a', ['b', ['c', ['d']]]]],
  ] as const;
  for (const [name, value, comments, outline] of given) {
    it(`${name} has its default again when it is taken away`, async () => {
      const section = await openSection({
        memory: { comments: comments() },
        attributes: { [name]: value },
      });
      expect(section.outline).not.to.deep.equal(outline);
      section.element.removeAttribute(name);
      await eventually(() => expect(section.outline).to.deep.equal(outline));
    });
  }
});

describe('Language', () => {
  it('is that of the nearest lang, and changes with it', async () => {
    const outer = document.createElement('div');
    outer.lang = 'de-AT';
    document.body.append(outer);
    const section = await openSection({ memory: { comments: three }, inside: outer });
    await eventually(() => expect(section.heading).to.equal('3 Gedanken zu „A Post“'));
    expect(section.part('section')!.lang).to.equal('de-AT');
    outer.lang = 'en';
    await eventually(() => expect(section.heading).to.equal('3 thoughts on “A Post”'));
    section.element.lang = 'ar';
    await eventually(() => expect(section.part('section')!.lang).to.equal('ar'));
    outer.remove();
  });

  it('decides the direction unless the page does', async () => {
    const section = await openSection({ memory: { comments: three }, attributes: { lang: 'ar' } });
    await eventually(() => expect(section.part('section')!.dir).to.equal('rtl'));
    section.element.dir = 'ltr';
    await eventually(() =>
      expect(getComputedStyle(section.part('section')!).direction).to.equal('ltr'),
    );
    section.element.removeAttribute('dir');
    section.element.lang = 'en';
    await eventually(() => expect(section.part('section')!.dir).to.equal('ltr'));
  });

  it('lays out from right to left where the page does', async () => {
    stylePage('', document.documentElement);
    const section = await openSection({
      memory: { comments: [comment('a'), comment('b', 'a', { createdAt: someDay })] },
      attributes: { dir: 'rtl' },
    });
    const outer = section.comment('a').article.getBoundingClientRect();
    const inner = section.comment('b').article.getBoundingClientRect();
    expect(inner.right).to.be.below(outer.right);
    expect(inner.left).to.be.closeTo(outer.left, 1);
  });

  it('is English where there are no words for it', async () => {
    const section = await openSection({ memory: { comments: three }, attributes: { lang: 'tlh' } });
    expect(section.heading).to.equal('3 thoughts on “A Post”');
    expect(section.part('section')!.lang).to.equal('en');
  });

  it('is one that is added while the section is on the page', async () => {
    const attributes = { lang: 'art-x-late' };
    const section = await openSection({ memory: { comments: three }, attributes });
    await section.element.goTo('c1'); // all of it is here by then
    CommentSection.registerLocale('art', async () => ({ ...de, reply: 'Respondi' }));
    await eventually(() => expect(section.comment('c1').buttons).to.include('Respondi'));
    expect(section.heading).to.equal('3 Gedanken zu „A Post“');
    expect(section.part('section')!.lang).to.equal('art-x-late');
  });

  it('has sentences that the page can replace, at any time', async () => {
    const section = await openSection({ memory: { comments: three } });
    section.element.strings = {
      heading: { one: 'A note', other: '{n} notes beside {title}' },
      sorted: 'Now: {sort}',
    };
    await eventually(() => expect(section.heading).to.equal('3 notes beside A Post'));
    section.chooseSort('Newest first');
    await eventually(() => expect(section.status).to.equal('Now: Newest first'));
    section.element.strings = {};
    await eventually(() => expect(section.heading).to.equal('3 thoughts on “A Post”'));
  });
});
