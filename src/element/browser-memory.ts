import { sorts, type Sort } from '../model/order.ts';

/**
 * What this browser remembers for this site, for the reader's own comfort: nothing of it is sent
 * anywhere, but for the guest key, which goes to the backend. Where storage is refused (private
 * windows, blocked cookies) it lasts as long as the page.
 */
const prefix = 'comment-section:';
const visitsKept = 200;
const forThisPage = new Map<string, string>();
const visitsBefore = new Map<string, number | undefined>();

/** The random key that proves a guest's own comments and likes, made when first needed. */
export function guestKey(): string {
  const known = read('guest-key');
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  remember('guest-key', made);
  return made;
}

export function rememberedSort(): Sort | undefined {
  const known = read('sort');
  return sorts.find((sort) => sort === known);
}

/**
 * When the reader was at this thread before this page was loaded, milliseconds since 1970, and
 * notes that they are here now. Undefined on a first visit.
 */
export function visit(thread: string, now: number): number | undefined {
  if (visitsBefore.has(thread)) return visitsBefore.get(thread);
  const visits = readVisits();
  const before = visits.find(([name]) => name === thread)?.[1];
  const others = visits.filter(([name]) => name !== thread).slice(1 - visitsKept);
  remember('visits', JSON.stringify([...others, [thread, now]]));
  visitsBefore.set(thread, before);
  return before;
}

/** Keeps what is typed while what keeps drafts is not to be had: as a draft of a page that is gone. */
export function keepWords(thread: string, text: string): void {
  const draft = JSON.stringify({ text, at: Date.now() });
  remember(`draft:${encodeURIComponent(thread)}:thread:unheard`, draft);
}

function readVisits(): [string, number][] {
  try {
    const known: unknown = JSON.parse(read('visits') ?? '[]');
    return Array.isArray(known) ? known.filter(isVisit) : [];
  } catch {
    return []; // not ours, or cut off: as good as a first visit
  }
}

function isVisit(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? forThisPage.get(name);
  } catch {
    return forThisPage.get(name);
  }
}

export function remember(name: string, value: string): void {
  forThisPage.set(name, value);
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Refused or full: the page's own copy above has to do.
  }
}
