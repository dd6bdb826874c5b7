import { assert } from '@open-wc/testing';
import { render } from 'lit';
import { textView } from '../../src/content/render.ts';
import { textStyles } from '../../src/content/text-styles.ts';
import type { Tree } from '../../src/content/tree.ts';

function drawn(tree: Tree): string {
  const box = document.createElement('div');
  render(textView(tree), box);
  return box.innerHTML.replace(/<!--.*?-->/g, '').replace(/(?<=>)\n\s+/g, '');
}

const link = { type: 'link', href: 'https://a.example/', children: ['b'] } as const;
const rel = 'rel="nofollow ugc noopener noreferrer"';

describe('A text on the page', () => {
  it('is what its tree says', () => {
    const marks = ['emphasis', 'strong', 'strikethrough'] as const;
    const children = marks.map((type) => ({ type, children: ['a'] }));
    assert.equal(
      drawn([
        {
          type: 'paragraph',
          children: [...children, { type: 'break' }, { type: 'code', text: 'b' }],
        },
        { type: 'code-block', text: 'c\n  d' },
        { type: 'rule' },
      ]),
      '<p dir="auto"><em>a</em><strong>a</strong><del>a</del><br><code>b</code></p>' +
        '<pre dir="auto"><code>c\n  d</code></pre><hr>',
    );
  });

  it('is text where it looks like HTML', () => {
    assert.equal(
      drawn([{ type: 'paragraph', children: ['<img src=x onerror=alert(1)>'] }, '<b>']),
      '<p dir="auto">&lt;img src=x onerror=alert(1)&gt;</p>&lt;b&gt;',
    );
  });

  it('has links that pass nothing on', () => {
    assert.equal(drawn([link]), `<a ${rel} href="https://a.example/">b</a>`);
  });

  it('says the host of a link beside it', () => {
    assert.include(
      drawn([{ ...link, host: 'evil.example' }]),
      '</a>&nbsp;<bdi class="host">(evil.example)</bdi>',
    );
  });

  it('has addresses whose letters stand in their order, whatever is written before them', () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [textStyles.styleSheet!];
    root.innerHTML = '<div part="body"></div>';
    document.body.append(host);
    const address = { ...link, children: ['192.0.2.1/bank'] };
    for (const before of ['a ', '\u202e', '\u202e\u2067', 'שלום ']) {
      render(
        textView([{ type: 'paragraph', children: [before, address] }]),
        root.querySelector('div')!,
      );
      const letters = [...lettersOf(root.querySelector('a')!)];
      assert.deepEqual(
        letters,
        letters.toSorted((a, b) => a - b),
        before,
      );
    }
    // A paragraph that is a link still goes in the direction of its text.
    render(
      textView([{ type: 'paragraph', children: [{ ...link, children: ['שלום'] }] }]),
      root.querySelector('div')!,
    );
    assert.equal(getComputedStyle(root.querySelector('p')!).direction, 'rtl');
    host.remove();
  });

  it('leads nowhere with an address that nobody checked', () => {
    assert.equal(drawn([{ ...link, href: 'javascript:alert(1)' }]), `<a ${rel}>b</a>`);
  });

  it('goes in the direction that each of its blocks is written in', () => {
    const paragraph = (text: string): Tree[number] => ({ type: 'paragraph', children: [text] });
    const holder = document.createElement('div');
    document.body.append(holder);
    render(
      textView([
        paragraph('abc'),
        paragraph('שלום'),
        { type: 'quote', children: [paragraph('سلام'), paragraph('abc')] },
        { type: 'list', items: [[paragraph('سلام')], ['abc']] },
      ]),
      holder,
    );
    const direction = (selector: string): string =>
      getComputedStyle(holder.querySelector(selector)!).direction;
    assert.equal(direction('p'), 'ltr');
    assert.equal(direction('p + p'), 'rtl');
    assert.equal(direction('blockquote p'), 'rtl');
    assert.equal(direction('blockquote p + p'), 'ltr');
    assert.equal(direction('ul'), 'rtl');
    assert.equal(direction('li + li'), 'rtl');
    holder.remove();
  });

  it('numbers a list as it was numbered', () => {
    assert.equal(
      drawn([{ type: 'list', start: 0, items: [['a']] }]),
      '<ol dir="auto" start="0"><li>a</li></ol>',
    );
  });
});

/** Where the letters of an element are, from the left. */
function* lettersOf(element: Element): Generator<number> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    for (let i = 0; i < (text as Text).length; i++) {
      const range = document.createRange();
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      yield range.getBoundingClientRect().left;
    }
  }
}
