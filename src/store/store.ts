import type { Act } from '../model/acts.ts';
import type { Request } from '../model/requests.ts';
import type { Change, State } from '../model/state.ts';
import { Arrivals } from './arrivals.ts';
import { Context, type StoreOptions } from './context.ts';
import { Loader } from './loader.ts';
import { handle, open, type Parts } from './requests.ts';
import { Runner } from './runner.ts';

/**
 * One thread as one reader sees it. Requests go in; the state and, for each change, what it
 * touched come out. It knows a backend by its contract only, and nothing of pages and elements.
 */
export class Store {
  #abort = new AbortController();
  #parts: Parts;

  constructor(options: StoreOptions) {
    const context = new Context(options, this.#abort.signal);
    const loader = new Loader(context);
    this.#parts = {
      context,
      loader,
      arrivals: new Arrivals(context, loader),
      runner: new Runner(context),
    };
  }

  get state(): State {
    return this.#parts.context.state;
  }

  /** What the backend has not confirmed, in order: all that an outbox has to keep. */
  get acts(): readonly Act[] {
    return this.#parts.context.collection.acts;
  }

  /** Loads the first page. Never rejects: what went wrong is in the state. */
  async open(): Promise<void> {
    await open(this.#parts);
  }

  /** Resolves when the request is done; rejects with the CommentError when it could not be. */
  async request(request: Request): Promise<void> {
    await handle(this.#parts, request);
  }

  /** Calls the listener after each change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    const { listeners } = this.#parts.context;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Ends everything that is under way; the store cannot be used afterwards. */
  close(): void {
    this.#abort.abort();
    this.#parts.arrivals.stop();
    this.#parts.context.listeners.clear();
  }
}

export type { StoreOptions };
