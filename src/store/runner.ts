import type { Call } from '../backends/contract.ts';
import type { Act, ActData } from '../model/acts.ts';
import { asCommentError, CommentError } from '../model/errors.ts';
import { ActList } from './act-list.ts';
import type { Context } from './context.ts';
import { findAdded, send } from './send.ts';

interface Waiter {
  resolve: () => void;
  reject: (error: CommentError) => void;
}

let actsMade = 0;

/**
 * Sends acts to the backend, one at a time and in order. An act that fails stays in the list with
 * its reason until somebody retries or discards it; only acts that build on it wait for it.
 */
export class Runner {
  readonly acts: ActList;
  #context: Context;
  #running = false;
  #waiters = new Map<string, Waiter>();
  /** What ends the waiting of held acts, by their keys. */
  #held = new Map<string, () => void>();

  constructor(context: Context) {
    this.#context = context;
    this.acts = new ActList(context.collection);
  }

  /** Resolves once the backend has confirmed the act, or another took its place; rejects when it failed. */
  do(data: ActData): Promise<void> {
    if (data.type === 'like' && this.#isSettledLike(data)) return Promise.resolve();
    const key = data.type === 'add' ? data.id : `${data.type} ${Date.now()} ${++actsMade}`;
    const act: Act = { ...data, key, phase: 'waiting' };
    this.acts.append(act);
    return this.#runUntil(act);
  }

  /** Does it after a time in which it can be taken back. Resolves when it is done, or was. */
  async hold(data: ActData, ms: number): Promise<void> {
    const key = `${data.type} ${Date.now()} ${++actsMade}`;
    this.acts.append({ ...data, key, phase: 'held' });
    this.#context.commit();
    const isOver = new Promise<void>((resolve) => this.#held.set(key, resolve));
    await Promise.race([isOver, pause(ms, this.#context.call.signal)]);
    this.#held.delete(key);
    const act = this.acts.all.find((each) => each.key === key);
    if (!act) return;
    const waiting: Act = { ...act, phase: 'waiting' };
    this.acts.replace(waiting);
    await this.#runUntil(waiting);
  }

  /** Takes back what is held. False: nothing is, any more. */
  release(id: string): boolean {
    const held = this.#heldActs.filter((act) => act.id === id);
    this.acts.remove(...held);
    for (const { key } of held) this.#held.get(key)?.();
    return held.length > 0;
  }

  /** Nobody can take it back any more. */
  hasten(): void {
    for (const resolve of this.#held.values()) resolve();
  }

  /** What the reader was told is done is done, although everything else ends here. */
  stop(): void {
    const { options, call } = this.#context;
    const { signal } = new AbortController();
    for (const act of this.#heldActs) {
      send(options.backend, act, { ...call, signal }).catch(() => {}); // nobody is there to be told
    }
  }

  get #heldActs(): readonly Act[] {
    return this.acts.all.filter(({ phase }) => phase === 'held');
  }

  /** Sends the failed act on this comment again. */
  retry(id: string): Promise<void> {
    const failed = this.failed(id);
    if (!failed) return Promise.resolve();
    const act: Act = { ...failed, phase: 'waiting', error: undefined, resent: true };
    this.acts.replace(act);
    return this.#runUntil(act);
  }

  /**
   * Did a comment arrive although sending it failed? Then it is confirmed. False too where nobody
   * can say.
   */
  async hasArrived(act: Act): Promise<boolean> {
    const { options, collection } = this.#context;
    const find = (call: Call): ReturnType<typeof findAdded> =>
      findAdded(options.backend, act, call);
    // Somebody waits for the text.
    const confirm = await this.#inTime(find, 5000).catch(() => null);
    if (!confirm || !this.acts.all.includes(act)) return false;
    this.acts.confirm(act, () => confirm(collection, this.acts));
    void this.#run();
    return true;
  }

  /** Leaves the failed act on this comment out, and with it everything that builds on it.
   * False: none had. */
  discard(id: string): boolean {
    const failed = this.failed(id);
    if (!failed) return false;
    const dropped = this.acts.all.filter((act) => act === failed || buildsOn(act, failed));
    this.acts.remove(...dropped);
    for (const act of dropped) this.#settle(act);
    void this.#run();
    return true;
  }

  /** Takes up what an earlier visit left behind. What was under way then may have arrived. */
  takeUp(acts: readonly Act[]): void {
    this.acts.append(
      ...acts.map((act): Act =>
        act.phase === 'sending' ? { ...act, phase: 'waiting', resent: true } : act,
      ),
    );
    void this.#run();
  }

  /** Of several likes of one comment only the last counts, unless one is on its way. */
  #isSettledLike({ id, liked }: ActData & { type: 'like' }): boolean {
    const likes = this.acts.all.filter((act) => act.type === 'like' && act.id === id);
    const stale = likes.filter((act) => act.phase !== 'sending');
    this.acts.remove(...stale);
    for (const act of stale) this.#settle(act);
    const known = this.#context.collection.confirmed(id)?.marks.liked ?? false;
    return likes.length === stale.length && known === liked;
  }

  #runUntil(act: Act): Promise<void> {
    this.#context.commit();
    return new Promise((resolve, reject) => {
      this.#waiters.set(act.key, { resolve, reject });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { options, collection } = this.#context;
    for (let act = this.#next(); act; act = this.#next()) {
      const sending: Act = { ...act, phase: 'sending' };
      this.acts.replace(sending);
      this.#context.commit();
      try {
        const confirm = await this.#inTime((call) => send(options.backend, sending, call));
        this.acts.confirm(sending, () => confirm(collection, this.acts));
        this.#settle(sending);
      } catch (thrown) {
        if (this.#context.closed) return;
        this.#fail(sending, asCommentError(thrown));
      }
      this.#context.commit();
    }
    this.#running = false;
  }

  /** A backend that never answers keeps nobody from what comes next. */
  async #inTime<T>(ask: (call: Call) => Promise<T>, longest = 60_000): Promise<T> {
    const { options, call } = this.#context;
    const late = new AbortController();
    const signal = AbortSignal.any([call.signal, late.signal]);
    const timeout = new CommentError('timeout');
    const patience = Math.min(longest, options.patienceMs ?? longest);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isOver = new Promise<never>((_, reject) => {
      timer = setTimeout(() => (late.abort(timeout), reject(timeout)), patience);
    });
    try {
      return await Promise.race([ask({ ...call, signal }), isOver]);
    } finally {
      clearTimeout(timer);
    }
  }

  #fail(act: Act, error: CommentError): void {
    const undo =
      act.type === 'remove'
        ? this.acts.all.find(({ id, type }) => id === act.id && type === 'restore')
        : undefined;
    if (!undo) {
      this.acts.replace({ ...act, phase: 'failed', error });
      return this.#settle(act, error);
    }
    // Nobody wants it removed any more. What was refused needs no undoing; what may have been done
    // although no answer came does.
    const dropped = mayBeDone(error) ? [act] : [act, undo];
    this.acts.remove(...dropped);
    for (const each of dropped) this.#settle(each);
  }

  #next(): Act | undefined {
    const acts = this.acts.all;
    return acts.find(
      (act, i) =>
        act.phase === 'waiting' && !acts.slice(0, i).some((other) => buildsOn(act, other)),
    );
  }

  /** The act on this comment that failed. */
  failed(id: string): Act | undefined {
    return this.acts.failed(id);
  }

  #settle(act: Act, error?: CommentError): void {
    const waiter = this.#waiters.get(act.key);
    this.#waiters.delete(act.key);
    if (error) waiter?.reject(error);
    else waiter?.resolve();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** No answer came, or none that says that it was not done. */
function mayBeDone({ code }: CommentError): boolean {
  return code === 'offline' || code === 'timeout' || code === 'unavailable';
}

/** Must the other be confirmed before this one can be sent? Likes and texts do not wait for each other. */
function buildsOn(act: Act, other: Act): boolean {
  if (act.id === other.id) {
    return other.type === 'add' || (act.type === 'like') === (other.type === 'like');
  }
  return act.type === 'add' && other.type === 'add' && act.draft.parentId === other.id;
}
