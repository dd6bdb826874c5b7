import { render } from 'lit';
import type { Change } from '../model/state.ts';
import { countBelow, type Row } from '../model/thread.ts';
import { isListed, itemView, rowsOf } from '../views/thread.ts';
import { groundsOf, type View } from '../views/view.ts';
import { deal, isHeavy, isOverdue, weightOf } from './cut.ts';
import { Slices } from './slices.ts';

/** A list of comments on the page. */
interface List {
  readonly owner: Row | null;
  readonly depth: number;
  readonly element: HTMLElement;
  boxes: Box[];
  /** Where its rows are, drawn or not. */
  homes: Map<Row, Box>;
  /** It is cut into boxes of its own; else its comments are in the box around it. */
  isCut: boolean;
}

/** Some comments of a list that the browser lays out and paints only when they come into sight. */
interface Box {
  readonly list: List;
  readonly element: HTMLElement;
  rows: readonly Row[];
  /** In which state of its surroundings all that is in it was drawn; 0: not all is. */
  drawn: number;
}

/** A comment on the page, with its replies. */
interface Item {
  readonly row: Row;
  readonly list: List;
  readonly element: HTMLElement;
  nested: List | undefined;
  drawn: number;
  /** What others show of it, or it of others, when it was drawn. */
  name: string;
  below: number;
}

/** So few changes are drawn at once; more take their turn. */
const few = 25;

/**
 * Draws the thread: cuts it into boxes of some 25 comments, draws those in sight first and the
 * others when the page has time, and after a change what it touched and nothing else. Each comment is
 * a root of its own for Lit, so that a change costs the same in a thread of any length.
 */
export class Pieces {
  #view!: View;
  #thread: unknown;
  #maxDepth = 0;
  #grounds: readonly unknown[] = [];
  /** Grows when everything has to be drawn anew. */
  #version = 0;
  #items = new Map<string, Item>();
  #root: List | undefined;
  #touched = new Set<string>();
  #regrouped = new Set<string | null>();
  #work: Iterator<void> | undefined;
  #inSight = new Set<Box>();
  #boxes = new WeakMap<Element, Box>();
  #slices: Slices;

  /** `onDrawn` is called whenever some of it has been drawn. */
  constructor(onDrawn: () => void) {
    this.#slices = new Slices(() => this.#step(), onDrawn);
  }

  /** Resolves when everything is on the page. */
  get done(): Promise<void> {
    return this.#slices.done;
  }

  /** What is to be seen first is on the page. */
  get isBegun(): boolean {
    const first = this.#root?.boxes[0];
    return !first || first.drawn === this.#version;
  }

