import { assert } from '@open-wc/testing';
import { htmlTree } from '../../src/content/html.ts';
import { quietHtml } from '../../src/content/quiet.ts';
import type { Markup, Tree } from '../../src/content/tree.ts';
import { textOf } from '../../src/content/tree.ts';
import { toHtml } from './to-html.ts';

const examples: readonly (readonly [what: string, html: string, becomes: string])[] = [
  ['paragraphs', '<p>a</p>\n<p>b</p>', '<p>a</p><p>b</p>'],
  ['text without a paragraph', 'a<!-- b -->c', '<p>ac</p>'],
  ['line breaks, but none at the end', 'a<br>b<br/><br>', '<p>a<br>b</p>'],
  ['emphasis', '<em>a</em> <i>b</i>', '<p><em>a</em> <em>b</em></p>'],
  ['strength', '<strong>a</strong> <b>b</b>', '<p><strong>a</strong> <strong>b</strong></p>'],
  [
    'what was struck out',
    '<del>a</del><s>b</s><strike>c</strike>',
    '<p><del>a</del><del>b</del><del>c</del></p>',
  ],
  ['code', 'a <code>b  <b>c</b>\nd</code>', '<p>a <code>b c d</code></p>'],
  [
    'blocks of code',
    '<pre><code class="x">a\n  <b>b</b><br>c\n</code></pre>',
    '<pre><code>a\n  b\nc\n</code></pre>',
  ],
  [
    'quotes',
    'a<blockquote><p>b</p><blockquote>c</blockquote></blockquote>d',
    '<p>a</p><blockquote><p>b</p><blockquote><p>c</p></blockquote></blockquote><p>d</p>',
  ],
  ['lists', '<ul><li>a</li><li><p>b</p></li></ul>', '<ul><li>a</li><li><p>b</p></li></ul>'],
  ['numbered lists', '<ol start="3"><li>a</ol>', '<ol start="3"><li>a</li></ol>'],
  ['absurd numbers', '<ol start="9e99"><li>a</ol>', '<ol><li>a</li></ol>'],
  [
    'lists in lists',
    '<ul><li>a<ol><li>b</li></ol></li></ul>',
    '<ul><li>a<ol><li>b</li></ol></li></ul>',
  ],
  ['items without a list', '<li>a</li><li>b</li>', '<p>a</p><p>b</p>'],
  ['text between items', '<ul>a<li>b</li></ul>', '<ul><li>a</li><li>b</li></ul>'],
  ['links', '<a href="https://a.example">b</a>', '<p><a href="https://a.example/">b</a></p>'],
  ['a link that leads nowhere', '<a href="javascript:x">b</a>', '<p>b</p>'],
  ['a link within the page', '<a href="/a#b">b</a>', '<p>b</p>'],
  [
    'a link around blocks',
    '<a href="https://a.example"><p>b</p><p>c</p></a>',
    '<p><a href="https://a.example/">b</a></p><p><a href="https://a.example/">c</a></p>',
  ],
  ['a rule', 'a<hr>b', '<p>a</p><hr><p>b</p>'],
  [
    'headings',
    '<h1>a</h1><h6>b</h6>c',
    '<p><strong>a</strong></p><p><strong>b</strong></p><p>c</p>',
  ],
  [
    'a picture as a link to it',
    '<img src="https://a.example/b.png" alt="c">',
    '<p><a href="https://a.example/b.png">c</a></p>',
  ],
  ['a picture from nowhere', '<img src="b.png" alt="c" onerror="x">', '<p>c</p>'],
  [
    'a picture that stands for a letter',
    'a <img src="https://a.example/b" alt="🙂">',
    '<p>a 🙂</p>',
  ],
  [
    'a picture in a link',
    '<a href="https://a.example"><img src="https://b.example" alt="c"></a>',
    '<p><a href="https://a.example/">c</a></p>',
  ],
  ['entities', '&auml; &lt;b&gt; &#128512; &amp;amp;', '<p>ä &#60;b&#62; 😀 &#38;amp;</p>'],
  [
    'boxes that mean nothing',
    '<div>a<section>b</section></div><span>c</span>',
    '<p>a</p><p>b</p><p>c</p>',
  ],
  ['tables', '<table><tr><td>a</td><td>b</td></tr></table>', '<p>a</p><p>b</p>'],
  ['what nobody knows', '<x-y>a</x-y><constructor>b</constructor><font>c</font>', '<p>abc</p>'],
  ['forms', '<form>a<input value="b"><button>c</button></form>', '<p>a</p><p>c</p>'],
  ['drawings', '<svg><a xlink:href="javascript:x"><text>a</text></a></svg>b', '<p>ab</p>'],
  ['scripts', 'a<script>b</script><style>c</style><template>d</template>', '<p>a</p>'],
  ['frames', 'a<iframe>b</iframe><object>c</object><embed><noembed>d</noembed>', '<p>a</p>'],
  ['nothing', ' \n<p> </p><p>&nbsp;</p><blockquote></blockquote><ul></ul><br>', ''],
  ['what is open at the end', '<p><b>a<i>b', '<p><strong>a<em>b</em></strong></p>'],
  ['what crosses', '<b>a<i>b</b>c</i>', '<p><strong>a<em>b</em></strong><em>c</em></p>'],
  ['emphasis around paragraphs', '<em>a<p>b</p></em>', '<p><em>a</em></p><p><em>b</em></p>'],
];

