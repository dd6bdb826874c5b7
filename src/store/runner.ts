import type { Act, ActData } from '../model/acts.ts';
import { asCommentError, type CommentError } from '../model/errors.ts';
import type { Collection } from './collection.ts';
import type { Context } from './context.ts';
import { send } from './send.ts';

interface Waiter {
  resolve(): void;
  reject(error: CommentError): void;
}

let actsMade = 0;

/**
 * Sends acts to the backend, one at a time and in order. An act that fails stays in the list with
 * its reason until somebody retries or discards it; only acts that build on it wait for it.
 */
export class Runner {
  #context: Context;
  #collection: Collection;
  #left: readonly Act[];
  #running = false;
  #waiters = new Map<string, Waiter>();

  constructor(context: Context) {
    this.#context = context;
    this.#collection = context.collection;
    this.#left = context.options.acts ?? [];
  }

  /** Resolves once the backend has confirmed the act, or another took its place; rejects when it failed. */
  do(data: ActData): Promise<void> {
    const settled = this.#replaceLikes(data);
    if (settled) return settled;
    const key = data.type === 'add' ? data.id : `${data.type} ${Date.now()} ${++actsMade}`;
    const act: Act = { ...data, key, phase: 'waiting' };
    return this.#enqueue([...this.#collection.acts, act], act);
  }

  /** Sends the failed act on this comment again. */
  retry(id: string): Promise<void> {
    const failed = this.#failed(id);
    if (!failed) return Promise.resolve();
    const { error: _, ...data } = failed;
    const act: Act = { ...data, phase: 'waiting', resent: true };
    return this.#enqueue(this.#swapped(act), act);
  }

  /** Leaves the failed act on this comment out, and with it everything that builds on it. */
  discard(id: string): void {
    const failed = this.#failed(id);
    if (!failed) return;
    const left = this.#collection.acts.filter((act) => act.key !== failed.key && !buildsOn(act, failed));
    const dropped = this.#collection.acts.filter((act) => !left.includes(act));
    for (const act of dropped) this.#settle(act);
    this.#collection.act(left, ...dropped.map((act) => act.id));
    this.#context.commit();
    void this.#run();
  }

  /** Takes up, once, what an earlier visit left behind. What was under way then may have arrived. */
  start(): void {
    const acts = this.#left.map((act): Act =>
      act.phase === 'sending' ? { ...act, phase: 'waiting', resent: true } : act,
    );
    this.#left = [];
    if (acts.length === 0) return;
    this.#collection.act([...this.#collection.acts, ...acts], ...acts.map((act) => act.id));
    this.#context.commit();
    void this.#run();
  }

  #enqueue(acts: readonly Act[], act: Act): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(act.key, { resolve, reject });
      this.#collection.act(acts, act.id);
      this.#context.commit();
      void this.#run();
    });
  }

  /** Of several likes of one comment only the last counts, unless one is on its way. */
  #replaceLikes(data: ActData): Promise<void> | undefined {
    if (data.type !== 'like') return undefined;
    const { acts } = this.#collection;
    const stale = acts.filter((a) => a.type === 'like' && a.id === data.id && a.phase !== 'sending');
    const left = acts.filter((act) => !stale.includes(act));
    this.#collection.act(left, data.id);
    for (const act of stale) this.#settle(act);
    const liked = this.#collection.confirmed(data.id)?.marks.liked ?? false;
    if (left.some((act) => act.id === data.id) || liked !== data.liked) return undefined;
    this.#context.commit();
    return Promise.resolve();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let act = this.#next(); act; act = this.#next()) {
      const sending: Act = { ...act, phase: 'sending' };
      this.#collection.act(this.#swapped(sending), act.id);
      this.#context.commit();
      try {
        const confirm = await send(this.#context.options.backend, sending, this.#context.call);
        this.#collection.acts = this.#collection.acts.filter((each) => each.key !== act.key);
        confirm(this.#collection);
        this.#settle(sending);
      } catch (thrown) {
        if (this.#context.closed) return;
        const error = asCommentError(thrown);
        const failed: Act = { ...sending, phase: 'failed', error };
        this.#collection.act(this.#swapped(failed), act.id);
        this.#settle(sending, error);
      }
      this.#context.commit();
    }
    this.#running = false;
  }

  #next(): Act | undefined {
    const { acts } = this.#collection;
    return acts.find(
      (act, i) => act.phase === 'waiting' && !acts.slice(0, i).some((other) => buildsOn(act, other)),
    );
  }

  #failed(id: string): Act | undefined {
    return this.#collection.acts.find((act) => act.id === id && act.phase === 'failed');
  }

  #swapped(by: Act): readonly Act[] {
    return this.#collection.acts.map((act) => (act.key === by.key ? by : act));
  }

  #settle(act: Act, error?: CommentError): void {
    const waiter = this.#waiters.get(act.key);
    this.#waiters.delete(act.key);
    if (error) waiter?.reject(error);
    else waiter?.resolve();
  }
}

/** Must the other be confirmed before this one can be sent. */
function buildsOn(act: Act, other: Act): boolean {
  return act.id === other.id || (act.type === 'add' && act.draft.parentId === other.id && other.type === 'add');
}
