import { parseInert } from './inert.ts';

/** Characters for their names, such as `&auml;`; names that HTML does not have stay as they are. */
export function decodeNames(names: readonly string[]): string[] {
  // Those that every serialiser writes need no parser, and so no page.
  if (names.every((name) => usual.has(name))) return names.map((name) => usual.get(name)!);
  // One document for all of them, since that is what costs. No name stands for the separator.
  const decoded = parseInert(names.join(separator))?.body.textContent?.split(separator) ?? [];
  return names.map((name, i) => decoded[i] || name);
}

const usual = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
]);

/** A character of Unicode's private use. */
const separator = '\ue000';
