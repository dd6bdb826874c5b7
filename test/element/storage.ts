/**
 * Test files run at the same time in one browser, and its storage is one for all of them: each
 * page gets a storage of its own.
 */
export class OwnStorage {
  refuses = false;
  #items = new Map<string, string>();

  /** Never null: the element would look for what it remembers of an earlier test on this page. */
  getItem(name: string): string {
    if (this.refuses) throw new DOMException('The test refuses it.', 'SecurityError');
    return this.#items.get(name) ?? '';
  }

  setItem(name: string, value: string): void {
    if (this.refuses) throw new DOMException('The test refuses it.', 'QuotaExceededError');
    this.#items.set(name, value);
  }

  clear(): void {
    this.#items.clear();
    this.refuses = false;
  }
}

export function giveOwnStorage(page: Window, storage = new OwnStorage()): OwnStorage {
  Object.defineProperty(page, 'localStorage', { value: storage, configurable: true });
  return storage;
}
