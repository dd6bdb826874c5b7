import type { Markup, Tree } from '../../src/content/tree.ts';

/** A tree in the HTML of the CommonMark examples. Tests only: nothing of ours is ever shown so. */
export function toHtml(tree: Tree): string {
  return tree.map((piece) => (typeof piece === 'string' ? escape(piece) : markup(piece))).join('');
}

/**
 * HTML as far as it matters to a reader: what stands in it, in one spelling. Titles, languages of code
 * and the like are nothing that a tree holds. Where a line of the text ends, it is broken.
 */
export function canonical(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return inside(body, false);
}

function markup(piece: Exclude<Markup, string>): string {
  switch (piece.type) {
    case 'break':
      return '<br>';
    case 'rule':
      return '<hr>';
    case 'code':
      return `<code>${escape(piece.text)}</code>`;
    case 'code-block':
      return `<pre><code>${escape(piece.text && `${piece.text}\n`)}</code></pre>`;
    case 'link':
      return `<a href="${escape(piece.href)}">${toHtml(piece.children)}</a>`;
    case 'list': {
      const name = piece.start === undefined ? 'ul' : 'ol';
      const start = (piece.start ?? 1) === 1 ? '' : ` start="${piece.start}"`;
      const items = piece.items.map((item) => `<li>${toHtml(item)}</li>`).join('');
      return `<${name}${start}>${items}</${name}>`;
    }
    default:
      return `<${names[piece.type]}>${toHtml(piece.children)}</${names[piece.type]}>`;
  }
}

const names = {
  paragraph: 'p',
  quote: 'blockquote',
  emphasis: 'em',
  strong: 'strong',
  strikethrough: 'del',
} as const;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
}

function inside(element: Element, inCode: boolean): string {
  const text = [...element.childNodes]
    .map((node) => {
      if (node instanceof Text) return inCode ? escape(node.data) : words(node.data);
      return node instanceof Element ? outside(node, inCode) : '';
    })
    .join('');
  if (inCode) return text;
  // Spaces and line breaks at the ends of blocks are not shown.
  return text
    .replace(/\s*<br>(?:\s|<br>)*/g, '<br>')
    .replace(/(?:\s|<br>)*(<\/?(?:p|ul|ol|li|blockquote|pre|hr)\b[^>]*>)(?:\s|<br>)*/g, '$1')
    .replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, '');
}

function words(text: string): string {
  return escape(text)
    .replace(/[ \t]*\n/g, '<br>')
    .replace(/[ \t]+/g, ' ');
}

function outside(element: Element, inCode: boolean): string {
  const isHeading = /^h\d$/.test(element.localName);
  const name = isHeading ? 'strong' : element.localName;
  const isCode = inCode || name === 'code' || name === 'pre';
  const content = inside(element, isCode);
  if (isHeading) return content && `<p><strong>${content}</strong></p>`;
  if (name === 'img') {
    const alt = words(element.getAttribute('alt') ?? '');
    return `<a href="${address(element.getAttribute('src')!)}">${alt}</a>`;
  }
  const attributes = ['href', 'start']
    .filter((attribute) => element.hasAttribute(attribute))
    .map((attribute) => ` ${attribute}="${address(element.getAttribute(attribute)!)}"`)
    .join('');
  const isVoid = name === 'br' || name === 'hr';
  return `<${name}${attributes}>${isVoid ? '' : `${content}</${name}>`}`;
}

function address(written: string): string {
  if (!URL.canParse(written)) return written;
  return new URL(written).href.replace(/[[\]\\]/g, encodeURIComponent);
}
