import { linkTo } from './link.ts';
import { TreeBuilder } from './tree-builder.ts';
import type { Markup, Tree } from './tree.ts';

type End = () => void;

/**
 * Reads a parsed document into a tree without calling itself, since hostile ones are deep. Documents
 * and forms give out what they hold under any name that the markup chooses (`<img name=body>`,
 * `<input name=firstChild>`), so nothing is asked of those two but what kind they are.
 */
export class HtmlReader {
  #builder = new TreeBuilder();
  /** Code is taken letter by letter, whatever stands in it; undefined outside of code. */
  #code: string[] | undefined;

  read(parsed: Document): Tree {
    const walker = document.createTreeWalker(parsed);
    const ends: End[] = [];
    if (!walker.firstChild()) return [];
    for (;;) {
      const end = this.#begin(walker.currentNode);
      if (end && walker.firstChild()) {
        ends.push(end);
        continue;
      }
      end?.();
      while (!walker.nextSibling()) {
        if (!walker.parentNode()) return this.#builder.finish();
        ends.pop()?.();
      }
    }
  }

  /** Answers with what to do at the end of the node; undefined when nothing in it counts. */
  #begin(node: Node): End | undefined {
    if (node instanceof Text) return this.#text(node.data);
    if (!(node instanceof Element)) return undefined;
    if (node instanceof HTMLFormElement) return this.#line();
    const { localName } = node;
    if (silent.has(localName)) return undefined;
    // Elements of SVG and MathML have names of their own, which mean nothing here.
    if (!(node instanceof HTMLElement)) return () => {};
    if (this.#code) {
      if (localName === 'br') this.#code.push('\n');
      return () => {};
    }
    return this.#beginElement(localName, node);
  }

  #beginElement(name: string, element: HTMLElement): End {
    const builder = this.#builder;
    const span = spans.get(name);
    if (span) return builder.openSpan((children) => ({ type: span, children }));
    if (lines.has(name)) return this.#line();
    switch (name) {
      case 'a':
        return builder.openSpan((children) => linkTo(element.getAttribute('href') ?? '', children));
      case 'br':
        return this.#put({ type: 'break' });
      case 'img':
        return this.#put(imageLink(element));
      case 'hr':
        return this.#putBlock({ type: 'rule' });
      case 'code':
        return this.#beginCode((text) => this.#put({ type: 'code', text: oneLine(text) }));
      case 'pre':
        return this.#beginCode((text) =>
          this.#putBlock({ type: 'code-block', text: text.replace(/\n$/, '') }),
        );
      case 'blockquote':
        return builder.openBox('quote');
      case 'ul':
        return builder.openBox('list');
      case 'ol':
        return builder.openBox('list', firstNumber(element.getAttribute('start')));
      case 'li':
        return builder.openBox('item');
      default:
        return /^h[1-6]$/.test(name) ? this.#heading() : () => {};
    }
  }

  #text(data: string): undefined {
    if (this.#code) this.#code.push(data);
    else this.#builder.put(data.replace(/[ \t\n\f\r]+/g, ' '));
  }

  #beginCode(take: (text: string) => void): End {
    this.#code = [];
    return () => {
      const text = this.#code?.join('') ?? '';
      this.#code = undefined;
      if (text.trim()) take(text);
    };
  }

  #line(): End {
    this.#builder.startParagraph();
    return () => this.#builder.endParagraph();
  }

  #heading(): End {
    const endLine = this.#line();
    const endSpan = this.#builder.openSpan((children) => ({ type: 'strong', children }));
    return () => {
      endSpan();
      endLine();
    };
  }

  #put(piece: Markup): End {
    this.#builder.put(piece);
    return () => {};
  }

  #putBlock(piece: Markup): End {
    this.#builder.putBlock(piece);
    return () => {};
  }
}

const spans = new Map<string, 'emphasis' | 'strong' | 'strikethrough'>([
  ['em', 'emphasis'],
  ['i', 'emphasis'],
  ['strong', 'strong'],
  ['b', 'strong'],
  ['del', 'strikethrough'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
]);

/** What stands on lines of its own and means nothing more to us. */
const lines = new Set(
  (
    'p div address article aside button caption center dd details dialog dir dl dt fieldset figcaption ' +
    'figure footer header hgroup legend listing main menu nav option plaintext search section ' +
    'summary table tbody td tfoot th thead title tr xmp'
  ).split(' '),
);

/** What holds text that is not for readers. */
const silent = new Set(
  'embed frame iframe noembed noframes object script style template'.split(' '),
);

/** Pictures are not loaded: their description leads to them. One that stands for a letter is one. */
function imageLink(image: Element): Markup {
  const alt = image.getAttribute('alt')?.trim() ?? '';
  if (/^[\p{Extended_Pictographic}\p{RI}][^ -~]*$/u.test(alt)) return alt;
  const source = image.getAttribute('src') ?? '';
  return linkTo(source, [alt || source]) ?? alt;
}

/** Other spaces are meant: those that indent, for one. */
function oneLine(text: string): string {
  return text.replace(/[ \t\n\f\r]+/g, ' ');
}

function firstNumber(start: string | null): number {
  return /^-?\d{1,9}$/.test(start ?? '') ? Number(start) : 1;
}
