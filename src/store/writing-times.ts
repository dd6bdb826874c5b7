import type { Draft } from '../model/draft.ts';
import type { Composer, PlaceName } from '../model/writing.ts';

/** Since when somebody writes in each form. How long a text took that was there before is not known. */
export class WritingTimes {
  #begun = new Map<PlaceName, number>();

  begin({ place, text }: Composer): void {
    if (text === '' && !this.#begun.has(place)) this.#begun.set(place, Date.now());
  }

  of(place: PlaceName): Pick<Draft, 'tookMs'> {
    const begun = this.#begun.get(place);
    // Clocks are put back at times.
    return begun === undefined ? {} : { tookMs: Math.max(0, Date.now() - begun) };
  }

  forget(place: PlaceName): void {
    this.#begun.delete(place);
  }
}
