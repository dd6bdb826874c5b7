import type { Act } from '../model/acts.ts';
import type { Request } from '../model/requests.ts';
import type { Change, State } from '../model/state.ts';
import { Context, type StoreOptions } from './context.ts';
import type { Live } from './live.ts';
import { Loader } from './loader.ts';

/**
 * One thread as one reader sees it. Requests go in; the state and, for each change, what it
 * touched come out. It knows a backend by its contract only, and nothing of pages and elements.
 */
export class Store {
  #abort = new AbortController();
  #context: Context;
  #loader: Loader;
  #live: Live | undefined;
  #loading: Promise<Live> | undefined;
  #started = false;

  constructor(options: StoreOptions) {
    this.#context = new Context(options, this.#abort.signal);
    this.#loader = new Loader(this.#context);
  }

  get state(): State {
    return this.#context.state;
  }

  /** What the backend has not confirmed, in order: all that an outbox has to keep. */
  get acts(): readonly Act[] {
    return this.#live?.acts ?? this.#context.options.acts ?? [];
  }

  /** Loads the first page. Never rejects: what went wrong is in the state. */
  async open(): Promise<void> {
    await this.#loader.open(this.#context.options.around);
  }

  /** Loads what reading does not need, so that the first request does not wait for it. */
  async start(): Promise<void> {
    const live = await this.#loadLive();
    if (this.#started || this.#context.closed || this.state.phase !== 'ready') return;
    this.#started = true;
    live.start();
  }

  /**
   * Resolves when the request is done; rejects with the CommentError when it could not be. Once
   * `start` has resolved, what it changes at once has changed when this returns.
   */
  request(request: Request): Promise<void> {
    return this.#live ? this.#live.handle(request) : this.#requestLater(request);
  }

  /** Calls the listener after each change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    const { listeners } = this.#context;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Ends everything that is under way; the store cannot be used afterwards. */
  close(): void {
    this.#abort.abort();
    this.#live?.stop();
    this.#context.listeners.clear();
  }

  async #requestLater(request: Request): Promise<void> {
    const live = await this.#loadLive();
    await live.handle(request);
  }

  /** Once, so that what is asked meanwhile is done in the order in which it was asked. */
  #loadLive(): Promise<Live> {
    return (this.#loading ??= this.#makeLive());
  }

  async #makeLive(): Promise<Live> {
    try {
      const [{ Live }, memory] = await Promise.all([
        import('./live.ts'),
        this.#context.options.memory?.(),
      ]);
      return (this.#live = new Live(this.#context, this.#loader, memory));
    } catch (thrown) {
      this.#loading = undefined;
      throw thrown;
    }
  }
}

export type { StoreOptions };
