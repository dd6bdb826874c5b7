import { applyAct, type Act, type Shown } from '../model/acts.ts';
import type { Comment, Marks } from '../model/comment.ts';
import type { Sort } from '../model/order.ts';
import { Thread, type Row } from '../model/thread.ts';
import type { Changes } from './changes.ts';

/**
 * What the backend confirmed, the acts it has not, and the thread that shows the one with the
 * others applied on top. Every method notes in `changes` what it touched.
 */
export class Collection {
  thread: Thread;
  /** In the order in which the viewer did them; never changed in place. */
  acts: readonly Act[] = [];
  #confirmed = new Map<string, Shown>();
  /** Real ids of comments that were shown under a temporary one before. */
  #realIds = new Map<string, string>();
  #changes: Changes;

  constructor(sort: Sort, changes: Changes) {
    this.thread = new Thread(sort);
    this.#changes = changes;
  }

  /** Forgets what was confirmed, for another window on the thread; acts under way stay. */
  clear(sort: Sort): void {
    this.#confirmed.clear();
    this.thread = new Thread(sort);
    this.#changes.list(null);
    for (const act of this.acts) this.refresh(act.id);
  }

  /** A comment's id as the backend knows it. */
  realId(id: string): string {
    return this.#realIds.get(id) ?? id;
  }

  confirmed(id: string): Shown | undefined {
    return this.#confirmed.get(id);
  }

  row(id: string): Row | undefined {
    return this.thread.get(this.realId(id));
  }

  /** Takes in what a backend handed out; answers with how many comments were not here before. */
  confirm(comments: readonly Comment[], marks?: ReadonlyMap<string, Marks>): number {
    const before = this.thread.size;
    const plain: Comment[] = [];
    for (const comment of comments) {
      const known = this.#confirmed.get(comment.id);
      if (known && isNewer(known.comment, comment)) continue;
      const mine = marks?.get(comment.id) ?? known?.marks ?? {};
      const shown = { comment: Object.freeze(comment), marks: mine };
      this.#confirmed.set(comment.id, shown);
      plain.push(this.#withActs(comment.id)?.comment ?? comment);
    }
    this.#noteLists(this.thread.put(plain));
    for (const comment of plain) this.#markRow(comment.id);
    return this.thread.size - before;
  }

  /** The backend has it no more. */
  gone(id: string): void {
    this.#confirmed.delete(id);
    this.refresh(id);
  }

  /** The comment of an `add` is stored: its row lives on under its real id. */
  settle(temporaryId: string, { comment, marks }: Shown): void {
    this.#realIds.set(temporaryId, comment.id);
    this.#confirmed.set(comment.id, { comment: Object.freeze(comment), marks });
    this.acts = this.acts.map((act) => this.#renamed(act, temporaryId, comment.id));
    this.thread.rename(temporaryId, comment);
    this.#noteLists([this.row(comment.id)!]);
    this.#markRow(comment.id);
    for (const act of this.acts) {
      if (act.type === 'add' && act.draft.parentId === comment.id) this.refresh(act.id);
    }
  }

  /** Replaces the list of acts and shows what follows from it for these comments. */
  act(acts: readonly Act[], ...ids: readonly string[]): void {
    this.acts = acts;
    for (const id of ids) this.refresh(id);
  }

  /** Shows a comment anew from what is confirmed and what is under way. */
  refresh(id: string): void {
    const shown = this.#withActs(id);
    const row = this.thread.get(id);
    if (shown) {
      this.#noteLists(this.thread.put([shown.comment]));
      this.#markRow(id);
    } else if (row) {
      this.#changes.list(row.parent?.key ?? null);
      this.thread.drop(id);
    }
  }

  #withActs(id: string): Shown | undefined {
    let shown = this.#confirmed.get(id);
    for (const act of this.acts) if (act.id === id) shown = applyAct(shown, act);
    return shown;
  }

  #markRow(id: string): void {
    const act = this.acts.findLast((each) => each.id === id);
    this.thread.mark(id, this.#withActs(id)?.marks ?? {}, act);
    const row = this.thread.get(id);
    if (row) this.#changes.row(row.key);
  }

  #noteLists(rows: readonly Row[]): void {
    for (const row of rows) this.#changes.list(row.parent?.key ?? null);
  }

  #renamed(act: Act, from: string, to: string): Act {
    if (act.type === 'add') {
      return act.draft.parentId === from ? { ...act, draft: { ...act.draft, parentId: to } } : act;
    }
    return act.id === from ? { ...act, id: to } : act;
  }
}

/** Without versions the later answer counts. */
function isNewer(known: Comment, other: Comment): boolean {
  return known.version !== undefined && other.version !== undefined && known.version > other.version;
}
