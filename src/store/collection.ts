import type { Act, Shown } from '../model/acts.ts';
import type { Comment, Marks } from '../model/comment.ts';
import type { Sort } from '../model/order.ts';
import { Thread, type Row } from '../model/thread.ts';
import type { Changes } from './changes.ts';

/** What the viewer did to a comment that the backend has not confirmed. */
export interface Overlay {
  /** What is shown in place of what is confirmed. */
  apply: (id: string, confirmed: Shown | undefined) => Shown | undefined;
  /** The act on a comment that failed, else the last. */
  actOn: (id: string) => Act | undefined;
  /** Comments that have acts. */
  ids: () => Iterable<string>;
}

/**
 * What the backend confirmed, and the thread that shows it with what it has not confirmed on top.
 * Every method notes in `changes` what it touched.
 */
export class Collection {
  thread: Thread;
  overlay: Overlay | undefined;
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
    for (const id of this.overlay?.ids() ?? []) this.refresh(id);
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

  /** Takes in what a backend handed out. */
  confirm(comments: readonly Comment[], marks?: ReadonlyMap<string, Marks>): void {
    const shown: Comment[] = [];
    for (const comment of comments) {
      const known = this.#confirmed.get(comment.id);
      if (known && isNewer(known.comment, comment)) continue;
      this.#confirmed.set(comment.id, {
        comment: Object.freeze(comment),
        marks: marks?.get(comment.id) ?? known?.marks ?? {},
      });
      shown.push(this.#shown(comment.id)?.comment ?? comment);
    }
    this.#put(shown);
  }

  /** The comment that was shown under a temporary id is stored: its row lives on under the real one. */
  settle(temporaryId: string, shown: Shown): void {
    const { comment } = shown;
    this.#realIds.set(temporaryId, comment.id);
    this.#confirmed.set(comment.id, shown);
    this.#noteLists(this.thread.rename(temporaryId, comment));
    this.refresh(comment.id);
    // It counts among the replies that are loaded from now on.
    const { parent = null } = this.thread.get(comment.id) ?? {};
    this.#changes.list(parent && parent.key);
  }

  /** The backend has it no more. */
  gone(id: string): void {
    this.#confirmed.delete(id);
    this.refresh(id);
  }

  /** Shows a comment anew from what is confirmed and what is under way. */
  refresh(id: string): void {
    const shown = this.#shown(id);
    const row = this.thread.get(id);
    if (shown) this.#put([shown.comment]);
    else if (row) {
      this.#changes.list(row.parent?.key ?? null);
      if (row.children.length > 0) this.#changes.list(null);
      this.thread.drop(id);
    }
  }

  /** Nothing more can be loaded, or this one cannot: who waits for it says so. */
  missing(id?: string): void {
    for (const { key } of this.thread.missing(id)) this.#changes.row(key);
  }

  #noteLists(owners: Iterable<Row | null>): void {
    for (const owner of owners) this.#changes.list(owner?.key ?? null);
  }

  #put(comments: readonly Comment[]): void {
    this.#noteLists(this.thread.put(comments));
    for (const { id } of comments) {
      this.thread.mark(id, this.#shown(id)?.marks ?? {}, this.overlay?.actOn(id));
      const row = this.thread.get(id);
      if (row) this.#changes.row(row.key);
    }
  }

  #shown(id: string): Shown | undefined {
    const confirmed = this.#confirmed.get(id);
    return this.overlay ? this.overlay.apply(id, confirmed) : confirmed;
  }
}

/** Without versions the later answer counts. */
function isNewer(known: Comment, other: Comment): boolean {
  return (
    known.version !== undefined && other.version !== undefined && known.version > other.version
  );
}
