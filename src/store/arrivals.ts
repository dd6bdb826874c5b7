import type { Sink } from '../backends/contract.ts';
import type { Comment, Marks } from '../model/comment.ts';
import { soundComments, soundInfo, soundMarks } from '../model/sound.ts';
import type { Context } from './context.ts';
import type { Loader } from './loader.ts';
import { announce } from './effects.ts';

/**
 * Live changes. Comments that are loaded change in place; new ones wait here until the reader
 * lets them in, because nothing may move under somebody who is reading.
 */
export class Arrivals implements Sink {
  #context: Context;
  #loader: Loader;
  #waiting = new Map<string, Comment>();
  #marks = new Map<string, Marks>();
  #unwatch: (() => void) | undefined;

  constructor(context: Context, loader: Loader) {
    this.#context = context;
    this.#loader = loader;
  }

  /** Starts listening, from where the loaded page ends. */
  start(): void {
    const { options, call } = this.#context;
    this.#unwatch ??= options.backend.watch?.(this.#loader.resume, this, call);
  }

  stop(): void {
    this.#unwatch?.();
  }

  show(): void {
    const comments = [...this.#waiting.values()];
    this.#context.collection.confirm(comments, this.#marks);
    this.#loader.countFresh(this.#waiting.keys());
    this.#waiting.clear();
    this.#marks.clear();
    this.#noteCount();
  }

  upsert(comments: readonly Comment[], given?: ReadonlyMap<string, Marks>): void {
    const { collection } = this.#context;
    const sound = soundComments(comments);
    const marks = soundMarks(given);
    const isKnown = ({ id }: Comment): boolean => collection.confirmed(id) !== undefined;
    collection.confirm(sound.filter(isKnown), marks);
    const before = this.#waiting.size;
    for (const comment of sound) {
      if (isKnown(comment) || comment.status === 'removed') continue;
      this.#waiting.set(comment.id, comment);
      const mine = marks.get(comment.id);
      if (mine) this.#marks.set(comment.id, mine);
    }
    const count = this.#waiting.size;
    if (count > before) announce(this.#context, { say: 'arrived', count });
    this.#noteCount();
    this.#context.commit();
  }

  /** It arrived as well, and is shown already. */
  settled(id: string): void {
    if (this.#waiting.delete(id)) this.#noteCount();
  }

  gone(ids: readonly string[]): void {
    for (const id of ids) if (!this.#waiting.delete(id)) this.#takeOut(id);
    this.#noteCount();
    this.#context.commit();
  }

  info(given: Parameters<Sink['info']>[0]): void {
    const { state } = this.#context;
    const info = soundInfo(given);
    const { rules, can } = state.info ?? info;
    // All comments are drawn from them, so they are others only when they say something else.
    state.info = { ...info, rules: same(rules, info.rules), can: same(can, info.can) };
    this.#context.changes.section();
    this.#context.commit();
  }

  reset(): void {
    this.#waiting.clear();
    this.#noteCount();
    void this.#loader.open();
  }

  /** Somebody is writing below it, or at it: then its place is kept, for what is written. */
  #takeOut(id: string): void {
    const { collection, state } = this.#context;
    const comment = collection.confirmed(id)?.comment;
    const { composers } = state.writing;
    const isWritten = composers.has(`reply ${id}`) || composers.has(`edit ${id}`);
    if (!comment || !isWritten) return collection.gone(id);
    const body = { format: 'text', source: '' } as const;
    collection.confirm([{ ...comment, body, status: 'removed' }], new Map([[id, {}]]));
  }

  #noteCount(): void {
    this.#context.state.arrived = this.#waiting.size;
    this.#context.changes.section();
  }
}

/** The one that was there while the other says nothing else. */
function same<Value>(before: Value, now: Value): Value {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
