/**
 * Takes comments and needless spaces out of a style sheet and understands nothing else of it, so CSS
 * newer than this file passes through unharmed. Strings and the placeholders that the build puts
 * where a template has an expression stay as they are.
 */
export function minifyCss(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, ' ')
    .split(untouchable)
    .map((piece, index) => (index % 2 === 1 ? piece : squeeze(piece)))
    .join('')
    .trim();
}

/** With one capturing group, so that `split` keeps these pieces, at the odd places. */
const untouchable = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|@TEMPLATE_EXPRESSION_*\(\);)/;

function squeeze(css: string): string {
  return (
    css
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      // Only behind the colon: in front of it a space is a descendant selector (`li :focus`).
      .replace(/: /g, ':')
      .replace(/;}/g, '}')
  );
}
