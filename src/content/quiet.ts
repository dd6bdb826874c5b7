import { HtmlNesting } from './html-nesting.ts';

/**
 * The same HTML as a parser should get it. Without handlers and styles: where it is parsed none of
 * them means anything, but Chromium tells the page's Content-Security-Policy of each, and owners have
 * such reports sent to them. Without drawings and formulas, which become elements that nobody knows:
 * inside of them other rules would hold. Without tags that nest too deep. What is read here in another
 * way than by the parser costs a report or some time and nothing else.
 */
export function quietHtml(source: string): string {
  const kept: string[] = [];
  const nesting = new HtmlNesting();
  let end = 0;
  const replace = (from: number, to: number, by: string): void => {
    kept.push(source.slice(end, from), by);
    end = to;
  };
  tags.lastIndex = 0;
  for (let tag = tags.exec(source); tag; tag = tags.exec(source)) {
    const name = tag[2]?.toLowerCase();
    if (name === undefined) continue; // a comment
    const slash = tag[1]!;
    const isOfLetters = letters.has(name);
    const stays = isOfLetters || (slash ? nesting.closes(name) : nesting.opens(name));
    const instead = otherNames.get(name);
    if (stays && instead) replace(tag.index, tags.lastIndex, `<${slash}${instead}`);
    attributes.lastIndex = tags.lastIndex;
    for (let found = attributes.exec(source); found; found = attributes.exec(source)) {
      if (stays && /^(on|style$)/i.test(found[1]!)) replace(found.index, attributes.lastIndex, ' ');
      tags.lastIndex = attributes.lastIndex;
    }
    if (!stays) {
      ends.lastIndex = tags.lastIndex;
      ends.exec(source);
      replace(tag.index, ends.lastIndex, slash ? '' : ' ');
    }
    if (slash || !isOfLetters) continue;
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    close.lastIndex = tags.lastIndex;
    const closed = close.exec(source);
    if (!closed) break; // all that is left is its text
    if (instead) replace(closed.index, close.lastIndex, `</${instead}`);
    tags.lastIndex = close.lastIndex;
  }
  kept.push(source.slice(end));
  return kept.join('');
}

/** Comments, and where tags begin. */
const tags = /<!--(?:-?>|[^]*?(?:--!?>|$))|<(?:[!?]|\/[^a-z>])[^>]*|<(\/?)([a-z][^\s/>]*)/gi;

/** https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state */
const attributes =
  /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s>"'][^\s>]*)?)?/y;

/** Of a tag, behind its attributes. */
const ends = /[\s/]*>?/y;

const otherNames = new Map([
  ['style', 'noembed'],
  ['svg', 'x-svg'],
  ['math', 'x-math'],
]);

/** Elements in which a tag is only letters. */
const letters = new Set(
  'script style xmp iframe noembed noframes textarea title plaintext'.split(' '),
);
