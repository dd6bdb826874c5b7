/** A storage as a browser has it, of one page of a test's own; it can be full, or be refused. */
export class PageStorage implements Storage {
  /** What stores nothing any more: as a full disk does, or as a private window may. */
  refuses: 'nothing' | 'writing' | 'everything' = 'nothing';
  #items = new Map<string, string>();

  get length(): number {
    this.#check('everything');
    return this.#items.size;
  }

  key(index: number): string | null {
    this.#check('everything');
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(name: string): string | null {
    this.#check('everything');
    return this.#items.get(name) ?? null;
  }

  setItem(name: string, value: string): void {
    this.#check('everything', 'writing');
    this.#items.set(name, value);
  }

  removeItem(name: string): void {
    this.#check('everything');
    this.#items.delete(name);
  }

  clear(): void {
    this.#items.clear();
    this.refuses = 'nothing';
  }

  /** Everything that is in it, to look for what should not be. */
  get content(): string {
    return [...this.#items].flat().join('\n');
  }

  #check(...refusals: readonly string[]): void {
    if (refusals.includes(this.refuses)) {
      throw new DOMException('The test refuses it.', 'QuotaExceededError');
    }
  }
}

function give(name: 'localStorage' | 'sessionStorage'): PageStorage {
  const storage = new PageStorage();
  Object.defineProperty(window, name, { value: storage, configurable: true });
  return storage;
}

/** Test files run at the same time in one browser, and its storage is one for all of them. */
export const local = give('localStorage');
export const session = give('sessionStorage');

/** Databases too are those of one test: their names are made its own. */
const databases = indexedDB;
let test = `test ${Math.random()}`;
Object.defineProperty(window, 'indexedDB', {
  value: { open: (name: string, version?: number) => databases.open(`${test} ${name}`, version) },
  configurable: true,
});

afterEach(() => {
  local.clear();
  session.clear();
  test = `test ${Math.random()}`;
});
