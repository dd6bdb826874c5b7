import { render } from 'lit';
import type { Change } from '../model/state.ts';
import { countBelow, type Row } from '../model/thread.ts';
import { isListed, itemView } from '../views/thread.ts';
import { groundsOf, type View } from '../views/view.ts';
import { PieceLists, type Box, type Item, type List } from './piece-lists.ts';
import { put } from './put.ts';
import { Slices } from './slices.ts';

/** So few changes are drawn at once; more take their turn. */
const few = 25;

/**
 * Draws the thread: cuts it into boxes of some 25 comments, draws those in sight first and the
 * others when the page has time, and after a change what it touched and nothing else. Each comment is
 * a root of its own for Lit, so that a change costs the same in a thread of any length.
 */
export class Pieces {
  #view!: View;
  #grounds: readonly unknown[] = [];
  /** Grows when everything has to be drawn anew. */
  #version = 0;
  #lists = new PieceLists();
  #touched = new Set<string>();
  #regrouped = new Set<string | null>();
  #work: Iterator<void> | undefined;
  #inSight = new Set<Box>();
  #slices: Slices;

  /** `onDrawn` is called whenever some of it has been drawn. */
  constructor(onDrawn: () => void) {
    this.#slices = new Slices(() => this.#step(), onDrawn);
    // On its way down, because Firefox's does not bubble.
    this.#lists.root.element.addEventListener(
      'contentvisibilityautostatechange',
      (event) => this.#noteSight(event as Event & { skipped: boolean }),
      { capture: true },
    );
  }

  /** Resolves when everything is on the page. */
  get done(): Promise<void> {
    return this.#slices.done;
  }

  /** What is to be seen first is on the page. */
  get isBegun(): boolean {
    const first = this.#lists.root.boxes[0];
    return !first || first.drawn === this.#version;
  }

  /** The element that a list of replies fills, null: that of the roots. For the views. */
  readonly list = (owner: Row | null, depth: number): Element => {
    const item = owner && this.#lists.item(owner);
    return (item ? this.#lists.nested(item, depth) : this.#lists.root).element;
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
    if (this.#lists.show(view)) {
      this.#inSight.clear();
      this.#regrouped.add(null);
    }
    const changed = this.#applyChanges();
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
    if (!piece || !this.#lists.isLight(piece)) return;
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

  /** Finds out what has to be drawn anew. Answers with the rows that changed themselves. */
  #applyChanges(): Row[] {
    const { thread, writing } = this.#view.state;
    const stale = new Set<List>();
    const visited = new Set<Row>();
    for (const key of this.#regrouped) {
      const owner = key === null ? null : thread.byKey(key);
      if (owner === undefined) continue;
      const list = owner ? this.#lists.listBelow(owner) : this.#lists.root;
      if (list) stale.add(list);
      if (owner) this.#lists.undo(owner);
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
      this.#lists.undo(row);
    }
    for (const list of stale) this.#lists.deal(list);
    this.#touched.clear();
    this.#regrouped.clear();
    return changed;
  }

  /** A row changed; where its name did, so did what its replies say. */
  #touch(row: Row): void {
    this.#lists.undo(row);
    const item = this.#lists.item(row);
    if (item && item.name !== row.comment.author.name)
      row.children.forEach((each) => this.#lists.undo(each));
  }

  /** What hangs above a change may show another number, appear, disappear or need a box of its own. */
  #climb(from: Row | null, stale: Set<List>, visited: Set<Row>): void {
    for (let row = from; row && !visited.has(row); row = row.parent) {
      visited.add(row);
      const item = this.#lists.item(row);
      if (item && item.below !== countBelow(row)) this.#lists.undo(row);
      const list = row.parent ? this.#lists.listBelow(row.parent) : this.#lists.root;
      if (!list || stale.has(list)) continue;
      const box = list.homes.get(row);
      if ((box !== undefined) !== isListed(this.#view, row)) stale.add(list);
      else if (box && this.#lists.isOverdue(box)) stale.add(list);
    }
  }

  /** Answers with the piece of the thread that it is in. */
  #reveal(row: Row): Box | undefined {
    let piece: Box | undefined;
    const path: Row[] = [];
    for (let each: Row | null = row; each; each = each.parent) path.push(each);
    let list: List | undefined = this.#lists.root;
    for (const each of path.reverse()) {
      const box: Box | undefined = list.homes.get(each);
      if (!box) continue;
      const item = this.#drawn(each, box);
      const earlier = box.rows
        .slice(0, box.rows.indexOf(each))
        .findLast((other) => this.#isIn(other, box));
      put(box.element, item.element, earlier ? this.#lists.item(earlier)!.element : null);
      if (list.isCut) piece = box;
      list = item.nested ?? list;
    }
    return piece;
  }

  #isIn(row: Row, box: Box): boolean {
    return this.#lists.item(row)?.element.parentNode === box.element;
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
    yield* this.#fillList(this.#lists.root);
  }

  *#fillList({ boxes }: List): Generator<void> {
    for (const box of boxes) yield* this.#fill(box);
  }

  /** Calls itself as deep as lists are nested, and that has a limit. */
  *#fill(box: Box): Generator<void> {
    if (box.drawn === this.#version) return;
    const isNew = box.element.classList.contains('undrawn');
    let previous: Element | null = null;
    for (const row of box.rows) {
      const isDrawn = this.#lists.item(row)?.drawn === this.#version;
      const { element, nested } = this.#drawn(row, box);
      const isMoved = put(box.element, element, previous);
      previous = element;
      if (isMoved || !isDrawn) yield;
      if (nested) yield* this.#fillList(nested);
    }
    for (const _ of this.#lists.sendHome(box)) yield;
    box.drawn = this.#version;
    if (isNew) box.element.classList.remove('undrawn');
    this.#lists.reserve(box);
  }

  /** A comment as it is now. */
  #drawn(row: Row, { list }: Box): Item {
    let item = this.#lists.item(row);
    if (item && item.list !== list) {
      this.#lists.forget(row, item.list);
      item = undefined;
    }
    item ??= this.#lists.newItem(row, list);
    if (item.drawn === this.#version) return item;
    const { nested } = item;
    render(itemView(this.#view, row, list.owner, list.depth), item.element);
    if (nested && !item.element.contains(nested.element)) {
      this.#lists.forgetList(nested);
      item.nested = undefined;
    }
    item.drawn = this.#version;
    item.name = row.comment.author.name;
    item.below = countBelow(row);
    return item;
  }

  /** What comes into sight is drawn before everything else. */
  #noteSight({ target, skipped }: Event & { skipped: boolean }): void {
    const box = this.#lists.boxAt(target as Element);
    // Browsers tell of what was in sight when its section has left the page already.
    if (!box?.element.isConnected) return;
    if (skipped) this.#inSight.delete(box);
    else this.#inSight.add(box);
    if (skipped || box.drawn === this.#version) return;
    this.#work = undefined;
    this.#slices.start();
  }
}
