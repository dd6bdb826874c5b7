/** How many elements may be open at a time, whatever closes them in the end. */
const mostOpen = 60;

/**
 * How many elements a parser may have to make. Those of `remade` it makes anew in each paragraph that
 * they are open in, so every tag counts as much as of them is open.
 */
const mostMade = 30_000;

/**
 * Follows which elements of an HTML source are open, so that tags can be left out before a parser takes
 * time for them by the square of their number. It rather takes one for open that is not.
 */
export class HtmlNesting {
  #open: { readonly name: string; readonly isKept: boolean }[] = [];
  #kept = 0;
  #remade = 0;
  #made = 0;

  /** Whether a tag that opens an element may stay. */
  opens(name: string): boolean {
    this.#made += 1 + this.#remade;
    if (closeThemselves.has(name)) return this.#isWithin;
    const isKept = this.#isWithin && this.#kept < mostOpen;
    this.#open.push({ name, isKept });
    if (isKept) this.#count(name, 1);
    return isKept;
  }

  /** Whether a tag that closes one may stay. */
  closes(name: string): boolean {
    const last = this.#open.at(-1);
    if (last?.name !== name) return this.#isWithin;
    this.#open.pop();
    if (last.isKept) this.#count(name, -1);
    return last.isKept;
  }

  get #isWithin(): boolean {
    return this.#made <= mostMade;
  }

  #count(name: string, by: 1 | -1): void {
    this.#kept += by;
    if (remade.has(name)) this.#remade += by;
  }
}

/** What has no end, or ends where the next of its kind begins. */
const closeThemselves = new Set(
  (
    'area base basefont bgsound br col dd dt embed frame hr img input keygen li link meta option p ' +
    'param source track wbr'
  ).split(' '),
);

/** https://html.spec.whatwg.org/multipage/parsing.html#formatting */
const remade = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
