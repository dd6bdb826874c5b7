import { en } from '../locales/en.ts';
import { enLive } from '../locales/en-live.ts';
import type { Problem } from './advice.ts';

/** What the page gave as sentences of its own, and what of it cannot be used. */
export function wrongWords(strings: unknown): Problem[] {
  if (strings === undefined || strings === null) return [];
  if (typeof strings !== 'object') return [{ about: 'strings', expected: 'an object' }];
  const ours: Readonly<Record<string, unknown>> = { ...en, ...enLive };
  return Object.entries(strings).flatMap(([name, value]): Problem[] => {
    const expected = expectedIn(ours[name], value);
    return expected === undefined ? [] : [{ about: 'strings', name, expected }];
  });
}

/** Undefined: it can be used. */
function expectedIn(ours: unknown, value: unknown): string | undefined {
  if (ours === undefined) return 'the name of a sentence';
  if (typeof value === 'string') return undefined;
  if (typeof ours === 'string') return 'a text';
  const isPlural = typeof Object(value).other === 'string';
  return isPlural ? undefined : 'a text or an object such as { one: "…", other: "…" }';
}
