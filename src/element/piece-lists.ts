import { countBelow, type Row } from '../model/thread.ts';
import { rowsOf } from '../views/thread.ts';
import type { View } from '../views/view.ts';
import { arrange, reserve, type Chapter } from './chapters.ts';
import { deal, isHeavy, isOverdue, weightOf } from './cut.ts';
import { put } from './put.ts';

/** A list of comments on the page. */
export interface List {
  readonly owner: Row | null;
  readonly depth: number;
  readonly element: HTMLElement;
  boxes: Box[];
  /** Its boxes are in these, where it is cut. */
  chapters: Chapter[];
  /** Where its rows are, drawn or not. */
  homes: Map<Row, Box>;
  /** It is cut into boxes of its own; else its comments are in the box around it. */
  isCut: boolean;
}

/** Some comments of a list that the browser lays out and paints only when they come into sight. */
export interface Box {
  readonly list: List;
  readonly element: HTMLElement;
  rows: readonly Row[];
  chapter: Chapter | undefined;
  /** How many comments were in it, with all below them, when its place was reserved. */
  weight: number;
  /** In which state of its surroundings all that is in it was drawn; 0: not all is. */
  drawn: number;
}

/** A comment on the page, with its replies. */
export interface Item {
  readonly row: Row;
  readonly list: List;
  readonly element: HTMLElement;
  nested: List | undefined;
  drawn: number;
  /** What others show of it, or it of others, when it was drawn. */
  name: string;
  below: number;
}

/** In a list of so few comments all of them may move at once. */
const few = 100;

/**
 * The lists of comments on the page, cut into boxes, and which comments are in which. What is in a
 * comment is drawn elsewhere.
 */
export class PieceLists {
  readonly root: List;
  #items = new Map<string, Item>();
  #boxes = new WeakMap<Element, Box>();
  #view: View | undefined;

  constructor() {
    this.root = this.#newList(null, 0);
  }

  /** Goes on with what is to be shown now; forgets everything where it is another thread. */
  show(view: View): boolean {
    const isOther =
      this.#view?.state.thread !== view.state.thread ||
      this.#view.options.maxDepth !== view.options.maxDepth;
    this.#view = view;
    if (isOther) this.#forgetAll();
    return isOther;
  }

  item(row: Row): Item | undefined {
    return this.#items.get(row.key);
  }

  boxAt(element: Element): Box | undefined {
    return this.#boxes.get(element);
  }

  /** The list of replies to a comment that is there. */
  nested(item: Item, depth: number): List {
    if (!item.nested) {
      item.nested = this.#newList(item.row, depth);
      this.deal(item.nested);
    }
    return item.nested;
  }

  /** Makes the place for a comment. */
  newItem(row: Row, list: List): Item {
    const element = document.createElement('li');
    element.role = 'listitem';
    element.dataset['key'] = row.key;
    const item: Item = { row, list, element, nested: undefined, drawn: 0, name: '', below: 0 };
    this.#items.set(row.key, item);
    return item;
  }

