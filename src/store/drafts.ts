import { randomKey } from './random-key.ts';

/** Where drafts are kept: the part of `Storage` that they need. Every method may throw. */
export interface DraftStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** Calls back with the names that another page takes out, until the signal is aborted. */
  whenTaken?(listener: (name: string) => void, signal: AbortSignal): void;
}

/** Text that somebody typed and has not posted. */
export interface KeptDraft {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** It was sent under this key and no answer came: sent again, it is stored once. */
  readonly key?: string;
}

const prefix = 'comment-section:draft:';
/** The oldest go first beyond this many, and all after this many milliseconds: 30 days. */
const mostDrafts = 50;
const longestMs = 30 * 24 * 3_600_000;

/**
 * Drafts of one thread, one for each place where one can write. Every input is written down at
 * once and synchronously, since asynchronous storage loses the last words when a page goes.
 *
 * Each page has its own copy of a draft, so that two tabs do not overwrite each other. A page that
 * has none for a place takes over the newest there is: that of a tab that is gone, or of one that
 * writes its own down again as soon as it hears of it.
 */
export class Drafts {
  #storage: DraftStorage | undefined;
  #thread: string;
  #page: string;
  /** What could not be written down lasts as long as the page. */
  #memory = new Map<string, KeptDraft>();
  #now: () => number;
  /** Places whose drafts could not: storage was refused, or is full. */
  #unwritten = new Set<string>();

  constructor(
    storage: DraftStorage | undefined,
    thread: string,
    page: string = randomKey(),
    now: () => number = Date.now,
  ) {
    this.#storage = storage;
    this.#thread = thread;
    this.#page = page;
    this.#now = now;
    this.#attempt((kept) => this.#prune(kept));
  }

  /** Is there a draft that lasts for this visit only? */
  get isForVisitOnly(): boolean {
    return this.#unwritten.size > 0;
  }

  /** The draft of a place, taken over from another page where this one has none. */
  restore(place: string): KeptDraft | undefined {
    const own = this.read(place);
    if (own) return own;
    // What this page has sent is on its way, and no draft as long as the page is there.
    const others = this.#all(place).filter(({ name }) => !name.endsWith(`:${this.#page}`));
    const newest = others.sort((a, b) => b.draft.at - a.draft.at)[0];
    if (!newest) return undefined;
    const isWritten = this.#write(place, newest.draft);
    if (isWritten) this.#attempt((storage) => storage.removeItem(newest.name));
    return newest.draft;
  }

  /** The page's own; in storage may be an older one, from before that was full. */
  read(place: string): KeptDraft | undefined {
    return (
      this.#memory.get(place) ??
      this.#attempt((storage) => decode(storage.getItem(this.#name(place))))
    );
  }

  /**
   * Another page took over a draft that is still in a form of this one: both keep it. What was sent
   * is in no form, and may have been taken out because it arrived.
   */
  writeAgain(name: string): void {
    for (const [place, draft] of this.#memory) {
      if (this.#name(place) === name && draft.key === undefined) this.#write(place, draft);
    }
  }

  /** Keeps what is typed; nothing of it is kept when it is empty. `key`: it was sent so before. */
  keep(place: string, text: string, key?: string): void {
    if (text.trim() === '') return this.clear(place);
    this.#write(place, { text, at: this.#now(), ...(key !== undefined && { key }) });
  }

  /** The text is on its way under this key. It stays until `clear`. */
  send(place: string, text: string, key: string): void {
    this.#write(`${place}>${key}`, { text, at: this.#now(), key });
    this.clear(place);
  }

  /** What was sent arrived, or was given up; another page may have taken it over by now. */
  arrived(place: string, key: string): void {
    this.clear(`${place}>${key}`);
    for (const { name, draft } of this.#all(place)) {
      if (draft.key === key) this.#attempt((storage) => storage.removeItem(name));
    }
  }

  clear(place: string): void {
    this.#memory.delete(place);
    this.#unwritten.delete(place);
    this.#attempt((storage) => storage.removeItem(this.#name(place)));
  }

  /** Places with a draft, of this page or of one that is gone, without those under way. */
  places(): string[] {
    const stored = this.#all().map(({ place }) => place.replace(/>.*/s, ''));
    return [...new Set([...this.#memory.keys(), ...stored])];
  }

  #write(place: string, draft: KeptDraft): boolean {
    this.#memory.set(place, draft);
    const isWritten = this.#attempt((storage) => {
      storage.setItem(this.#name(place), JSON.stringify(draft));
      return true;
    });
    if (isWritten) this.#unwritten.delete(place);
    else this.#unwritten.add(place);
    return isWritten ?? false;
  }

  /** Drafts of a place, those sent from it and never answered too; without a place, all. */
  #all(place?: string): { name: string; place: string; draft: KeptDraft }[] {
    const begin = `${prefix}${encodeURIComponent(this.#thread)}:`;
    return (this.#attempt(namesIn) ?? []).flatMap((name) => {
      if (!name.startsWith(begin)) return [];
      const found = decodeURIComponent(name.slice(begin.length).split(':')[0] ?? '');
      if (place !== undefined && found.replace(/>.*/s, '') !== place) return [];
      const draft = this.#attempt((storage) => decode(storage.getItem(name)));
      return draft ? [{ name, place: found, draft }] : [];
    });
  }

  #prune(storage: DraftStorage): void {
    const drafts = namesIn(storage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ name, at: decode(storage.getItem(name))?.at ?? 0 }))
      .sort((a, b) => b.at - a.at);
    drafts.forEach(({ name, at }, i) => {
      if (i >= mostDrafts || at < this.#now() - longestMs) storage.removeItem(name);
    });
  }

  #name(place: string): string {
    const parts = [this.#thread, place].map(encodeURIComponent).join(':');
    return `${prefix}${parts}:${this.#page}`;
  }

  /** Storage may be refused at any time; then drafts last for the visit. */
  #attempt<T>(work: (storage: DraftStorage) => T): T | undefined {
    if (!this.#storage) return undefined;
    try {
      return work(this.#storage);
    } catch {
      return undefined;
    }
  }
}

function namesIn(storage: DraftStorage): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
}

/** Storage is shared with the page and outlives versions: what is not a draft is none. */
function decode(text: string | null): KeptDraft | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { text: kept, at, key } = value as Record<string, unknown>;
    if (typeof kept !== 'string' || typeof at !== 'number') return undefined;
    return { text: kept, at, ...(typeof key === 'string' && { key }) };
  } catch {
    return undefined;
  }
}
