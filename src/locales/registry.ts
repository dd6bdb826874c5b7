import { en } from './en.ts';
import { Locale } from './locale.ts';
import type { Messages } from './messages.ts';

type Load = () => Promise<Messages>;

/** Languages by BCP 47 tag. English is not among them: it is always here. */
const catalogues = new Map<string, Load>([
  ['ar', async () => (await import('./ar.ts')).ar],
  ['de', async () => (await import('./de.ts')).de],
]);

/** Tells of each language that is added, by an event called `language`. */
export const additions = new EventTarget();
/** How many were. */
export let added = 0;

/**
 * Adds a language, or replaces one. `load` is called when a section is in that language; one that
 * is on the page already changes to it.
 */
export function registerLocale(tag: string, load: Load): void {
  catalogues.set(tag.toLowerCase(), load);
  added++;
  additions.dispatchEvent(new Event('language'));
}

export function english(strings?: Partial<Messages>): Locale {
  return new Locale('en', en, strings);
}

/**
 * The language for a tag such as `de-AT`: its own catalogue, else that of `de`, else English.
 * Rejects with a RangeError for what is no language tag, and with the import's error.
 */
export async function findLocale(tag: string, strings?: Partial<Messages>): Promise<Locale> {
  const [canonical = 'en'] = Intl.getCanonicalLocales(tag);
  for (let name = canonical; name; name = name.replace(/-?[^-]*$/, '')) {
    if (name === 'en') return new Locale(canonical, en, strings);
    const load = catalogues.get(name.toLowerCase());
    if (load) return new Locale(canonical, await load(), strings);
  }
  return english(strings);
}
