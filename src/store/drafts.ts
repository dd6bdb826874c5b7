import { randomKey } from './random-key.ts';

/** Where drafts are kept: the part of `Storage` that they need. Every method may throw. */
export interface DraftStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
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
 * will write its own again with its next letter.
 */
export class Drafts {
  #storage: DraftStorage | undefined;
  #thread: string;
  #page: string;
  /** What could not be written down lasts as long as the page. */
  #memory = new Map<string, KeptDraft>();
  #now: () => number;
  /** Storage was refused or is full, so drafts last for this visit only. */
  isForVisitOnly = false;

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

  /** The draft of a place, taken over from another page where this one has none. */
  restore(place: string): KeptDraft | undefined {
    const own = this.read(place);
    if (own) return own;
    const newest = this.#all(place).sort((a, b) => b.draft.at - a.draft.at)[0];
    if (!newest) return undefined;
    this.#attempt((storage) => storage.removeItem(newest.name));
    this.#write(place, newest.draft);
    return newest.draft;
  }

  read(place: string): KeptDraft | undefined {
    const kept = this.#attempt((storage) => decode(storage.getItem(this.#name(place))));
    return kept ?? this.#memory.get(place);
  }

  /** Keeps what is typed; nothing of it is kept when it is empty. */
  keep(place: string, text: string): void {
    if (text.trim() === '') return this.clear(place);
    this.#write(place, { text, at: this.#now() });
  }

  /** The text is on its way under this key. It stays until `clear`. */
  send(place: string, text: string, key: string): void {
    this.#write(`${place}>${key}`, { text, at: this.#now(), key });
    this.clear(place);
  }

  /** What was sent arrived, or was given up. */
  arrived(place: string, key: string): void {
    this.clear(`${place}>${key}`);
  }

  clear(place: string): void {
    this.#memory.delete(place);
    this.#attempt((storage) => storage.removeItem(this.#name(place)));
  }

  /** Places with a draft, of this page or of one that is gone, without those under way. */
  places(): string[] {
    const stored = this.#all().map(({ place }) => place.replace(/>.*/s, ''));
    return [...new Set([...this.#memory.keys(), ...stored])];
  }

  #write(place: string, draft: KeptDraft): void {
    this.#memory.set(place, draft);
    const done = this.#attempt((storage) => {
      storage.setItem(this.#name(place), JSON.stringify(draft));
      return true;
    });
    if (!done) this.isForVisitOnly = true;
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
