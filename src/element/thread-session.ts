import type { LitElement, ReactiveController } from 'lit';
import { backendNames, findBackend, isRegistered } from '../backends/registry.ts';
import { CommentErrorEvent, CommentsLoadedEvent } from '../events.ts';
import { asCommentError } from '../model/errors.ts';
import type { Change } from '../model/state.ts';
import type { Store } from '../store/store.ts';
import type { Problem } from './advice.ts';
import { whenNear } from './near.ts';
import { backendName, makeStore, type Wanted } from './open-thread.ts';
import { linkedComment } from './permalink.ts';

interface Options {
  wanted: () => Wanted;
  /** What the owner of the page should know is put here. */
  problems: Problem[];
  onChange: (change: Change) => void;
  /** What a thread is drawn with should be on its way. */
  onWanted: () => void;
  /** Resolves when nothing is missing to draw the thread with. */
  ready: () => Promise<unknown>;
  /** Resolves when what is to be seen first is drawn. */
  drawn: () => Promise<void>;
  /** The first page is on the page, or has failed to be. */
  onOpen: () => void;
}

/**
 * The thread that an element shows: waits until it is wanted, opens it, and lets go of it when
 * the element leaves the page or is to show another one.
 */
export class ThreadSession implements ReactiveController {
  store: Store | undefined;
  /** It is going to be shown, so what follows the section should already be in its place. */
  isExpected = false;
  /** It has been opened, or is about to be. */
  isWanted = false;
  #host: LitElement;
  #options: Options;
  #abort = new AbortController();

  constructor(host: LitElement, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated && !this.store) this.wait();
  }

  hostDisconnected(): void {
    // Moved within the page, it is back before this runs, and nothing has to be loaded again.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#letGo();
    });
  }

  /** Opens the thread once it is wanted: near the eye, linked to, or called for. */
  wait(): void {
    this.#letGo();
    const { loading } = this.#options.wanted().settings;
    this.isExpected = loading !== 'manual';
    if (!this.isExpected) return;
    if (loading === 'eager' || linkedComment() !== undefined) return void this.open();
    this.#abort.signal.addEventListener(
      'abort',
      whenNear(this.#host, () => void this.open()),
    );
  }

  /** Opens the thread now, in place of what is shown. Resolves when it is there, or has failed. */
  async open(around?: string): Promise<void> {
    this.#letGo();
    this.isExpected = true;
    this.isWanted = true;
    this.#options.onWanted();
    await this.#open(this.#abort.signal, around);
  }

  /** Tells the page of something that went wrong; what was given up by ourselves did not. */
  report(thrown: unknown): void {
    this.#host.dispatchEvent(new CommentErrorEvent(asCommentError(thrown)));
  }

  async #open(signal: AbortSignal, around: string | undefined): Promise<void> {
    const wanted = { ...this.#options.wanted(), around };
    this.#awaitBackend(backendName(wanted), signal);
    const store = await makeStore(wanted, signal);
    if (signal.aborted) return;
    signal.addEventListener('abort', () => store.close());
    this.store = store;
    store.subscribe((change) => this.#options.onChange(change));
    await store.open();
    await this.#options.ready();
    await this.#options.drawn();
    if (signal.aborted) return;
    const { phase, error, info } = store.state;
    if (phase === 'failed') this.report(error);
    else this.#host.dispatchEvent(new CommentsLoadedEvent(info?.total?.value));
    if (info?.keeper === 'browser' && !wanted.private) {
      this.#options.problems.push({ about: 'private' });
    }
    this.#options.onOpen();
  }

  /** A name that nobody has registered yet: the thread opens anew when somebody does. */
  #awaitBackend(name: string | undefined, signal: AbortSignal): void {
    if (name === undefined || isRegistered(name)) return;
    this.#options.problems.push({ about: 'backend', name, known: backendNames() });
    findBackend(name, signal).then(
      () => void this.open(),
      () => {}, // the section is to show something else by now
    );
  }

  #letGo(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.store = undefined;
    this.#host.requestUpdate();
  }
}
