import type { GuestFields } from '../model/writing.ts';
import type { GuestMemory, WritingMemory } from '../store/context.ts';
import type { DraftStorage } from '../store/drafts.ts';
import { DraftMirror } from './draft-mirror.ts';

const key = 'comment-section:guest';
const probe = 'comment-section:probe';
/** A database may never answer; nobody waits longer for it than this many milliseconds. */
const patience = 1000;

/** What this browser keeps for those who write: drafts, and details of guests. */
export async function writingMemory(): Promise<WritingMemory> {
  return { drafts: await draftStorage(), guest: guestMemory };
}

/** What a guest typed beside a comment: for this tab, or for the next visits by the reader's choice. */
const guestMemory: GuestMemory = {
  read() {
    const chosen = decodeGuest(attempt(() => localStorage.getItem(key)));
    const fields = chosen ?? decodeGuest(attempt(() => sessionStorage.getItem(key)));
    return {
      fields: fields ?? { name: '', email: '', website: '' },
      remembers: chosen !== undefined,
    };
  },
  keep(fields, remembers) {
    const text = JSON.stringify(fields);
    attempt(() => sessionStorage.setItem(key, text));
    attempt(() => (remembers ? localStorage.setItem(key, text) : localStorage.removeItem(key)));
  },
};

/** Where drafts are kept; undefined where the browser refuses. */
async function draftStorage(): Promise<DraftStorage | undefined> {
  const storage = attempt(() => {
    localStorage.setItem(probe, '');
    localStorage.removeItem(probe);
    return localStorage;
  });
  if (!storage) return undefined;
  const mirror = new DraftMirror();
  await Promise.race([mirror.recover(storage).catch(() => {}), pause(patience)]);
  return {
    get length() {
      return storage.length;
    },
    key: (index) => storage.key(index),
    getItem: (name) => storage.getItem(name),
    setItem(name, value) {
      storage.setItem(name, value);
      mirror.changed(storage, name);
    },
    removeItem(name) {
      storage.removeItem(name);
      mirror.changed(storage, name);
    },
    whenTaken(listener, signal) {
      // Told to the other pages only. No name: everything was cleared, and on purpose.
      const hear = ({ key: name, newValue }: StorageEvent): void => {
        if (name !== null && newValue === null) listener(name);
      };
      addEventListener('storage', hear, { signal });
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function decodeGuest(text: string | null | undefined): GuestFields | undefined {
  const value: unknown = attempt(() => JSON.parse(text ?? 'null') as unknown);
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, email, website } = value as Record<string, unknown>;
  return { name: asText(name), email: asText(email), website: asText(website) };
}

function asText(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

/** Undefined where storage is refused, or holds what nobody can read. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
