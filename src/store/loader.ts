import type { Opened } from '../backends/contract.ts';
import { asCommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { ListQuery, Page } from '../model/page.ts';
import { soundComments } from '../model/sound.ts';
import { isFresh, type Branch } from '../model/state.ts';
import type { Context } from './context.ts';

/** Loads the thread: opens it, and takes in the pages that its backend hands out. */
export class Loader {
  #context: Context;
  /** From where live changes go on, once a first page is there. */
  resume: string | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Opens the thread at its first page, or at the page that holds one comment. */
  async open(around?: string): Promise<void> {
    const { state, changes } = this.#context;
    state.phase = 'loading';
    state.error = undefined;
    changes.section();
    this.#context.commit();
    try {
      const { info, page } = await this.#openOr(this.first(state.sort, around));
      state.info = info;
      if (!info.rules.sorts.includes(state.sort)) state.sort = info.rules.sorts[0];
      this.show(page ?? (await this.list(this.first(state.sort))));
      state.phase = 'ready';
    } catch (thrown) {
      if (this.#context.closed) return;
      state.error = asCommentError(thrown);
      state.phase = 'failed';
      changes.section();
    }
    this.#context.commit();
  }

  /** The question for a first page. */
  first(sort: Sort, around?: string): ListQuery {
    const limit = this.#context.options.pageSize;
    return { branch: null, sort, limit, ...(around && { around }) };
  }

  async list(query: ListQuery): Promise<Page> {
    return await this.#context.options.backend.list(query, this.#context.call);
  }

  /** Replaces everything that is shown by this page. */
  show(page: Page): void {
    const { state, collection } = this.#context;
    collection.clear(state.sort);
    state.branches.clear();
    state.target = undefined;
    state.fresh = 0;
    this.resume = page.resume;
    this.take(page);
  }

  /** Adds a page to what is shown. */
  take({ branch, before, after, comments, marks }: Page): void {
    const { collection } = this.#context;
    const sound = soundComments(comments);
    const added = sound.filter(({ id }) => !collection.confirmed(id));
    collection.confirm(sound, marks);
    this.countFresh(added.map(({ id }) => id));
    this.mark(branch, { before, after, phase: 'ready' });
    if (branch === null && before === null && after === null) collection.thread.missing();
  }

  /** Notes what is known of the rest of a branch. */
  mark(branch: string | null, known: Branch): void {
    const { state, collection, changes } = this.#context;
    state.branches.set(branch, known);
    if (branch === null) changes.section();
    else changes.list(collection.row(branch)?.key ?? null);
  }

  /** Counts those of these comments that others wrote since the last visit. */
  countFresh(ids: Iterable<string>): void {
    const { state, collection } = this.#context;
    for (const id of ids) {
      const row = collection.row(id);
      if (row && isFresh(row, state.lastVisit)) state.fresh++;
    }
  }

  /** A link to a comment that is gone still opens the thread. */
  async #openOr(first: ListQuery): Promise<Opened> {
    const { options, state, call } = this.#context;
    try {
      return await options.backend.open(options.thread, first, call);
    } catch (thrown) {
      if (!first.around || asCommentError(thrown).code !== 'not-found') throw thrown;
      state.lost = options.isLinkOurs !== false;
      return await options.backend.open(options.thread, this.first(first.sort), call);
    }
  }
}