const parsers: readonly (readonly [name: string, work: (test: () => void) => void])[] = [
  ['Document.parseHTML', (test) => test()],
  ['DOMParser', withoutParseHtml],
];

for (const [parser, use] of parsers) {
  describe(`HTML, by ${parser}`, () => {
    for (const [what, html, becomes] of examples) {
      it(`knows ${what}`, () => use(() => assert.equal(toHtml(htmlTree(html)), becomes)));
    }

    it('is asked for by names that it cannot take away', () => {
      const names = ['body', 'createTreeWalker', 'firstChild', 'nodeType', 'localName', 'data'];
      const inputs = names.map((name) => `<img name=${name}><input name=${name}>`).join('');
      use(() => assert.equal(toHtml(htmlTree(`b<form>${inputs}a</form>`)), '<p>b</p><p>a</p>'));
    });

    it('is laid flat where it is nested too deep', () => {
      use(() => {
        for (const tag of ['blockquote', 'ul><li', 'b', 'em', 'a href="https://a.example"', 'x']) {
          const tree = htmlTree(`<${tag}>`.repeat(2000) + 'end');
          assert.equal(textOf(tree).trim(), 'end', tag);
          assert.isAtMost(depthOf(tree), 44, tag);
        }
      });
    });

    it('is text behind its thousandth piece, and loses nothing', () => {
      use(() => {
        const tree = htmlTree('<p>' + '<code>a</code> <em>b</em><br>'.repeat(1000));
        assert.isAtMost(sizeOf(tree), 2500);
        assert.equal(textOf(tree).replace(/[^ab]/g, ''), 'ab'.repeat(1000));
      });
    });

    it('does not become more than its pieces by how they stand in each other', () => {
      use(() => {
        const hostile = [
          '<b><i><s>'.repeat(7) + '<p>a'.repeat(24_000),
          '<a href="https://a.example/">' + '<p>a'.repeat(24_000),
          '<ul>' + '<li>a'.repeat(19_000),
          '<blockquote>' + '<p>a'.repeat(24_000),
          '<blockquote>a</blockquote>'.repeat(3800),
          'a<x></x>'.repeat(12_000),
          '<pre>a</pre>'.repeat(8000),
          '<h1>a</h1><hr>'.repeat(7000),
        ];
        for (const html of hostile) {
          const tree = htmlTree(html);
          const letters = html.replace(/<[^>]*>/g, '').length;
          assert.isAtMost(sizeOf(tree), 3500, html.slice(0, 60));
          assert.equal(textOf(tree).replace(/[^a]/g, '').length, letters, html.slice(0, 60));
        }
        assert.isAtMost(htmlTree('<hr>'.repeat(25_000)).length, 1000);
      });
    });

    it('has lines behind its thousandth piece', () => {
      use(() => {
        const tree = htmlTree('<p>a</p>'.repeat(1000) + '<p>b</p>\n<p>c<br>d</p><pre>e</pre>');
        assert.equal(toHtml(tree.slice(-1)), '<p>a\nb\nc\nd\ne</p>');
      });
    });

    it('leads nowhere with an address that nobody writes', () => {
      use(() => {
        const tree = htmlTree(
          `<a href="https://a.example/${'b'.repeat(50_000)}">${'<p>a'.repeat(3000)}`,
        );
        assert.isBelow(JSON.stringify(tree).length, 100_000);
      });
    });

    it('has neither handlers nor styles when it is parsed', () => {
      const examples = [
        ['<b onclick="a" title=c>d</b>', '<b  title=c>d</b>'],
        ["<b/STYLE = 'a>b'>d", '<b >d'],
        ['a onclick=b <!-- <b onclick=c> --> <', 'a onclick=b <!-- <b onclick=c> --> <'],
        ['<style>a</STYLE>b', '<noembed>a</noembed>b'],
        ['<title><b onclick=a></title>', '<title><b onclick=a></title>'],
        ['<svg onload=a><style>b', '<x-svg ><noembed>b'],
        ['<!--><b onclick=a>', '<!--><b >'],
        ['<?a <b onclick=b><b onclick=c>', '<?a <b onclick=b><b >'],
        ['<svg></svg onclick=a>', '<x-svg></x-svg >'],
      ] as const;
      for (const [html, quiet] of examples) assert.equal(quietHtml(html), quiet);
    });

    it('is nested no deeper than a parser has time for, and loses nothing', () => {
      use(() => {
        const hostile = [
          '<div>',
          '<b>',
          '<ul><li>',
          '<table><td>',
          '<svg>',
          '<pre><code>',
          '<div><table></div></table>',
          '<div><?</div><?>',
          '<a b=">"><p>',
        ];
        for (const motif of hostile) {
          const quiet = quietHtml(`${motif}x`.repeat(2000));
          const { body } = new DOMParser().parseFromString(quiet, 'text/html');
          assert.isAtMost(heightOf(body), 250, motif);
          assert.equal(textOf(htmlTree(quiet)).match(/x/g)!.length, 2000, motif);
        }
        const fonts = Array.from({ length: 4000 }, (_, i) => `<p><b c=${i}>x`).join('');
        const { body } = new DOMParser().parseFromString(quietHtml(fonts), 'text/html');
        assert.isAtMost(body.querySelectorAll('*').length, 35_000);
        assert.equal(textOf(htmlTree(fonts)).match(/x/g)!.length, 4000);
      });
    });

    it('keeps all tags of a text that somebody could have written', () => {
      const box =
        '<div><ul><li><p>a <b>b <i>c</i></b><br><li>d</ul><table><tr><td>e</td></tr></table></div>';
      const written = box.repeat(300);
      assert.equal(quietHtml(written), written);
      const deep = '<div>'.repeat(50) + 'a' + '</div>'.repeat(50);
      assert.equal(quietHtml(deep), deep);
    });

    it('is read no further than anybody writes', () => {
      use(() => assert.equal(textOf(htmlTree('a'.repeat(200_000))).length, 100_000));
    });
  });
}

