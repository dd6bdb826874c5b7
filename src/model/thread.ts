import type { Comment, Marks } from './comment.ts';
import type { Act } from './acts.ts';
import { compareRanks, rankOf, type Rank, type Sort } from './order.ts';

/** One comment as it is shown, in its place. Rows are the thread's own; others only read them. */
export interface Row {
  /** Stays the same when a temporary id becomes the real one; safe as a DOM id. */
  readonly key: string;
  readonly comment: Comment;
  readonly marks: Marks;
  /** The act on this comment that the backend has not confirmed. */
  readonly act?: Act | undefined;
  readonly parent: Row | null;
  readonly children: readonly Row[];
  /** Why a comment with a parent stands among the roots; absent where the parent is above it. */
  readonly gap?: 'unloaded' | 'missing' | 'cycle' | undefined;
}

type Placed = { -readonly [K in keyof Omit<Row, 'parent' | 'children'>]: Row[K] } & {
  parent: Placed | null;
  children: Placed[];
  rank: Rank;
  /** Comments below that are shown; undefined until somebody asks. */
  below: number | undefined;
};

/** Counts over all threads, so that a key never names two rows of one page. */
let keysMade = 0;

/** Rows whose lists of replies changed; null: the list of roots. */
type Owners = Set<Placed | null>;

/**
 * A thread as a tree that grows and changes, whatever comes in: the same id twice, parents that
 * come later or never, cycles, any depth. Every step is a loop, and putting n comments costs
 * n log n at most, because threads of a hundred thousand levels exist in hostile answers.
 */
export class Thread {
  #byId = new Map<string, Placed>();
  #byKey = new Map<string, Placed>();
  /** Rows among the roots because their parent is not here, by the parent's id. */
  #waiting = new Map<string, Set<Placed>>();
  #roots: Placed[] = [];
  #unsorted: Owners = new Set();
  #sort: Sort;

  constructor(sort: Sort) {
    this.#sort = sort;
  }

  get roots(): readonly Row[] {
    return this.#roots;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Row | undefined {
    return this.#byId.get(id);
  }

  byKey(key: string): Row | undefined {
    return this.#byKey.get(key);
  }

  /** Adds comments or replaces them by id. Answers with those whose replies are others now; null: the thread. */
  put(comments: Iterable<Comment>): ReadonlySet<Row | null> {
    const moved: Placed[] = [];
    const changed: Owners = new Set();
    // The same id twice in one answer: the last one counts.
    for (const comment of new Map([...comments].map((each) => [each.id, each])).values()) {
      const row = this.#byId.get(comment.id);
      if (!row) moved.push(this.#make(comment));
      else if (row.comment.parentId !== comment.parentId) {
        changed.add(row.parent);
        this.#unlink(row);
        row.comment = comment;
        moved.push(row);
      } else {
        row.comment = comment;
        forgetCounts(row.parent);
      }
    }
    for (const row of moved) this.#link(row, changed);
    this.#adopt(moved, changed);
    this.#cutCycles(moved, changed);
    this.#sortLists();
    return changed;
  }

  /** What depends on the viewer and on acts under way; the row must be there. */
  mark(id: string, marks: Marks, act: Act | undefined): void {
    const row = this.#byId.get(id);
    if (!row) return;
    row.marks = marks;
    row.act = act;
  }

  /** The comment got its real id; its row keeps its key, its place and its replies. */
  rename(from: string, comment: Comment): ReadonlySet<Row | null> {
    const row = this.#byId.get(from);
    if (!row) return this.put([comment]);
    const twin = from === comment.id ? undefined : this.#byId.get(comment.id);
    this.#byId.delete(from);
    row.comment = comment;
    this.#byId.set(comment.id, row);
    forgetCounts(row.parent);
    const changed: Owners = new Set();
    if (twin) {
      changed.add(twin.parent);
      this.#unlink(twin);
      this.#byKey.delete(twin.key);
      for (const child of twin.children) this.#link(child, changed);
    }
    this.#adopt([row], changed);
    this.#sortLists();
    return changed;
  }

  /** Takes a comment out; its replies wait among the roots, as replies to something missing. */
  drop(id: string): void {
    const row = this.#byId.get(id);
    if (!row) return;
    this.#unlink(row);
    this.#byId.delete(id);
    this.#byKey.delete(row.key);
    const orphans = row.children;
    row.children = [];
    for (const orphan of orphans) this.#link(orphan, new Set());
    this.#sortLists();
    this.missing(id);
  }

  /**
   * Nothing more can be loaded, or this one cannot: who waits for it has a missing parent. Answers
   * with those who did.
   */
  missing(id?: string): readonly Row[] {
    const waiting = id === undefined ? this.#waiting.values() : [this.#waiting.get(id) ?? []];
    const rows = [...waiting].flatMap((each) => [...each]).filter((row) => row.gap !== 'missing');
    for (const row of rows) row.gap = 'missing';
    return rows;
  }

  resort(sort: Sort): void {
    this.#sort = sort;
    for (const row of this.#roots) row.rank = rankOf(row.comment, sort);
    this.#roots.sort((a, b) => compareRanks(a.rank, b.rank));
  }

  #make(comment: Comment): Placed {
    const row: Placed = {
      key: `c${++keysMade}`,
      comment,
      marks: {},
      parent: null,
      children: [],
      rank: rankOf(comment, this.#sort),
      below: undefined,
    };
    this.#byId.set(comment.id, row);
    this.#byKey.set(row.key, row);
    return row;
  }

  #link(row: Placed, changed: Owners): void {
    const { parentId } = row.comment;
    const parent = parentId === null ? undefined : this.#byId.get(parentId);
    row.parent = parent ?? null;
    row.rank = rankOf(row.comment, parent ? null : this.#sort);
    row.gap = undefined;
    if (parentId !== null && !parent) {
      row.gap = 'unloaded';
      const waiting = this.#waiting.get(parentId);
      if (waiting) waiting.add(row);
      else this.#waiting.set(parentId, new Set([row]));
    }
    const list = parent ? parent.children : this.#roots;
    const last = list.at(-1);
    // Comments mostly come in order, and then there is nothing to sort.
    if (last && compareRanks(last.rank, row.rank) > 0) this.#unsorted.add(row.parent);
    list.push(row);
    changed.add(row.parent);
    forgetCounts(row.parent);
  }

  #unlink(row: Placed): void {
    const list = row.parent ? row.parent.children : this.#roots;
    list.splice(list.indexOf(row), 1);
    if (row.comment.parentId !== null) this.#waiting.get(row.comment.parentId)?.delete(row);
    forgetCounts(row.parent);
    row.parent = null;
  }

  /** Gives new rows the replies that were waiting for them. */
  #adopt(rows: readonly Placed[], changed: Owners): void {
    const leaving = new Set<Placed>();
    for (const row of rows) {
      for (const child of this.#waiting.get(row.comment.id) ?? []) leaving.add(child);
      this.#waiting.delete(row.comment.id);
    }
    if (leaving.size === 0) return;
    changed.add(null);
    this.#roots = this.#roots.filter((row) => !leaving.has(row));
    for (const row of leaving) this.#link(row, changed);
  }

  /** A row that is its own ancestor: the oldest of the circle becomes a root. */
  #cutCycles(rows: readonly Placed[], changed: Owners): void {
    const grounded = new Set<Placed>();
    for (const start of rows) {
      const path = new Set<Placed>();
      let row: Placed | null = start;
      while (row && !grounded.has(row) && !path.has(row)) {
        path.add(row);
        row = row.parent;
      }
      if (row && path.has(row)) this.#cut(row, changed);
      for (const each of path) grounded.add(each);
    }
  }

