import { parseInert } from './inert.ts';
import { HtmlReader } from './html-reader.ts';
import { plainText } from './plain.ts';
import { quietHtml } from './quiet.ts';
import { plainTree, type Tree } from './tree.ts';

export { textParts } from './text-parts.ts';
export { textStyles } from './text-styles.ts';

/** More letters than that nobody wrote as a comment. */
const longest = 100_000;

/**
 * HTML of a backend as a tree: parsed where nothing runs, and read through a list of elements that
 * mean something. Of all others the text remains, and of scripts and the like nothing.
 */
export function htmlTree(source: string): Tree {
  const text = source.slice(0, longest);
  try {
    const parsed = parseInert(quietHtml(text));
    if (parsed) return new HtmlReader().read(parsed);
  } catch {
    // A text that nobody has thought of yet must not take the whole section with it.
  }
  return plainTree(plainText({ format: 'html', source: text }));
}
