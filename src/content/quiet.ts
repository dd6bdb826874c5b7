/**
 * The same HTML without handlers and styles. Where it is parsed none of them means anything, but
 * Chromium tells the page's Content-Security-Policy of each, and owners have such reports sent to
 * them. Drawings and formulas become elements that nobody knows: inside of them other rules would
 * hold. What is read here in another way than by the parser costs a report and nothing else.
 */
export function withoutHandlers(source: string): string {
  const kept: string[] = [];
  let end = 0;
  const replace = (from: number, to: number, by: string): void => {
    kept.push(source.slice(end, from), by);
    end = to;
  };
  starts.lastIndex = 0;
  for (let start = starts.exec(source); start; start = starts.exec(source)) {
    const name = start[1]?.toLowerCase();
    if (name === undefined) continue; // a comment
    const instead = otherNames.get(name);
    if (instead) replace(start.index, starts.lastIndex, `<${instead}`);
    attributes.lastIndex = starts.lastIndex;
    for (let found = attributes.exec(source); found; found = attributes.exec(source)) {
      if (/^(on|style$)/i.test(found[1]!)) replace(found.index, attributes.lastIndex, ' ');
      starts.lastIndex = attributes.lastIndex;
    }
    if (!letters.has(name)) continue;
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    close.lastIndex = starts.lastIndex;
    const closed = close.exec(source);
    if (!closed) break; // all that is left is its text
    if (instead) replace(closed.index, close.lastIndex, `</${instead}`);
    starts.lastIndex = close.lastIndex;
  }
  kept.push(source.slice(end));
  return kept.join('');
}

/** Comments, and where elements begin. */
const starts = /<!--(?:-?>|[^]*?(?:--!?>|$))|<([a-z][^\s/>]*)/gi;

/** https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state */
const attributes =
  /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s>"'][^\s>]*)?)?/y;

const otherNames = new Map([
  ['style', 'noembed'],
  ['svg', 'x-svg'],
  ['math', 'x-math'],
]);

/** Elements in which a tag is only letters. */
const letters = new Set(
  'script style xmp iframe noembed noframes textarea title plaintext'.split(' '),
);
