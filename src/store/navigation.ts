import { asCommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { Branch } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import type { Context } from './context.ts';
import type { Loader } from './loader.ts';

/** Moves the window on the thread: more of it, in another order, at another place. */
export class Navigation {
  #context: Context;
  #loader: Loader;

  constructor(context: Context, loader: Loader) {
    this.#context = context;
    this.#loader = loader;
  }

  /** Puts the roots into another order; asks the backend only when it has more of them than we. */
  async sort(sort: Sort): Promise<void> {
    const { state, collection, changes } = this.#context;
    const roots = state.branches.get(null);
    if (roots?.before === null && roots.after === null) {
      state.sort = sort;
      collection.thread.resort(sort);
      changes.list(null);
    } else {
      const page = await this.#loader.list(this.#loader.first(sort));
      state.sort = sort;
      this.#loader.show(page);
    }
    changes.section();
  }

  /** Loads more of a branch. Answers with the first row that was not here before. */
  async more(branch: string | null, direction: 'before' | 'after'): Promise<Row | undefined> {
    const { state, collection } = this.#context;
    const known = state.branches.get(branch);
    if (known?.[direction] === null || known?.phase === 'loading') return undefined;
    this.#mark(branch, { ...known, phase: 'loading' });
    const had = new Set(this.#siblings(branch));
    const isNew = (row: Row): boolean => !had.has(row);
    try {
      const hasMore = (): boolean => Boolean(state.branches.get(branch)?.[direction]);
      // What came along with its parent may be all that a small first page holds.
      do {
        await this.#loadPage(branch, direction, state.branches.get(branch));
      } while (!this.#siblings(branch).some(isNew) && hasMore());
    } catch (thrown) {
      if (!this.#context.closed) {
        this.#mark(branch, { ...known, phase: 'failed', error: asCommentError(thrown) });
      }
      throw thrown;
    }
    if (branch !== null && !state.branches.get(branch)?.after) collection.thread.missing(branch);
    return this.#siblings(branch).find(isNew);
  }

  async #loadPage(
    branch: string | null,
    direction: 'before' | 'after',
    known: Branch | undefined,
  ): Promise<void> {
    const { state, options } = this.#context;
    const cursor = known?.[direction];
    const page = await this.#loader.list({
      branch,
      sort: state.sort,
      limit: options.pageSize,
      ...(cursor && { [direction]: cursor }),
    });
    // The other end of what is loaded stays where it was.
    const other = direction === 'after' ? 'before' : 'after';
    this.#loader.take({ ...page, branch, [other]: known?.[other] });
  }

  /** Shows a comment, loaded or not. False: there is no such comment. */
  async goTo(id: string, from?: string): Promise<boolean> {
    const { state, collection, changes } = this.#context;
    if (!collection.row(id)) {
      try {
        this.#loader.show(await this.#loader.list(this.#loader.first(state.sort, id)));
      } catch (thrown) {
        if (asCommentError(thrown).code !== 'not-found') throw thrown;
        collection.thread.missing(id);
      }
    }
    const row = collection.row(id);
    state.lost = !row;
    changes.section();
    if (row) this.#aim(row, from);
    return row !== undefined;
  }

  fold(row: Row, folded: boolean): void {
    const { state, changes } = this.#context;
    if (state.collapsed.has(row.key) === folded) return;
    if (folded) state.collapsed.add(row.key);
    else state.collapsed.delete(row.key);
    changes.row(row.key);
  }

  /** Marks the comment that was looked for, unfolds what hides it, and moves there. */
  #aim(row: Row, from?: string): void {
    const { state, collection, changes } = this.#context;
    if (state.target) changes.row(state.target.key);
    for (let up: Row | null = row; up; up = up.parent) this.fold(up, false);
    const back = from === undefined ? undefined : collection.row(from)?.key;
    state.target = { key: row.key, from: back };
    changes.row(row.key);
    this.#context.focus(row.key);
  }

  #mark(...args: Parameters<Loader['mark']>): void {
    this.#loader.mark(...args);
    this.#context.commit();
  }

  #siblings(branch: string | null): readonly Row[] {
    const { collection } = this.#context;
    return branch === null ? collection.thread.roots : (collection.row(branch)?.children ?? []);
  }
}
