import { Lexer } from 'marked';
import { clampNesting, clampSpaces, splitAt } from './limits.ts';
import { MarkdownReader } from './markdown-reader.ts';
import { CommentTokenizer } from './markdown-tokenizer.ts';
import { plainTree, type Tree } from './tree.ts';

/** More is not parsed (a parser's time may grow faster than its input), but shown as it stands. */
const longest = 10_000;

/**
 * Markdown as a tree: CommonMark with the links and the strikethrough of GitHub, as people write
 * comments rather than documents, so that a line break is one. HTML in it is text.
 */
export function markdownTree(source: string): Tree {
  const [text, rest] = splitAt(source, longest);
  return [...parse(clampNesting(clampSpaces(text))), ...plainTree(rest)];
}

function parse(text: string): Tree {
  try {
    const tokenizer = new CommentTokenizer();
    // Options of our own: without them the lexer takes those that the page may have set for itself.
    const lexer = new Lexer({ gfm: true, breaks: true, tokenizer });
    tokenizer.rules.inline = inlineRules;
    const tokens = lexer.lex(text);
    return new MarkdownReader(text, tokenizer.used).read(tokens);
  } catch {
    return plainTree(text); // it overflows its stack on texts that nobody has thought of yet
  }
}

/** What may stand before an `@` is 64 letters long (RFC 5321), and nobody needs to look for more. */
const { breaks } = Lexer.rules.inline;
const inlineRules = {
  ...breaks,
  text: new RegExp(breaks.text.source.replaceAll(']+@', ']{1,64}@')),
};
