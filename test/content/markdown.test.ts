import { assert } from '@open-wc/testing';
import { Lexer } from 'marked';
import * as marked from 'marked';
import * as fc from 'fast-check';
import { markdownTree } from '../../src/content/markdown.ts';
import { parserFor } from '../../src/content/plain.ts';
import { plainTree, textOf, type Markup, type Tree } from '../../src/content/tree.ts';
import { canonical, toHtml } from './to-html.ts';

const examples: readonly (readonly [what: string, markdown: string, becomes: string])[] = [
  ['breaks lines where the writer did', 'a\nb  \nc\\\nd', '<p>a<br>b<br>c<br>d</p>'],
  ['strikes out', '~~a~~ ~b~', '<p><del>a</del> <del>b</del></p>'],
  [
    'links addresses in a text',
    'see https://a.example/b_c, www.d.example. (http://e.example/f(g))',
    '<p>see <a href="https://a.example/b_c">https://a.example/b_c</a>, <a href="http://www.d.example/">' +
      'www.d.example</a>. (<a href="http://e.example/f(g)">http://e.example/f(g)</a>)</p>',
  ],
  ['links mailboxes', 'a@b.example', '<p><a href="mailto:a@b.example">a@b.example</a></p>'],
  [
    'shows HTML as it was written',
    '<b onclick="a">b</b> <!-- c -->',
    '<p>&#60;b onclick=&#34;a&#34;&#62;b&#60;/b&#62; &#60;!-- c --&#62;</p>',
  ],
  [
    'reads Markdown between tags',
    '<div>\n*a*\n</div>',
    '<p>&#60;div&#62;<br><em>a</em><br>&#60;/div&#62;</p>',
  ],
  ['draws no tables', '|a|b|\n|-|-|\n|c|d|', '<p>|a|b|<br>|-|-|<br>|c|d|</p>'],
  ['sees a line under a text as a line', 'a\n---', '<p>a</p><hr>'],
  ['shows headings as strong lines', '# a *b*\nc', '<p><strong>a <em>b</em></strong></p><p>c</p>'],
  [
    'leads to pictures',
    '![a](https://b.example/c.png)',
    '<p><a href="https://b.example/c.png">a</a></p>',
  ],
  [
    'leaves links as written that lead nowhere',
    '[*a*](javascript:b) f[i](j)',
    '<p>[<em>a</em>](javascript:b) f[i](j)</p>',
  ],
  ['leaves pictures from nowhere as written', '![a](data:b)', '<p>![a](data:b)</p>'],
  [
    'links by definitions',
    '[a][1]\n\n[1]: https://b.example',
    '<p><a href="https://b.example/">a</a></p>',
  ],
  [
    'shows definitions that nothing uses',
    '[note]: https://b.example\n[x]: read this',
    '<p>[note]: https://b.example</p><p>[x]: read this</p>',
  ],
  ['leaves tasks as written', '- [x] a\n- [ ] b', '<ul><li>[x] a</li><li>[ ] b</li></ul>'],
  [
    'decodes entities, once',
    '&auml;&#228;&#xE4; &amp;lt; \\&lt; `&lt;` &nosuch; &NewLine;a',
    '<p>äää &#38;lt; &#38;lt; <code>&#38;lt;</code> &#38;nosuch; \na</p>',
  ],
  [
    'decodes entities in addresses',
    '[a](https://b.example/?c&amp;d)',
    '<p><a href="https://b.example/?c&#38;d">a</a></p>',
  ],
  [
    'is not fooled by entities in addresses',
    '[a](java&#115;cript:b) [c](&#x6A;avascript:d)',
    '<p>[a](java&#38;#115;cript:b) [c](&#38;#x6A;avascript:d)</p>',
  ],
  [
    'quotes',
    '> a\n> > b\n\nc',
    '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>',
  ],
  ['begins a list where its writer does', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
];

describe('Markdown', () => {
  for (const [what, markdown, becomes] of examples) {
    it(what, () =>
      assert.equal(toHtml(markdownTree(markdown)), becomes.replaceAll('&#60;br&#62;', '<br>')),
    );
  }

  it('is clamped to twenty quotes and lists in each other', () => {
    for (const marker of ['>', '> ', '- ', '1. ', '\t> ', '>\t', '> - ']) {
      const tree = markdownTree(`${marker.repeat(5000)}end`);
      assert.isAtMost(boxesIn(tree), 20, marker);
      assert.match(textOf(tree), /end|^$/, marker);
    }
  });

  it('is clamped to twenty where it is nested by indentation', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${'  '.repeat(i)}- ${i}`);
    const tree = markdownTree(lines.join('\n'));
    assert.isAtMost(boxesIn(tree), 20);
    for (let i = 0; i < 60; i++) assert.include(textOf(tree), String(i));
  });

  it('is clamped to twenty emphases in each other, and loses nothing', () => {
    const tree = markdownTree(`${'*a **b '.repeat(500)}c${'** d*'.repeat(500)}`);
    assert.isAtMost(depthOf(tree), 24);
    assert.equal(textOf(tree).replace(/[^a-d]/g, ''), `${'ab'.repeat(500)}c${'d'.repeat(500)}`);
  });

  it('is parsed to its 10 000th character, and shown to its end', () => {
    const tree = markdownTree(`${'👍'.repeat(9992)} *a* *b* *c*`);
    assert.include(toHtml(tree), '<em>a</em>');
    assert.include(toHtml(tree), '*c*');
  });

  it('is text behind its thousandth piece, and loses nothing', () => {
    const tree = markdownTree('`a` *b*\n'.repeat(1000));
    assert.equal(JSON.stringify(tree).match(/"(code|emphasis|break)"/g)!.length, 1000);
    assert.equal(textOf(tree).replace(/[^ab]/g, ''), 'ab'.repeat(1000));
  });

  it('is shown as plain text when the parser throws', () => {
    const { lex } = Lexer.prototype;
    Lexer.prototype.lex = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    try {
      assert.equal(toHtml(markdownTree('*a*\nb\n\nc')), '<p>*a*\nb</p><p>c</p>');
    } finally {
      Lexer.prototype.lex = lex;
    }
  });

  it('does not depend on what the page has set marked to', () => {
    marked.setOptions({ gfm: false, breaks: false, pedantic: true });
    try {
      assert.equal(toHtml(markdownTree('~~a~~\nb')), '<p><del>a</del><br>b</p>');
    } finally {
      marked.setOptions(marked.getDefaults());
    }
  });

  it('takes no long time for hostile texts', () => {
    for (const motif of [
      '*a_',
      'a.-_',
      '~~a ',
      '[',
      '[a](b',
      '> - > - a\nb\n',
      '`a',
      '<a@',
      'a ',
    ]) {
      const started = performance.now();
      markdownTree(motif.repeat(10_000 / motif.length));
      // The benchmark measures; this only notices what grows without bounds.
      assert.isBelow(performance.now() - started, 1500, motif);
    }
    markdownTree(`a${' '.repeat(9_998)}b`);
  });

  it('that holds no Markdown is what plain text is', () => {
    const letters = fc.constantFrom(
      ...'ab1 .,:;!?()/\'"<>{}=|$%^@&-+#\t\n\r ü\u00a0\u2028',
      '\n\n',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), (source) => {
        fc.pre(parserFor({ format: 'markdown', source }) === undefined);
        const html = toHtml(markdownTree(source));
        assert.equal(canonical(html), canonical(toHtml(plainTree(source))), JSON.stringify(source));
      }),
      { numRuns: 5000 },
    );
  });

  it('loses nothing that can be seen', () => {
    const marks = fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      '`',
      '[',
      '](',
      ')',
      '> ',
      '- ',
      '# ',
      '\n',
      ' ',
      '<',
      '>',
      '!',
      '\\',
      '1. ',
      '    ',
      '\n\n',
    );
    const words = fc.string({ unit: fc.constantFrom(...'abäß😀'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, words), { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        // What stands behind a fence is the name of a language, which is not shown.
        fc.pre(!/```|~~~/.test(source));
        const tree = markdownTree(source);
        assert.equal(lettersOf(textOf(tree)), lettersOf(source), JSON.stringify(source));
      }),
      { numRuns: 3000 },
    );
  });

  it('is read without an exception, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => {
        assert.isArray(markdownTree(source));
      }),
      { numRuns: 2000 },
    );
  }).timeout(20_000);
});

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}😀]/gu, '');
}

function boxesIn(tree: Tree): number {
  const below = (piece: Markup): number => {
    if (typeof piece === 'string') return 0;
    if (piece.type === 'list') return 1 + Math.max(...piece.items.map(boxesIn));
    if (!('children' in piece)) return 0;
    return Number(piece.type === 'quote') + boxesIn(piece.children);
  };
  return Math.max(0, ...tree.map(below));
}

function depthOf(tree: Tree): number {
  const below = (piece: Markup): number =>
    typeof piece !== 'string' && 'children' in piece ? 1 + depthOf(piece.children) : 0;
  return Math.max(0, ...tree.map(below));
}
