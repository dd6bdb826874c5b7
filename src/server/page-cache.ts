/** Answers at most, and characters of all of them together. */
const mostAnswers = 200;
const mostCharacters = 8_000_000;

/**
 * The public answers asked for last, by their address. Each is good as long as its tag is: one look
 * at the thread tells that, so a page that many ask for is read and written once.
 */
export class PageCache {
  readonly #answers = new Map<string, { readonly etag: string; readonly body: string }>();
  #characters = 0;

  get(address: string, etag: string): string | undefined {
    const known = this.#answers.get(address);
    if (known?.etag !== etag) return undefined;
    // Moves it behind those that were asked for earlier.
    this.#answers.delete(address);
    this.#answers.set(address, known);
    return known.body;
  }

  set(address: string, etag: string, body: string): void {
    this.#drop(address);
    this.#answers.set(address, { etag, body });
    this.#characters += body.length;
    while (this.#answers.size > mostAnswers || this.#characters > mostCharacters) {
      this.#drop(this.#answers.keys().next().value!);
    }
  }

  #drop(address: string): void {
    this.#characters -= this.#answers.get(address)?.body.length ?? 0;
    this.#answers.delete(address);
  }
}
