import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { htmlTree } from '../../src/content/html.ts';
import { limitedHtml } from '../../src/content/html-writer.ts';
import { markdownTree } from '../../src/content/markdown.ts';
import { textOf, type Tree } from '../../src/content/tree.ts';

/** As WordPress does before it shows a comment: empty lines part paragraphs, and lines are lines. */
function withParagraphs(html: string): string {
  const parted = html
    .replaceAll('<blockquote>', '</p><blockquote><p>')
    .replaceAll('</blockquote>', '</p></blockquote><p>')
    .replaceAll('\n\n', '</p><p>')
    .replaceAll('\n', '<br />');
  return `<p>${parted}</p>`;
}

function thereAndBack(markdown: string) {
  return htmlTree(withParagraphs(limitedHtml(markdownTree(markdown))));
}

/** All that is written in a tree, piece by piece. */
function textsIn(tree: Tree): string[] {
  return tree.flatMap((piece) => {
    if (typeof piece === 'string') return [piece];
    if ('text' in piece) return [piece.text];
    if ('items' in piece) return piece.items.flatMap(textsIn);
    return 'children' in piece ? textsIn(piece.children) : [];
  });
}

/** What comes back as it was sent. */
const kept = [
  'Plain words.',
  'Two\nlines.',
  'One paragraph.\n\nAnother one.',
  '*em*, **strong**, ~~del~~, `code`, ***both***',
  '[a link](https://site.example/?a=1&b=%22) and https://site.example/',
  '<b>no HTML</b> & "no" entities: &amp;amp; &lt;',
  '> quoted\n> on two lines\n>\n> and in two paragraphs\n\nand an answer',
  '> > twice\n>\n> once',
  '`<script>alert(1)</script>`',
  '<img src=x onerror=alert(1)>',
  'C:\\\\server and `C:\\new\\\\table`',
];

/** What WordPress has no elements for, what is sent instead, and the Markdown that would say that. */
const replaced: readonly [markdown: string, instead: string, comesBack: string][] = [
  ['- one\n- two\n  three', '• one\n• two\nthree', '• one\n• two\nthree'],
  ['3. three\n4. **four**', '3. three\n4. <strong>four</strong>', '3\\. three\n4\\. **four**'],
  ['- one\n  - below', '• one\n• below', '• one\n• below'],
  [
    '```\nif (a < b) {\n  go();\n}\n```',
    '<code>if (a &lt; b) {</code>\n<code>\u00a0\u00a0go();</code>\n<code>}</code>',
    '`if (a < b) {`\n`\u00a0\u00a0go();`\n`}`',
  ],
  ['above\n\n---\n\nbelow', 'above\n\n* * *\n\nbelow', 'above\n\n\\* \\* \\*\n\nbelow'],
  ['# Heading', '<strong>Heading</strong>', '**Heading**'],
];

describe('Text as limited HTML', () => {
  for (const markdown of kept) {
    it(`comes back as it was sent: ${markdown.replaceAll('\n', '⏎')}`, () => {
      expect(thereAndBack(markdown)).to.deep.equal(markdownTree(markdown));
    });
  }

  for (const [markdown, instead, comesBack] of replaced) {
    it(`says with text what has no element: ${markdown.replaceAll('\n', '⏎')}`, () => {
      expect(limitedHtml(markdownTree(markdown))).to.equal(instead);
      expect(thereAndBack(markdown)).to.deep.equal(markdownTree(comesBack));
    });
  }

  it('keeps every letter, and holds nothing but its own elements, whatever is written', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    const pieces = [
      '*',
      '**',
      '~~',
      '`',
      '> ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '<b>',
      '&lt;',
      '[a](b)',
      ' word ',
    ];
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (parts) => {
        const tree = markdownTree(parts.join(''));
        const html = limitedHtml(tree);
        const elements = new Set(Array.from(html.matchAll(/<\/?(\w*)/g), ([, name]) => name));
        const allowed = ['a', 'blockquote', 'code', 'del', 'em', 'strong'];
        expect([...elements].filter((name) => !allowed.includes(name!))).to.deep.equal([]);
        const back = letters(textOf(htmlTree(withParagraphs(html))));
        // Markers of lists come between, and words of two paragraphs are not one.
        const words = textsIn(tree).flatMap((text) => text.match(/\p{L}{3,}/gu) ?? []);
        for (const word of words) expect(back).to.include(word);
      }),
      { numRuns: 300 },
    );
  });
});
