import type { Change, Effect } from '../model/state.ts';

/** Collects what one step touches, until the step is over and told to those who listen. */
export class Changes {
  #rows = new Set<string>();
  #lists = new Set<string | null>();
  #effects: Effect[] = [];
  #section = false;
  #touched = false;

  row(key: string): void {
    this.#rows.add(key);
    this.#touched = true;
  }

  list(key: string | null): void {
    this.#lists.add(key);
    this.#touched = true;
  }

  section(): void {
    this.#section = true;
    this.#touched = true;
  }

  effect(effect: Effect): void {
    this.#effects.push(effect);
    this.#touched = true;
  }

  /** What was noted since the last time; undefined when that is nothing. */
  take(revision: number): Change | undefined {
    if (!this.#touched) return undefined;
    const change: Change = {
      revision,
      rows: this.#rows,
      lists: this.#lists,
      section: this.#section,
      effects: this.#effects,
    };
    this.#rows = new Set();
    this.#lists = new Set();
    this.#effects = [];
    this.#section = this.#touched = false;
    return change;
  }
}
