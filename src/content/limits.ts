import { deepest } from './tree.ts';

/** A text cut in two, the first of at most as many code points; at the end of a line if one is near. */
export function splitAt(text: string, most: number): [string, string] {
  if (text.length <= most) return [text, ''];
  const units = Array.from(text.slice(0, most * 2))
    .slice(0, most)
    .join('').length;
  if (units >= text.length) return [text, ''];
  const line = text.lastIndexOf('\n', units);
  const cut = line > units * 0.9 ? line : units;
  return [text.slice(0, cut), text.slice(cut)];
}

/** Leaves at most 200 spaces in a row: the lexer needs time by the square of their number. */
export function clampSpaces(text: string): string {
  return text.replace(/ {200,}/g, ' '.repeat(200));
}

/**
 * Leaves at most 20 markers of quotes and lists at the beginning of a line. Parsers call themselves
 * for each of them, and 10 000 `>` are more than any stack holds.
 */
export function clampNesting(text: string): string {
  return text.replace(markers, (line) => {
    const found = line.match(marker) ?? [];
    return found.length > deepest ? found.slice(0, deepest).join('') : line;
  });
}

const marker = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))/g;
const markers = new RegExp(`^(?:${marker.source})+`, 'gm');