describe('HTML that cannot be read', () => {
  it('is shown without its tags', () => {
    const { createTreeWalker } = document;
    document.createTreeWalker = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    try {
      assert.equal(toHtml(htmlTree('<p>a</p><p>b</p>')), '<p>a</p><p>b</p>');
    } finally {
      document.createTreeWalker = createTreeWalker;
    }
  });
});

// The last of this file: what was refused is not asked for again.
describe('HTML on a page that forbids to parse it', () => {
  it('is shown without its tags, and the page is told once', () => {
    withoutParseHtml(() => {
      const { parseFromString } = DOMParser.prototype;
      let asked = 0;
      DOMParser.prototype.parseFromString = () => {
        asked++;
        throw new TypeError('This document requires TrustedHTML');
      };
      try {
        for (const html of ['<p>a</p><p>b</p>', '<p>a</p><p><b>b</b></p>']) {
          assert.equal(toHtml(htmlTree(html)), '<p>a</p><p>b</p>');
        }
        assert.equal(asked, 1);
      } finally {
        DOMParser.prototype.parseFromString = parseFromString;
      }
    });
  });
});

function withoutParseHtml(test: () => void): void {
  const known = Object.getOwnPropertyDescriptor(Document, 'parseHTML');
  Object.defineProperty(Document, 'parseHTML', { value: undefined, configurable: true });
  try {
    test();
  } finally {
    if (known) Object.defineProperty(Document, 'parseHTML', known);
  }
}

function depthOf(tree: Tree): number {
  const below = (piece: Markup): number => {
    if (typeof piece === 'string') return 0;
    if ('children' in piece) return 1 + depthOf(piece.children);
    return 'items' in piece ? 2 + Math.max(0, ...piece.items.map(depthOf)) : 1;
  };
  return Math.max(0, ...tree.map(below));
}

/** How many strings and elements it is. */
function sizeOf(tree: Tree): number {
  return tree.reduce((sum: number, piece: Markup) => {
    if (typeof piece === 'string') return sum + 1;
    if ('children' in piece) return sum + 1 + sizeOf(piece.children);
    return sum + 1 + ('items' in piece ? piece.items.length + sizeOf(piece.items.flat()) : 0);
  }, 0);
}

function heightOf(element: Element): number {
  let height = 0;
  let level = [element];
  for (; level.length > 0; height++) level = level.flatMap((each) => [...each.children]);
  return height;
}
