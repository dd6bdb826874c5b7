/** So long may work go on before the page has its turn again, in milliseconds. */
const sliceMs = 8;

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

  /** Does a slice at once, and the rest later. */
  start(): void {
    const end = performance.now() + sliceMs;
    let more = this.#step();
    while (more && performance.now() < end) more = this.#step();
    if (!more) this.stop();
    else if (!this.#call) {
      this.#done ??= new Promise((resolve) => (this.#settle = resolve));
      this.#call = later(() => {
        this.#call = undefined;
        this.start();
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
