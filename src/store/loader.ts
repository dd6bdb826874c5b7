import type { Opened } from '../backends/contract.ts';
import type { Comment } from '../model/comment.ts';
import { asCommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { ListQuery, Page } from '../model/page.ts';
import { soundComments, soundInfo, soundMarks } from '../model/sound.ts';
import { isFresh, type Branch } from '../model/state.ts';
import type { Context } from './context.ts';
import type { takeInSlices } from './intake.ts';

/** Loads the thread: opens it, and takes in the pages that its backend hands out. */
export class Loader {
  #context: Context;
  /** From where live changes go on, once a first page is there. */
  resume: string | undefined;
  /** Resolves when the thread is open, or has failed to be. */
  opened: Promise<void> = Promise.resolve();
  /** Resolves when all of the pages is in that have come. */
  whole: Promise<unknown> = Promise.resolve();
  /** Its signal is aborted when what is shown is replaced by something else. */
  #window = new AbortController();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Aborted as soon as something else is shown, or nothing any more. */
  get window(): AbortSignal {
    return AbortSignal.any([this.#context.call.signal, this.#window.signal]);
  }

  /** Opens the thread at its first page, or at the page that holds one comment. */
  open(around?: string): Promise<void> {
    return (this.opened = this.#open(around));
  }

  async #open(around?: string): Promise<void> {
    const { state, changes } = this.#context;
    state.phase = 'loading';
    state.error = undefined;
    changes.section();
    this.#context.commit();
    try {
      const { info, page } = await this.#openOr(this.first(state.sort, around));
      state.info = soundInfo(info);
      const { sorts } = state.info.rules;
      if (!sorts.includes(state.sort)) state.sort = sorts[0];
      const first = page ?? (await this.list(this.first(state.sort)));
      state.phase = 'ready';
      await this.show(first, around !== undefined);
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
    const { pageSize } = this.#context.options;
    const limit = pageSize === 'all' ? 25 : pageSize;
    return { branch: null, sort, limit, ...(around && { around }) };
  }

  async list(query: ListQuery): Promise<Page> {
    return await this.#context.options.backend.list(query, this.#context.call);
  }

  /** Replaces everything that is shown by this page; `isWhole`: by all of it at once. */
  async show(page: Page, isWhole = false): Promise<void> {
    const { state, collection } = this.#context;
    this.#window.abort();
    this.#window = new AbortController();
    this.whole = Promise.resolve();
    collection.clear(state.sort);
    state.branches.clear();
    state.target = undefined;
    state.fresh = 0;
    this.resume = page.resume;
    await this.take(page, isWhole);
  }

  /** Adds a page to what is shown: of a long one the beginning first, unless it is wanted whole. */
  async take(page: Page, isWhole = false): Promise<void> {
    const { comments } = page;
    const intake = Array.isArray(comments) && comments.length > atOnce && (await findIntake());
    if (!intake) {
      this.#add(page, comments);
      return this.#end(page);
    }
    const { state } = this.#context;
    const signal = this.window;
    this.mark(page.branch, { before: page.before, after: page.after, phase: 'loading' });
    const { begun, whole } = intake(comments, state.sort, signal, {
      take: (some) => this.#add(page, some),
      show: () => (isWhole ? undefined : this.#context.commit()),
    });
    const done = this.#endAfter(whole, page, signal);
    this.whole = Promise.all([this.whole, done]);
    await (isWhole ? done : begun);
  }

  #add({ marks }: Page, comments: readonly Comment[]): void {
    const { collection } = this.#context;
    const sound = soundComments(comments);
    const added = sound.filter(({ id }) => !collection.confirmed(id));
    collection.confirm(sound, soundMarks(marks));
    this.countFresh(added.map(({ id }) => id));
  }

  async #endAfter(whole: Promise<void>, page: Page, signal: AbortSignal): Promise<void> {
    await whole;
    if (signal.aborted) return;
    this.#end(page);
    this.#context.commit();
  }

  #end({ branch, before, after }: Page): void {
    this.mark(branch, { before, after, phase: 'ready' });
    if (branch === null && before === null && after === null) this.#context.collection.missing();
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

/** So many comments are taken in without a pause that anybody could notice. */
const atOnce = 200;

/** How to take in more of them. Without it everything is taken in at once. */
async function findIntake(): Promise<typeof takeInSlices | undefined> {
  const found = await import('./intake.ts').catch(() => undefined);
  return found?.takeInSlices;
}