  /** The element that a list of replies fills, null: that of the roots. For the views. */
  readonly list = (owner: Row | null, depth: number): Element => {
    const item = owner && this.#items.get(owner.key);
    const list = item ? (item.nested ??= this.#newList(owner, depth)) : this.#rootList();
    return list.element;
  };

  /** Remembers what a change touched, until it is drawn. */
  note({ rows, lists }: Change): void {
    for (const key of rows) this.#touched.add(key);
    for (const key of lists) this.#regrouped.add(key);
  }

  /** Draws what has changed, and begins with what is new. */
  draw(view: View): void {
    const grounds = groundsOf(view);
    if (grounds.some((ground, i) => ground !== this.#grounds[i])) this.#version++;
    this.#grounds = grounds;
    this.#view = view;
    this.#work = undefined;
    const root = this.#rootList();
    const { maxDepth } = view.options;
    if (this.#thread !== view.state.thread || this.#maxDepth !== maxDepth) {
      this.#thread = view.state.thread;
      this.#maxDepth = maxDepth;
      this.#forgetAll();
      this.#regrouped.add(null);
    }
    const changed = this.#applyChanges(root);
    if (changed.length <= few) for (const row of changed) this.#reveal(row);
    this.#slices.start();
  }

  /**
   * Draws a comment now, wherever it is, and what shares a box with it: nothing is to appear above it
   * any more.
   */
  reveal(key: string): void {
    const row = this.#view.state.thread.byKey(key);
    const piece = row && this.#reveal(row);
    if (!piece || isOverdue(weightOf(piece.rows, this.#weigh(piece.list)))) return;
    const filling = this.#fill(piece);
    while (!filling.next().done);
  }

  /** Draws all that is left, as paper needs it. */
  finish(): void {
    while (this.#step());
    this.#slices.stop();
  }

  stop(): void {
    this.#slices.stop();
  }

  #rootList(): List {
    this.#root ??= this.#newList(null, 0);
    return this.#root;
  }

  #newList(owner: Row | null, depth: number): List {
    const element = document.createElement('ol');
    element.setAttribute('part', 'list');
    element.role = 'list';
    element.className = owner ? 'replies' : 'roots';
    const list: List = { owner, depth, element, boxes: [], homes: new Map(), isCut: !owner };
    if (owner) this.#deal(list);
    else {
      element.addEventListener('contentvisibilityautostatechange', (event) =>
        this.#noteSight(event as Event & { skipped: boolean }),
      );
    }
    return list;
  }

  #forgetAll(): void {
    this.#items.clear();
    this.#inSight.clear();
    const root = this.#rootList();
    root.boxes = [];
    root.homes.clear();
    root.element.replaceChildren();
  }

  /** Finds out what has to be drawn anew. Answers with the rows that changed themselves. */
  #applyChanges(root: List): Row[] {
    const { thread, writing } = this.#view.state;
    const stale = new Set<List>();
    const visited = new Set<Row>();
    for (const key of this.#regrouped) {
      const owner = key === null ? null : thread.byKey(key);
      if (owner === undefined) continue;
      const list = owner ? this.#listBelow(owner) : root;
      if (list) stale.add(list);
      if (owner) this.#undo(owner);
      this.#climb(owner, stale, visited);
    }
    const changed: Row[] = [];
    for (const key of this.#touched) {
      const row = thread.byKey(key);
      if (!row) continue;
      changed.push(row);
      this.#touch(row);
      this.#climb(row, stale, visited);
    }
    // A form shows more than its own comment: who is writing, what is wrong.
    for (const { id } of writing.composers.values()) {
      const row = id === null ? undefined : thread.get(id);
      if (!row) continue;
      changed.push(row);
      this.#undo(row);
    }
    for (const list of stale) this.#deal(list);
    this.#touched.clear();
    this.#regrouped.clear();
    return changed;
  }

  /** A row changed; where its name did, so did what its replies say. */
  #touch(row: Row): void {
    this.#undo(row);
    const item = this.#items.get(row.key);
    if (item && item.name !== row.comment.author.name)
      row.children.forEach((each) => this.#undo(each));
  }

  /** What hangs above a change may show another number, appear, disappear or need a box of its own. */
  #climb(from: Row | null, stale: Set<List>, visited: Set<Row>): void {
    for (let row = from; row && !visited.has(row); row = row.parent) {
      visited.add(row);
      const item = this.#items.get(row.key);
      if (item && item.below !== countBelow(row)) this.#undo(row);
      const list = row.parent ? this.#listBelow(row.parent) : this.#root;
      if (!list || stale.has(list)) continue;
      const box = list.homes.get(row);
      if ((box !== undefined) !== isListed(this.#view, row)) stale.add(list);
      else if (box && this.#isTooHeavy(box)) stale.add(list);
    }
  }

  #isTooHeavy({ list, rows, element }: Box): boolean {
    const weight = weightOf(rows, this.#weigh(list));
    if (list.isCut) element.style.setProperty('--n', String(weight));
    return isOverdue(weight) && (rows.length > 1 || !list.isCut);
  }

  /** The list in which the replies to a row are, once it is there. */
  #listBelow(row: Row): List | undefined {
    const item = this.#items.get(row.key);
    return item && (this.#isFlat(item.list) ? item.list : item.nested);
  }

  #isFlat({ depth }: List): boolean {
    return depth >= this.#maxDepth;
  }

  #weigh(list: List): (row: Row) => number {
    return this.#isFlat(list) ? () => 1 : (row) => 1 + countBelow(row);
  }

  /** It has to be drawn anew, so nothing around it is all drawn. */
  #undo(row: Row): void {
    const item = this.#items.get(row.key);
    if (!item) return;
    item.drawn = 0;
    this.#undoBox(item.list.homes.get(row));
  }

  #undoBox(box: Box | undefined): void {
    for (let each = box; each && each.drawn !== 0;) {
      each.drawn = 0;
      const { owner } = each.list;
      each = owner ? this.#items.get(owner.key)?.list.homes.get(owner) : undefined;
    }
  }

  /** Deals the rows of a list out to its boxes. */
  #deal(list: List): void {
    const rows = rowsOf(this.#view, list.owner, list.depth);
    const weigh = this.#weigh(list);
    const weight = weightOf(rows, weigh);
    const wasCut = list.isCut;
    list.isCut ||= list.homes.size === 0 ? isHeavy(weight) : isOverdue(weight);
    const kept = wasCut === list.isCut ? list.homes : new Map<Row, Box>();
    const groups = list.isCut
      ? deal(rows, (row) => kept.get(row), weigh)
      : [{ box: list.boxes[0], rows: [...rows] }];
    const before = list.homes;
    list.homes = new Map();
    list.boxes = groups.map((group) => {
      const box = group.box ?? this.#newBox(list);
      for (const row of group.rows) list.homes.set(row, box);
      box.rows = group.rows;
      this.#undoBox(box);
      if (list.isCut) box.element.style.setProperty('--n', String(weightOf(group.rows, weigh)));
      return box;
    });
    for (const row of before.keys()) if (!list.homes.has(row)) this.#forget(row, list);
    if (list.isCut) this.#arrange(list, before.size <= 4 * few || groups.some(({ box }) => box));
  }

  /**
   * Puts the boxes of a list in order, and takes out what is none of them any more. Comments that are
   * drawn go where they belong at once, unless all of them change places: then they take their turn.
   */
  #arrange({ element, boxes }: List, isAtOnce: boolean): void {
    let previous: Element | null = null;
    for (const box of boxes) {
      put(element, box.element, previous);
      previous = box.element;
    }
    if (isAtOnce) boxes.forEach((box) => this.#fetch(box));
    while (previous ? previous.nextSibling : element.firstChild) element.lastChild!.remove();
  }

  #newBox(list: List): Box {
    const element = list.isCut ? document.createElement('div') : list.element;
    if (list.isCut) {
      element.role = 'presentation';
      element.className = 'piece empty';
    }
    const box: Box = { list, element, rows: [], drawn: 0 };
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

  #forget(row: Row, list: List): void {
    const item = this.#items.get(row.key);
    if (item?.list !== list) return;
    this.#items.delete(row.key);
    item.element.remove();
    if (item.nested) this.#forgetList(item.nested);
  }