  #cut(onCycle: Placed, changed: Owners): void {
    let oldest = onCycle;
    for (let row = onCycle.parent; row && row !== onCycle; row = row.parent) {
      if (compareRanks(row.rank, oldest.rank) < 0) oldest = row;
    }
    changed.add(oldest.parent);
    this.#unlink(oldest);
    oldest.rank = rankOf(oldest.comment, this.#sort);
    oldest.gap = 'cycle';
    this.#roots.push(oldest);
    changed.add(null);
    this.#unsorted.add(null);
  }

  #sortLists(): void {
    for (const owner of this.#unsorted) {
      const list = owner ? owner.children : this.#roots;
      list.sort((a, b) => compareRanks(a.rank, b.rank));
    }
    this.#unsorted.clear();
  }
}

/** A comment is shown unless it was removed for good and nothing that is shown hangs below it. */
export function isShown(row: Row): boolean {
  return row.comment.status !== 'removed' || row.marks.restorable === true || countBelow(row) > 0;
}

/** How many comments that are not removed hang below this one, at any depth. */
export function countBelow(row: Row): number {
  const stack = [row as Placed];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const open = top.below === undefined ? top.children.filter((c) => c.below === undefined) : [];
    if (open.length > 0) {
      for (const child of open) stack.push(child);
      continue;
    }
    top.below ??= top.children.reduce(
      (sum, child) => sum + child.below! + (child.comment.status === 'removed' ? 0 : 1),
      0,
    );
    stack.pop();
  }
  return (row as Placed).below!;
}

/** Rows that are shown, each before its replies, in reading order. */
export function* inOrder(
  rows: readonly Row[],
  isWanted: (row: Row) => boolean = isShown,
): Generator<Row> {
  const stack = [...rows].reverse();
  for (let row = stack.pop(); row; row = stack.pop()) {
    if (!isWanted(row)) continue;
    yield row;
    for (let i = row.children.length - 1; i >= 0; i--) stack.push(row.children[i]!);
  }
}

/** Counts are kept until something below changes; an ancestor without one has none above it. */
function forgetCounts(row: Placed | null): void {
  for (let at = row; at && at.below !== undefined; at = at.parent) at.below = undefined;
}
