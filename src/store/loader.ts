import type { CommentBackend, Opened } from '../backends/contract.ts';
import { asCommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { ListQuery, Page } from '../model/page.ts';
import type { Row } from '../model/thread.ts';
import { isFresh } from '../model/state.ts';
import type { Context } from './context.ts';

/** Loads parts of the thread: the window that is shown, and more at its ends and in its branches. */
export class Loader {
  #context: Context;
  #backend: CommentBackend;
  /** From where live changes go on, once a first page is there. */
  resume: string | undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#backend = context.options.backend;
  }

  /** Opens the thread at its first page, or at the page that holds one comment. */
  async open(around?: string): Promise<void> {
    const { state, changes } = this.#context;
    state.phase = 'loading';
    state.error = undefined;
    changes.section();
    this.#context.commit();
    try {
      const { info, page } = await this.#openOr(this.#first(state.sort, around));
      state.info = info;
      if (!info.rules.sorts.includes(state.sort)) state.sort = info.rules.sorts[0];
      this.#show(page ?? (await this.#list(this.#first(state.sort))));
      state.phase = 'ready';
      if (around) this.aim(around);
    } catch (thrown) {
      if (this.#context.closed) return;
      state.error = asCommentError(thrown);
      state.phase = 'failed';
      changes.section();
    }
    this.#context.commit();
  }

  /** Puts the roots into another order; asks the backend only when it has more of them than we. */
  async sort(sort: Sort): Promise<void> {
    const { state, collection, changes } = this.#context;
    const roots = state.branches.get(null);
    if (roots?.before === null && roots.after === null) {
      collection.thread.resort(sort);
      changes.list(null);
    } else {
      const page = await this.#list(this.#first(sort));
      state.sort = sort;
      this.#show(page);
    }
    state.sort = sort;
    changes.section();
  }

  /** Loads the page that holds a comment, and nothing else. */
  async around(id: string): Promise<void> {
    this.#show(await this.#list(this.#first(this.#context.state.sort, id)));
  }

  /** Loads more of a branch. Answers with the first row that was not here before. */
  async more(branch: string | null, direction: 'before' | 'after'): Promise<Row | undefined> {
    const { state, collection, options } = this.#context;
    const known = state.branches.get(branch);
    const cursor = known?.[direction];
    if (cursor === null) return undefined;
    this.#mark(branch, { ...known, phase: 'loading' });
    const had = new Set(this.#siblings(branch));
    try {
      const page = await this.#list({
        branch,
        sort: state.sort,
        limit: options.pageSize,
        ...(cursor && { [direction]: cursor }),
      });
      // The other end of what is loaded stays where it was.
      const other = direction === 'after' ? 'before' : 'after';
      this.#take({ ...page, [other]: known?.[other] });
    } catch (thrown) {
      if (!this.#context.closed) {
        this.#mark(branch, { ...known, phase: 'failed', error: asCommentError(thrown) });
      }
      throw thrown;
    }
    if (branch !== null && !state.branches.get(branch)?.after) collection.thread.missing(branch);
    return this.#siblings(branch).find((row) => !had.has(row));
  }

  /** Marks a loaded comment as the one looked for, unfolds what hides it, moves there. */
  aim(id: string, from?: string): void {
    const { state, collection, changes } = this.#context;
    const row = collection.row(id);
    if (!row) return;
    if (state.target) changes.row(state.target.key);
    for (let up: Row | null = row; up; up = up.parent) this.fold(up, false);
    state.target = { key: row.key, from: from === undefined ? undefined : collection.row(from)?.key };
    changes.row(row.key);
    this.#context.focus(row.key);
  }

  fold(row: Row, folded: boolean): void {
    const { state, changes } = this.#context;
    if (state.collapsed.has(row.key) === folded) return;
    if (folded) state.collapsed.add(row.key);
    else state.collapsed.delete(row.key);
    changes.row(row.key);
  }

  /** Counts those of these comments that others wrote since the last visit. */
  countFresh(ids: Iterable<string>): void {
    const { state, collection } = this.#context;
    for (const id of ids) {
      const row = collection.row(id);
      if (row && isFresh(row, state.lastVisit)) state.fresh++;
    }
  }

  #first(sort: Sort, around?: string): ListQuery {
    const limit = this.#context.options.pageSize;
    return { branch: null, sort, limit, ...(around && { around }) };
  }

  async #list(query: ListQuery): Promise<Page> {
    return await this.#backend.list(query, this.#context.call);
  }

  /** A link to a comment that is gone still opens the thread. */
  async #openOr(first: ListQuery): Promise<Opened> {
    const { options, state, call } = this.#context;
    try {
      return await this.#backend.open(options.thread, first, call);
    } catch (thrown) {
      if (!first.around || asCommentError(thrown).code !== 'not-found') throw thrown;
      state.lost = true;
      this.#context.announce({ say: 'lost' });
      return await this.#backend.open(options.thread, this.#first(first.sort), call);
    }
  }

  /** Replaces everything that is shown by this page. */
  #show(page: Page): void {
    const { state, collection } = this.#context;
    collection.clear(state.sort);
    state.branches.clear();
    state.target = undefined;
    state.fresh = 0;
    this.resume = page.resume;
    this.#take(page);
  }

  #take(page: Page): void {
    const { collection } = this.#context;
    const fresh = page.comments.map(({ id }) => id).filter((id) => !collection.confirmed(id));
    collection.confirm(page.comments, page.marks);
    this.countFresh(fresh);
    this.#mark(page.branch, { before: page.before, after: page.after, phase: 'ready' });
    if (page.branch === null && page.before === null && page.after === null) collection.thread.missing();
  }

  #mark(branch: string | null, known: Parameters<Context['state']['branches']['set']>[1]): void {
    const { state, collection, changes } = this.#context;
    state.branches.set(branch, known);
    if (branch === null) changes.section();
    else changes.list(collection.row(branch)?.key ?? null);
    this.#context.commit();
  }

  #siblings(branch: string | null): readonly Row[] {
    const { collection } = this.#context;
    return branch === null ? collection.thread.roots : (collection.row(branch)?.children ?? []);
  }
}