  #forgetList(list: List): void {
    for (const row of list.homes.keys()) this.#forget(row, list);
  }

  /** Answers with the piece of the thread that it is in. */
  #reveal(row: Row): Box | undefined {
    let piece: Box | undefined;
    const path: Row[] = [];
    for (let each: Row | null = row; each; each = each.parent) path.push(each);
    let list: List | undefined = this.#rootList();
    for (const each of path.reverse()) {
      const box: Box | undefined = list.homes.get(each);
      if (!box) continue;
      const item = this.#drawn(each, box);
      const earlier = box.rows
        .slice(0, box.rows.indexOf(each))
        .findLast((other) => this.#isIn(other, box));
      put(box.element, item.element, earlier ? this.#items.get(earlier.key)!.element : null);
      if (list.isCut) piece = box;
      list = item.nested ?? list;
    }
    return piece;
  }

  #isIn(row: Row, box: Box): boolean {
    return this.#items.get(row.key)?.element.parentNode === box.element;
  }

  /** One comment more. Is there anything left? */
  #step(): boolean {
    this.#work ??= this.#remaining();
    if (!this.#work.next().done) return true;
    this.#work = undefined;
    return false;
  }

  *#remaining(): Generator<void> {
    for (const box of this.#inSight) {
      if (box.element.isConnected) yield* this.#fill(box);
      else this.#inSight.delete(box);
    }
    yield* this.#fillList(this.#rootList());
  }

  *#fillList({ boxes }: List): Generator<void> {
    for (const box of boxes) yield* this.#fill(box);
  }

  /** Calls itself as deep as lists are nested, and that has a limit. */
  *#fill(box: Box): Generator<void> {
    if (box.drawn === this.#version) return;
    const isNew = box.element.classList.contains('empty');
    let previous: Element | null = null;
    for (const row of box.rows) {
      const isDrawn = this.#items.get(row.key)?.drawn === this.#version;
      const { element, nested } = this.#drawn(row, box);
      put(box.element, element, previous);
      previous = element;
      if (!isDrawn) yield;
      if (nested) yield* this.#fillList(nested);
    }
    box.drawn = this.#version;
    if (isNew) box.element.classList.remove('empty');
  }

  /** A comment as it is now. */
  #drawn(row: Row, { list }: Box): Item {
    let item = this.#items.get(row.key);
    if (item && item.list !== list) {
      this.#forget(row, item.list);
      item = undefined;
    }
    item ??= this.#newItem(row, list);
    if (item.drawn === this.#version) return item;
    const { nested } = item;
    render(itemView(this.#view, row, list.owner, list.depth), item.element);
    if (nested && !item.element.contains(nested.element)) {
      this.#forgetList(nested);
      item.nested = undefined;
    }
    item.drawn = this.#version;
    item.name = row.comment.author.name;
    item.below = countBelow(row);
    return item;
  }

  #newItem(row: Row, list: List): Item {
    const element = document.createElement('li');
    element.role = 'listitem';
    element.dataset['key'] = row.key;
    const item: Item = { row, list, element, nested: undefined, drawn: 0, name: '', below: 0 };
    this.#items.set(row.key, item);
    return item;
  }

  /** What comes into sight is drawn before everything else. */
  #noteSight({ target, skipped }: Event & { skipped: boolean }): void {
    const box = this.#boxes.get(target as Element);
    if (!box) return;
    if (skipped) this.#inSight.delete(box);
    else this.#inSight.add(box);
    if (skipped || box.drawn === this.#version) return;
    this.#work = undefined;
    this.#slices.start();
  }
}

/** Puts an element behind another one; null: first. Whoever has the focus in it keeps it. */
function put(parent: Element, element: Element, previous: Element | null): void {
  const next = previous ? previous.nextSibling : parent.firstChild;
  if (next === element) return;
  const focused = focusIn(element);
  const movable = parent as Element & { moveBefore?(node: Node, child: Node | null): void };
  // Where the browser can, nobody notices; else the focus is back in a moment.
  if (movable.moveBefore && element.isConnected && parent.isConnected) {
    movable.moveBefore(element, next);
  } else parent.insertBefore(element, next);
  if (focused && focusIn(element) !== focused) focused.focus({ preventScroll: true });
}

function focusIn(element: Element): HTMLElement | undefined {
  const { activeElement } = element.getRootNode() as Partial<Document>;
  return activeElement && element.contains(activeElement)
    ? (activeElement as HTMLElement)
    : undefined;
}
