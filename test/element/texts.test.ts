import { expect } from '@open-wc/testing';
import type { Body } from '../../src/model/comment.ts';
import { comment } from '../support/comments.ts';
import { eventually, openSection, type Section } from './harness.ts';

async function read(...bodies: Body[]): Promise<Section> {
  const comments = bodies.map((body, i) => comment(`c${i}`, null, { body }));
  return openSection({ memory: { comments } });
}

const markdown = (source: string): Body => ({ format: 'markdown', source });
const html = (source: string): Body => ({ format: 'html', source });
const long = Array.from({ length: 50 }, (_, i) => `This is sentence ${i} of a long text.`).join(
  ' ',
);

describe('Texts', () => {
  it('show their Markdown as what it means', async () => {
    const section = await read(markdown('**Strong** and [here](https://a.example/)'));
    const body = section.comments[0]!.part('body')!;
    await eventually(() => expect(body.querySelector('strong')!.textContent).to.equal('Strong'));
    const link = body.querySelector('a')!;
    expect(link.href).to.equal('https://a.example/');
    expect(link.rel).to.equal('nofollow ugc noopener noreferrer');
  });

  it('show the HTML of a backend as what it means', async () => {
    const section = await read(html('<p>a <em>b</em><script>c</script></p>'));
    const body = section.comments[0]!.part('body')!;
    await eventually(() => expect(body.querySelector('em')).not.to.equal(null));
    expect(body.textContent.trim()).to.equal('a b');
  });

  it('keep code inside the column', async () => {
    const section = await read(
      markdown('```\n' + 'a'.repeat(5000) + '\n```\n\n' + 'b'.repeat(5000)),
    );
    await eventually(() => expect(section.root.querySelector('pre')).not.to.equal(null));
    const code = section.root.querySelector('pre')!;
    expect(code.scrollWidth).to.be.greaterThan(code.clientWidth);
    expect(section.element.scrollWidth).to.equal(section.element.clientWidth);
  });

  it('have lists with their markers, and quotes with their line', async () => {
    const section = await read(markdown('> a\n\n1. b\n2. c\n\n- d'));
    const body = section.comments[0]!.part('body')!;
    await eventually(() => expect(body.querySelector('ol')).not.to.equal(null));
    const style = (selector: string): CSSStyleDeclaration =>
      getComputedStyle(body.querySelector(selector)!);
    expect(style('ol').listStyleType).to.equal('decimal');
    expect(style('ul').listStyleType).to.equal('disc');
    expect(style('blockquote').borderInlineStartWidth).to.equal('3px');
  });
});

describe('A long text', () => {
  it('folds its rest behind a button', async () => {
    const section = await read(markdown(long));
    const comment = section.comments[0]!;
    await eventually(() => comment.button('Read more'));
    const button = comment.button('Read more');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    const folded = comment.part('body')!.offsetHeight;
    button.click();
    await eventually(() => expect(button.getAttribute('aria-expanded')).to.equal('true'));
    expect(comment.part('body')!.offsetHeight).to.be.greaterThan(folded * 1.5);
    expect(comment.buttons).to.include('Show less');
    button.click();
    await eventually(() => expect(comment.part('body')!.offsetHeight).to.equal(folded));
  });

  it('keeps its rest where find-in-page finds it', async () => {
    const section = await read(markdown(long), html(`<p>${long}</p>`));
    await eventually(() => expect(section.root.querySelectorAll('[id$=-rest]')).to.have.length(2));
    for (const rest of section.root.querySelectorAll('[id$=-rest]')) {
      expect(rest.getAttribute('hidden')).to.equal('until-found');
      expect(rest.textContent).to.include('sentence 49');
    }
  });

  it('unfolds when something was found in it', async () => {
    const section = await read(markdown(`*a* ${long}`), markdown(long));
    await eventually(() => section.comments[0]!.button('Read more'));
    const rest = section.root.querySelector('[id$=-rest]')!;
    rest.dispatchEvent(new Event('beforematch', { bubbles: true }));
    await eventually(() => expect(rest.hasAttribute('hidden')).to.equal(false));
    expect(section.comments[0]!.buttons).to.include('Show less');
    expect(section.comments[1]!.buttons).to.include('Read more');
  });

  it('does not move what follows when its button comes', async () => {
    const section = await read(markdown(long));
    const note = section.root.querySelector<HTMLElement>('.unfold')!;
    const before = note.offsetHeight;
    await eventually(() => section.comments[0]!.button('Read more'));
    expect(note.offsetHeight).to.equal(before);
  });
});
