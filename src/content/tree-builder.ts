import { deepest, mostPieces, textOf, type Markup, type Tree } from './tree.ts';

/** Makes markup of what stands in a line between where it was opened and where it was closed. */
export type Span = (children: Tree) => Markup | undefined;

interface Box {
  readonly type: 'root' | 'quote' | 'list' | 'item';
  readonly start?: number | undefined;
  /** For a list these are its items. */
  readonly children: Markup[];
  readonly items: Tree[];
}

interface Run {
  readonly span?: Span;
  readonly children: Markup[];
}

/**
 * Builds a tree from a document that is read from front to back, however its elements stand in each
 * other: text makes itself a paragraph where there is none, a span that is open goes on in the next
 * paragraph, and what is nested deeper than anybody means it is laid flat.
 */
export class TreeBuilder {
  #boxes: Box[] = [box('root')];
  /** Spans that are open, from the outside in. */
  #spans: Span[] = [];
  /** The paragraph that is being written, and in it the spans that its last piece is in. */
  #runs: Run[] = [];
  #isParagraph = false;
  #pieces = 0;

  /** Puts something into the line, inside of all spans that are open. */
  put(piece: Markup): void {
    const isBlank = typeof piece === 'string' ? piece.trim() === '' : isBreak(piece);
    if (this.#runs.length === 0) {
      if (isBlank) return;
      this.#count();
      this.#runs.push({ children: [] });
    }
    let same = 0;
    while (this.#spans[same] && this.#runs[same + 1]?.span === this.#spans[same]) same++;
    this.#endRuns(same + 1);
    for (const span of this.#spans.slice(same)) {
      if (this.#count()) this.#runs.push({ span, children: [] });
    }
    const { children } = this.#runs.at(-1)!;
    if (isBlank && children.at(-1) === '\n') return;
    children.push(typeof piece === 'string' || this.#count() ? piece : lettersOf(piece));
  }

  /** Puts something between lines. */
  putBlock(piece: Markup): void {
    this.endParagraph();
    if (this.#count()) return this.#addBlock(piece);
    this.put(lettersOf(piece));
    this.endParagraph();
  }

  /** What follows begins a line of its own. */
  startParagraph(): void {
    this.endParagraph();
    this.#isParagraph = true;
  }

  /** What follows stands in another line; in the same paragraph when there are enough of those. */
  endParagraph(): void {
    const children = this.#runs[0]?.children;
    if (!children || this.#pieces < mostPieces) return this.#closeParagraph();
    this.#endRuns(1);
    if (children.at(-1) !== '\n') children.push('\n');
  }

  /** Opens a span. Answers with what closes it; spans close in the order opposite to opening. */
  openSpan(span: Span): () => void {
    if (this.#spans.length === deepest) return () => {};
    this.#spans.push(span);
    return () => void this.#spans.pop();
  }

  /** Opens a quote or a list, or an item of the list that is open; answers like `openSpan`. */
  openBox(type: 'quote' | 'list' | 'item', start?: number): () => void {
    this.endParagraph();
    const isInPlace = type === 'item' ? this.#box.type === 'list' : this.#depth < deepest;
    if (!isInPlace || !this.#count()) return () => this.endParagraph();
    this.#boxes.push(box(type, start));
    return () => this.#closeBox();
  }

  /** Everything that was put so far. */
  finish(): Tree {
    this.#closeParagraph();
    return this.#box.children;
  }

  get #box(): Box {
    return this.#boxes.at(-1)!;
  }

  get #depth(): number {
    return this.#boxes.filter(({ type }) => type === 'quote' || type === 'list').length;
  }

  /** Whether there may be one more; what is beyond is text. */
  #count(): boolean {
    return ++this.#pieces <= mostPieces;
  }

  #addBlock(piece: Markup): void {
    const { type, children, items } = this.#box;
    if (type === 'list') items.push([piece]);
    else children.push(piece);
  }

  #closeParagraph(): void {
    const isParagraph = this.#isParagraph;
    this.#isParagraph = false;
    this.#endRuns(1);
    const line = this.#runs.pop()?.children;
    if (!line) return;
    while (isBreak(line.at(-1)) || line.at(-1) === '\n') line.pop();
    const children = joined(line);
    const { type } = this.#box;
    // A line that is all of an item needs no paragraph.
    if (type === 'list') this.#box.items.push(children);
    else if (type === 'item' && !isParagraph) this.#box.children.push(...children);
    else this.#addBlock({ type: 'paragraph', children });
  }

  #closeBox(): void {
    this.#closeParagraph();
    const { type, start, children, items } = this.#boxes.pop()!;
    if (type === 'item') this.#box.items.push(children);
    else if (type === 'quote' && children.length > 0) this.#addBlock({ type, children });
    else if (type === 'list' && items.length > 0) {
      this.#addBlock({ type, items, ...(start !== undefined && { start }) });
    }
  }

  /** Ends the innermost runs until so many are left. */
  #endRuns(left: number): void {
    while (this.#runs.length > left) {
      const { span, children } = this.#runs.pop()!;
      const inside = joined(children);
      const piece = span?.(inside);
      this.#runs.at(-1)!.children.push(...(piece === undefined ? inside : [piece]));
    }
  }
}

function box(type: Box['type'], start?: number): Box {
  return { type, start, children: [], items: [] };
}

function isBreak(piece: Markup | undefined): boolean {
  return typeof piece === 'object' && piece.type === 'break';
}

/** With its texts in as few strings as can be. */
function joined(line: readonly Markup[]): Markup[] {
  const found: Markup[] = [];
  let texts: string[] = [];
  for (const piece of [...line, undefined]) {
    if (typeof piece === 'string') texts.push(piece);
    else {
      if (texts.length > 0) found.push(texts.join(''));
      texts = [];
      if (piece) found.push(piece);
    }
  }
  return found;
}

function lettersOf(piece: Markup): string {
  return isBreak(piece) ? '\n' : textOf([piece]);
}
