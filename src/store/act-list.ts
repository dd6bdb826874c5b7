import { applyAct, type Act, type Shown } from '../model/acts.ts';
import type { Collection, Overlay } from './collection.ts';

/** The acts that the backend has not confirmed, in the order in which the viewer did them. */
export class ActList implements Overlay {
  #acts: readonly Act[] = [];
  #collection: Collection;

  constructor(collection: Collection) {
    this.#collection = collection;
    collection.overlay = this;
  }

  get all(): readonly Act[] {
    return this.#acts;
  }

  apply = (id: string, confirmed: Shown | undefined): Shown | undefined =>
    this.#acts.reduce((shown, act) => (act.id === id ? applyAct(shown, act) : shown), confirmed);

  actOn = (id: string): Act | undefined =>
    this.failed(id) ?? this.#acts.findLast((act) => act.id === id);

  /** The act on this comment that somebody has to decide about. */
  failed(id: string): Act | undefined {
    return this.#acts.find((act) => act.id === id && act.phase === 'failed');
  }

  ids = (): Iterable<string> => this.#acts.map((act) => act.id);

  /** Puts acts behind the others. */
  append(...acts: readonly Act[]): void {
    this.#acts = [...this.#acts, ...acts];
    for (const { id } of acts) this.#collection.refresh(id);
  }

  /** Puts an act in the place of the one with its key. */
  replace(act: Act): void {
    this.#acts = this.#acts.map((each) => (each.key === act.key ? act : each));
    this.#collection.refresh(act.id);
  }

  /** Takes acts back: what they did is not shown any more. */
  remove(...acts: readonly Act[]): void {
    const keys = new Set(acts.map((act) => act.key));
    this.#acts = this.#acts.filter((act) => !keys.has(act.key));
    for (const { id } of acts) this.#collection.refresh(id);
  }

  /** Leaves an act out that the backend has confirmed; `confirm` shows what came of it. */
  confirm(act: Act, confirm: () => void): void {
    this.#acts = this.#acts.filter((each) => each.key !== act.key);
    confirm();
  }

  /** A comment got its real id: acts on it, and replies to it, go on under that. */
  rename(from: string, to: string): void {
    this.#acts = this.#acts.map((act) => {
      if (act.type !== 'add') return act.id === from ? { ...act, id: to } : act;
      return act.draft.parentId === from ? { ...act, draft: { ...act.draft, parentId: to } } : act;
    });
    for (const act of this.#acts) {
      if (act.type === 'add' && act.draft.parentId === to) this.#collection.refresh(act.id);
    }
  }
}
