const stamp = 'comment-section:drafts-changed';
/** By then, milliseconds, what was taken out of localStorage is gone from the disk too. */
const settledMs = 60_000;

/**
 * A second copy of drafts, in IndexedDB. What a page writes to localStorage is there after a reload
 * and after its tab crashed, but reaches the disk seconds later (five in Chromium 147 and in Firefox
 * 153), so a browser that is killed takes it along. IndexedDB is on the disk within milliseconds,
 * but not in time for a page that goes. A stamp in both tells which of them was behind.
 */
export class DraftMirror {
  #database = open();

  constructor() {
    // Where it is refused, there is one copy only.
    this.#database.catch(() => {});
  }

  /**
   * Puts back what storage has lost, and takes out again what it has because it has lost that it was
   * taken out. Where it has lost nothing, what it does not have can be forgotten after a while.
   */
  async recover(storage: Storage): Promise<void> {
    const store = await this.#store('readwrite');
    const [names, values] = await Promise.all([
      answerOf(store.getAllKeys()),
      answerOf<unknown[]>(store.getAll()),
    ]);
    const copies = new Map(names.map((name, i) => [name as string, String(values[i])]));
    const isBehind = timeOf(copies.get(stamp) ?? null) > timeOf(storage.getItem(stamp));
    for (const [name, value] of copies) {
      const known = storage.getItem(name);
      const isNewer = isBehind && timeOf(value) > timeOf(known);
      if (isNewer && name !== stamp && isTime(value)) storage.removeItem(name);
      else if (isNewer) storage.setItem(name, value);
      else if (!isBehind && known === null && isSettled(value)) store.delete(name);
    }
  }

  /** Copies what was just changed in storage. */
  changed(storage: Storage, name: string): void {
    const now = Math.max(Date.now(), timeOf(storage.getItem(stamp)) + 1);
    storage.setItem(stamp, String(now));
    // Where it cannot be copied, it is in storage.
    this.#copy(storage, name).catch(() => {});
  }

  /** Looks into storage only when it is its turn: another page may have changed it since. */
  async #copy(storage: Storage, name: string): Promise<void> {
    const store = await this.#store('readwrite');
    await answerOf(store.count());
    const now = storage.getItem(stamp);
    // What was taken out leaves the time.
    store.put(storage.getItem(name) ?? now, name);
    store.put(now, stamp);
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.#database).transaction('drafts', mode).objectStore('drafts');
  }
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('comment-section-drafts', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('drafts'));
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error as Error));
  });
}

function isTime(copy: string): boolean {
  return /^\d+$/.test(copy);
}

function isSettled(copy: string): boolean {
  return !isTime(copy) || Number(copy) < Date.now() - settledMs;
}

/** When a draft, or the stamp, was written, milliseconds since 1970; 0: it was not. */
function timeOf(draft: string | null): number {
  try {
    const value = JSON.parse(draft ?? '0') as number | { at?: number };
    return typeof value === 'number' ? value : (value.at ?? 0);
  } catch {
    return 0;
  }
}
