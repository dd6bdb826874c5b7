import type { DraftStorage } from '../../src/store/drafts.ts';

/** Storage that pages share; each page gets its own view of it, and hears what others take out. */
export class SharedStorage {
  readonly items = new Map<string, string>();
  /** Everything written so far, in order. */
  readonly written: string[] = [];
  isFull = false;
  isRefused = false;
  #open = new Map<DraftStorage, (name: string) => void>();

  /** Closes all pages: they hear nothing any more. */
  close(): void {
    this.#open.clear();
  }

  page(): DraftStorage {
    const { items } = this;
    const check = (): void => {
      if (this.isRefused) throw new DOMException('refused', 'SecurityError');
    };
    const page: DraftStorage = {
      get length() {
        check();
        return items.size;
      },
      key: (index) => [...items.keys()][index] ?? null,
      getItem: (name) => (check(), items.get(name) ?? null),
      setItem: (name, value) => {
        check();
        if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
        items.set(name, value);
        this.written.push(value);
      },
      removeItem: (name) => {
        check();
        items.delete(name);
        for (const [other, listener] of this.#open) if (other !== page) listener(name);
      },
      whenTaken: (listener) => void this.#open.set(page, listener),
    };
    return page;
  }
}
