import { asCommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { Page } from '../model/page.ts';
import { repliesToLoad, type Branch } from '../model/state.ts';
import { inOrder, type Row } from '../model/thread.ts';
import type { Context } from './context.ts';
import type { Loader } from './loader.ts';
import { moveFocus } from './effects.ts';

/** So many at a time, where nobody waits for them; no backend is asked for more. */
const mostAtOnce = 500;

/** Moves the window on the thread: more of it, in another order, at another place. */
export class Navigation {
  #context: Context;
  #loader: Loader;
  #loading = new Map<string | null, Promise<Row | undefined>>();

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
      await this.#show(page);
    }
    changes.section();
  }

  /**
   * Loads more of a branch. Answers with the first row that was not here before, to the first who
   * asks; who asks meanwhile waits with them.
   */
  async more(branch: string | null, direction: 'before' | 'after'): Promise<Row | undefined> {
    const under = this.#loading.get(branch);
    if (under) return void (await under);
    const loading = this.#more(branch, direction);
    this.#loading.set(branch, loading);
    try {
      return await loading;
    } finally {
      if (this.#loading.get(branch) === loading) this.#loading.delete(branch);
    }
  }

  async #more(branch: string | null, direction: 'before' | 'after'): Promise<Row | undefined> {
    const { state, collection } = this.#context;
    const known = state.branches.get(branch);
    if (known?.[direction] === null) return undefined;
    const { window } = this.#loader;
    this.#mark(branch, { ...known, phase: 'loading' });
    const had = new Set(this.#siblings(branch));
    const isNew = (row: Row): boolean => !had.has(row);
    try {
      const hasMore = (): boolean => Boolean(state.branches.get(branch)?.[direction]);
      // What came along with its parent may be all that a small first page holds.
      do {
        await this.#loadPage(branch, direction, state.branches.get(branch));
        await this.#loader.whole;
      } while (!window.aborted && !this.#siblings(branch).some(isNew) && hasMore());
    } catch (thrown) {
      if (!window.aborted) {
        this.#mark(branch, { ...known, phase: 'failed', error: asCommentError(thrown) });
      }
      throw thrown;
    }
    if (window.aborted) return undefined;
    if (branch !== null && !state.branches.get(branch)?.after) collection.missing(branch);
    return this.#siblings(branch).find(isNew);
  }

  /** Where everything is wanted: loads what is left, until something else is shown or it fails. */
  async loadAll(): Promise<void> {
    if (this.#context.options.pageSize !== 'all') return;
    const { window } = this.#loader;
    const { collection } = this.#context;
    await this.#loader.whole;
    try {
      await this.#loadRest(null, 'after', window);
      await this.#loadRest(null, 'before', window);
      for (const { comment } of Array.from(inOrder(collection.thread.roots))) {
        await this.#loadRest(comment.id, 'after', window);
      }
    } catch {
      // It says so where the rest would be, next to the button that tries again.
    }
    this.#context.commit();
  }

  async #loadRest(
    branch: string | null,
    direction: 'before' | 'after',
    window: AbortSignal,
  ): Promise<void> {
    const { state, collection } = this.#context;
    const isLeft = (): boolean =>
      branch === null ? !!state.branches.get(null)?.[direction] : this.#lacksReplies(branch);
    // A backend that promises more than it has must not be asked for ever.
    for (let size = -1; !window.aborted && isLeft() && size !== collection.thread.size;) {
      size = collection.thread.size;
      await this.more(branch, direction);
    }
  }

  #lacksReplies(branch: string): boolean {
    const row = this.#context.collection.row(branch);
    return row !== undefined && repliesToLoad(row, this.#context.state.branches) !== 0;
  }

  async #loadPage(
    branch: string | null,
    direction: 'before' | 'after',
    known: Branch | undefined,
  ): Promise<void> {
    const { state } = this.#context;
    const { window } = this.#loader;
    const { pageSize } = this.#context.options;
    const cursor = known?.[direction];
    const page = await this.#loader.list({
      branch,
      sort: state.sort,
      limit: pageSize === 'all' ? mostAtOnce : pageSize,
      ...(cursor && { [direction]: cursor }),
    });
    // It belongs to what was shown when it was asked for.
    if (window.aborted) return;
    // The other end of what is loaded stays where it was.
    const other = direction === 'after' ? 'before' : 'after';
    await this.#loader.take({ ...page, branch, [other]: known?.[other] });
  }

  /** Shows a comment, loaded or not. False: there is no such comment. */
  async goTo(id: string, from?: string): Promise<boolean> {
    const { state, collection, changes } = this.#context;
    if (!collection.row(id)) await this.#loader.whole;
    if (!collection.row(id)) {
      try {
        const page = await this.#loader.list(this.#loader.first(state.sort, id));
        await this.#show(page, true);
      } catch (thrown) {
        if (asCommentError(thrown).code !== 'not-found') throw thrown;
        collection.missing(id);
      }
    }
    const row = collection.row(id);
    state.lost = !row;
    changes.section();
    if (row) this.#aim(row, from);
    return row !== undefined;
  }

  async #show(page: Page, isWhole = false): Promise<void> {
    this.#loading.clear();
    await this.#loader.show(page, isWhole);
    void this.loadAll();
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
    moveFocus(this.#context, row.key);
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
