import { Tokenizer, type Links, type Tokens } from 'marked';
import { safeUrl } from './safe-url.ts';
import { deepest } from './tree.ts';

/**
 * Letters that may be searched in vain for the ends of emphasis, and letters in quotes and lists,
 * counted anew at each level. What comes after that is text: nobody means so much of it.
 */
const mostSearched = 200_000;
const mostBoxed = 60_000;

/** Nobody follows a longer address, and to find the end of one takes time by its length squared. */
const longestAddress = 2000;

/**
 * What is Markdown in a comment. What is left out here is text to the lexer, so nothing of it is lost:
 * HTML, tables, and lines drawn under a text, which in comments are lines and not headings. Nor does
 * it go deeper than a tree, or on for ever: the lexer by itself does both for hostile texts.
 */
export class CommentTokenizer extends Tokenizer {
  /** Addresses of definitions (`[1]: https://…`) that a link was made with. */
  readonly used = new Set<string>();
  #depth = 0;
  #searched = 0;
  #boxed = 0;

  override html(): undefined {}
  override tag(): undefined {}
  override table(): undefined {}
  override lheading(): undefined {}

  /** `[note]: read this` is something that somebody says. */
  override def(source: string): Tokens.Def | undefined {
    const token = super.def(source);
    return token && safeUrl(token.href) ? token : undefined;
  }

  override blockquote(source: string) {
    return this.#box(() => super.blockquote(source));
  }

  override list(source: string) {
    return this.#box(() => super.list(source));
  }

  override emStrong(source: string, masked: string, before?: string) {
    if (source[0] !== '*' && source[0] !== '_') return undefined;
    return this.#search(source, () => super.emStrong(source, masked, before));
  }

  override del(source: string, masked: string, before?: string) {
    if (source[0] !== '~') return undefined;
    return this.#search(source, () => super.del(source, masked, before));
  }

  override link(source: string) {
    return this.#nested(() => super.link(source));
  }

  override reflink(source: string, links: Links) {
    const token = this.#nested(() => super.reflink(source, links));
    if (token && 'href' in token) this.used.add(token.href);
    return token;
  }

  override url(source: string): Tokens.Link | undefined {
    const token = super.url(source.slice(0, longestAddress));
    return token && token.raw.length < longestAddress ? token : undefined;
  }

  /** Left as it was written: the lexer decodes some entities and not others. */
  override inlineText(source: string): Tokens.Text | undefined {
    const token = super.inlineText(source);
    return token && { ...token, text: token.raw };
  }

  #box<T extends Tokens.Blockquote | Tokens.List>(read: () => T | undefined): T | undefined {
    if (this.#boxed > mostBoxed) return undefined;
    const token = read();
    this.#boxed += token?.raw.length ?? 0;
    return token;
  }

  #search<T>(source: string, find: () => T | undefined): T | undefined {
    if (this.#searched > mostSearched) return undefined;
    const token = this.#nested(find);
    if (!token) this.#searched += source.length;
    return token;
  }

  #nested<T>(find: () => T | undefined): T | undefined {
    if (this.#depth > deepest) return undefined;
    this.#depth++;
    try {
      return find();
    } finally {
      this.#depth--;
    }
  }
}
