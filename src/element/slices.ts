/** So long may work go on before the page has its turn again, in milliseconds. */
const sliceMs = 8;
/** So many steps are done at once: a comment each, and as many as are on a screen. */
const firstSteps = 12;

interface Scheduler {
  postTask?(
    work: () => void,
    options: { priority: 'background'; signal: AbortSignal },
  ): Promise<void>;
}

/**
 * Does work in slices while the page has nothing better to do. `step` does a small part of it and
 * says whether there is more; `after` is called behind each slice.
 */
export class Slices {
  #step: () => boolean;
  #after: () => void;
  #call: (() => void) | undefined;
  #done: Promise<void> | undefined;
  #settle = (): void => {};

  constructor(step: () => boolean, after: () => void) {
    this.#step = step;
    this.#after = after;
  }

  /** Resolves when nothing is left to do, or nothing is done any more. */
  get done(): Promise<void> {
    return this.#done ?? Promise.resolve();
  }

  /**
   * Does a slice at once, and the rest later. That slice is short, because the reader waits for the
   * frame that shows it, and the browser has to lay out all that is new in it.
   */
  start(): void {
    this.#slice(firstSteps);
  }

  #slice(most: number): void {
    const end = performance.now() + sliceMs;
    let more = this.#step();
    for (let i = 1; more && i < most && performance.now() < end; i++) more = this.#step();
    if (!more) this.stop();
    else if (!this.#call) {
      this.#done ??= new Promise((resolve) => (this.#settle = resolve));
      this.#call = later(() => {
        this.#call = undefined;
        this.#slice(Infinity);
      });
    }
    this.#after();
  }

  stop(): void {
    this.#call?.();
    this.#call = this.#done = undefined;
    this.#settle();
  }
}

/** Has something done when nothing is more urgent. What it answers with calls that off. */
function later(work: () => void): () => void {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (!scheduler?.postTask) {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const abort = new AbortController();
  // It rejects when it is called off, and then nobody waits for it.
  scheduler.postTask(work, { priority: 'background', signal: abort.signal }).catch(() => {});
  return () => abort.abort();
}
