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
    const isBlank = typeof piece === 'string' ? piece.trim() === '' : piece.type === 'break';
    if (this.#runs.length === 0) {
      if (isBlank) return;
      this.#runs.push({ children: [] });
    }
    let same = 0;
    if (typeof piece !== 'string' && ++this.#pieces > mostPieces) piece = textOf([piece]);
    while (this.#spans[same] && this.#runs[same + 1]?.span === this.#spans[same]) same++;
    this.#endRuns(same + 1);
    for (const span of this.#spans.slice(same)) this.#runs.push({ span, children: [] });
    this.#runs.at(-1)!.children.push(piece);
  }

  /** Puts something between lines. */
  putBlock(piece: Markup): void {
    this.endParagraph();
    const { type, children, items } = this.#box;
    if (type === 'list') items.push([piece]);
    else children.push(piece);
  }

  /** What follows begins a line of its own. */
  startParagraph(): void {
    this.endParagraph();
    this.#isParagraph = true;
  }

  endParagraph(): void {
    const isParagraph = this.#isParagraph;
    this.#isParagraph = false;
    this.#endRuns(1);
    const children = this.#runs.pop()?.children;
    if (!children) return;
    while (isBreak(children.at(-1))) children.pop();
    const { type } = this.#box;
    // A line that is all of an item needs no paragraph.
    if (type === 'list') this.#box.items.push(children);
    else if (type === 'item' && !isParagraph) this.#box.children.push(...children);
    else this.putBlock({ type: 'paragraph', children });
  }

  /** Opens a span. Answers with what closes it; spans close in the order opposite to opening. */
  openSpan(span: Span): () => void {
    if (this.#spans.length === deepest || ++this.#pieces > mostPieces) return () => {};
    this.#spans.push(span);
    return () => void this.#spans.pop();
  }

  /** Opens a quote or a list, or an item of the list that is open; answers like `openSpan`. */
  openBox(type: 'quote' | 'list' | 'item', start?: number): () => void {
    this.endParagraph();
    const isInPlace = type === 'item' ? this.#box.type === 'list' : this.#depth < deepest;
    if (!isInPlace) return () => this.endParagraph();
    this.#boxes.push(box(type, start));
    return () => this.#closeBox();
  }

  /** Everything that was put so far. */
  finish(): Tree {
    this.endParagraph();
    return this.#box.children;
  }

  get #box(): Box {
    return this.#boxes.at(-1)!;
  }

  get #depth(): number {
    return this.#boxes.filter(({ type }) => type === 'quote' || type === 'list').length;
  }

  #closeBox(): void {
    this.endParagraph();
    const { type, start, children, items } = this.#boxes.pop()!;
    if (type === 'item') this.#box.items.push(children);
    else if (type === 'quote' && children.length > 0) this.putBlock({ type, children });
    else if (type === 'list' && items.length > 0) {
      this.putBlock({ type, items, ...(start !== undefined && { start }) });
    }
  }

  /** Ends the innermost runs until so many are left. */
  #endRuns(left: number): void {
    while (this.#runs.length > left) {
      const { span, children } = this.#runs.pop()!;
      const piece = span?.(children);
      this.#runs.at(-1)!.children.push(...(piece === undefined ? children : [piece]));
    }
  }
}

function box(type: Box['type'], start?: number): Box {
  return { type, start, children: [], items: [] };
}

function isBreak(piece: Markup | undefined): boolean {
  return typeof piece === 'object' && piece.type === 'break';
}