  /** Has a box to be cut, because of what has come into it? */
  isOverdue({ list, rows }: Box): boolean {
    const weight = weightOf(rows, this.#weigh(list));
    return isOverdue(weight) && (rows.length > 1 || !list.isCut);
  }

  /** Are the comments of a box, with all below them, as few as a box should hold? */
  isLight({ list, rows }: Box): boolean {
    return !isOverdue(weightOf(rows, this.#weigh(list)));
  }

  /** Keeps the place of a box while it is not laid out. */
  reserve(box: Box): void {
    if (box.list.isCut) reserve(box, weightOf(box.rows, this.#weigh(box.list)));
  }

  /** The list in which the replies to a row are, once it is there. */
  listBelow(row: Row): List | undefined {
    const item = this.#items.get(row.key);
    return item && (this.#isFlat(item.list) ? item.list : item.nested);
  }

  /** It has to be drawn anew, so nothing around it is all drawn. */
  undo(row: Row): void {
    const item = this.#items.get(row.key);
    if (!item) return;
    item.drawn = 0;
    this.#undoBox(item.list.homes.get(row));
  }

  /** Deals the rows of a list out to its boxes. */
  deal(list: List): void {
    const rows = rowsOf(this.#view!, list.owner, list.depth);
    const weigh = this.#weigh(list);
    const weight = weightOf(rows, weigh);
    const wasCut = list.isCut;
    list.isCut ||= list.homes.size === 0 ? isHeavy(weight) : isOverdue(weight);
    const kept = wasCut === list.isCut ? list.homes : new Map<Row, Box>();
    const groups = list.isCut
      ? deal(rows, list.boxes, (row) => kept.get(row), weigh)
      : [{ box: list.boxes[0], rows: [...rows] }];
    const before = list.homes;
    list.homes = new Map();
    const dealt = new Set(groups.map(({ box }) => box));
    // In another order these are all of them: they stay, and comments change places bit by bit.
    const spare = wasCut ? list.boxes.filter((box) => !dealt.has(box)) : [];
    list.boxes = groups.map((group) => {
      const box = group.box ?? spare.shift() ?? this.#newBox(list);
      for (const row of group.rows) list.homes.set(row, box);
      box.rows = group.rows;
      return box;
    });
    // To take one out of the page makes Chromium walk through all of it, so they wait to be needed.
    for (const box of spare) box.rows = [];
    list.boxes.push(...spare);
    for (const row of before.keys()) if (!list.homes.has(row)) this.forget(row, list);
    if (list.isCut) arrange(list);
    for (const box of list.boxes) {
      this.#undoBox(box);
      if (box.element.classList.contains('undrawn')) this.reserve(box);
    }
    // Comments that are drawn go where they belong, unless all change places: then they take turns.
    const isAtOnce = before.size <= few || groups.some(({ box }) => box);
    if (list.isCut && isAtOnce) list.boxes.forEach((box) => this.#fetch(box));
  }

  /** Moves comments on that were in a box and belong in another one now, one at a time. */
  *sendHome({ element, rows }: Box): Generator<void> {
    const last = rows.at(-1);
    const end = last ? this.#items.get(last.key)!.element : null;
    const strangers = (): Element | null =>
      end ? end.nextElementSibling : element.firstElementChild;
    for (let each = strangers(); each; each = strangers()) {
      const item = this.#items.get((each as HTMLElement).dataset['key']!);
      const home = item?.list.homes.get(item.row);
      if (home) put(home.element, each, home.element.lastElementChild);
      else each.remove();
      yield;
    }
  }

  /** Takes a comment out, and all below it, if it is in that list. */
  forget(row: Row, list: List): void {
    const item = this.#items.get(row.key);
    if (item?.list !== list) return;
    this.#items.delete(row.key);
    item.element.remove();
    if (item.nested) this.forgetList(item.nested);
  }

  forgetList(list: List): void {
    for (const row of list.homes.keys()) this.forget(row, list);
  }

  #newList(owner: Row | null, depth: number): List {
    const element = document.createElement('ol');
    element.setAttribute('part', 'list');
    element.role = 'list';
    element.className = owner ? 'replies' : 'roots';
    return { owner, depth, element, boxes: [], chapters: [], homes: new Map(), isCut: !owner };
  }

  #newBox(list: List): Box {
    const element = list.isCut ? document.createElement('div') : list.element;
    if (list.isCut) {
      element.role = 'presentation';
      element.className = 'piece undrawn';
    }
    const box: Box = { list, element, rows: [], chapter: undefined, weight: 0, drawn: 0 };
    this.#boxes.set(element, box);
    const { owner } = list;
    if (owner) this.#undoBox(this.#items.get(owner.key)?.list.homes.get(owner));
    return box;
  }

  /** Moves comments that are drawn into the box that they belong to now. */
  #fetch({ element, rows }: Box): void {
    let previous: Element | null = null;
    for (const row of rows) {
      const item = this.#items.get(row.key);
      if (!item) continue;
      put(element, item.element, previous);
      previous = item.element;
    }
  }

  #undoBox(box: Box | undefined): void {
    for (let each = box; each && each.drawn !== 0;) {
      each.drawn = 0;
      const { owner } = each.list;
      each = owner ? this.#items.get(owner.key)?.list.homes.get(owner) : undefined;
    }
  }

  #isFlat({ depth }: List): boolean {
    return depth >= this.#view!.options.maxDepth;
  }

  #weigh(list: List): (row: Row) => number {
    return this.#isFlat(list) ? () => 1 : (row) => 1 + countBelow(row);
  }

  #forgetAll(): void {
    this.#items.clear();
    this.root.boxes = [];
    this.root.chapters = [];
    this.root.homes.clear();
    this.root.element.replaceChildren();
  }
}
