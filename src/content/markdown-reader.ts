import type { MarkedToken, Token, Tokens } from 'marked';
import { Entities } from './entities.ts';
import { linkTo } from './link.ts';
import { deepest, mostPieces, plainTree, textOf, type Markup, type Tree } from './tree.ts';

/** Reads the lexer's tokens into a tree; what is nested too deep stays as it was written. */
export class MarkdownReader {
  #entities: Entities;
  #used: ReadonlySet<string>;
  #pieces = 0;

  /** `used`: addresses of definitions that a link was made with. */
  constructor(source: string, used: ReadonlySet<string>) {
    this.#entities = new Entities(source);
    this.#used = used;
  }

  read(tokens: readonly Token[]): Tree {
    return this.#blocks(tokens, 0);
  }

  #blocks(tokens: readonly Token[], depth: number): Tree {
    return tokens.flatMap((token) => this.#block(token as MarkedToken, depth));
  }

  #block(token: MarkedToken, depth: number): Tree {
    switch (token.type) {
      case 'space':
        return [];
      case 'hr':
        return [{ type: 'rule' }];
      case 'code':
        return [{ type: 'code-block', text: token.text.replace(/\n$/, '') }];
      case 'paragraph':
        return paragraph(this.#line(token.tokens, 0));
      case 'heading': {
        const children = this.#line(token.tokens, 1);
        return children.length > 0 ? paragraph([{ type: 'strong', children }]) : [];
      }
      // What a tight list has for paragraphs.
      case 'text':
        return this.#line(token.tokens ?? [token], 0);
      case 'blockquote':
        if (depth === deepest) return plainTree(token.raw);
        return [{ type: 'quote', children: this.#blocks(token.tokens, depth + 1) }];
      case 'list':
        return depth === deepest ? plainTree(token.raw) : [this.#list(token, depth + 1)];
      case 'def':
        return this.#used.has(token.href) ? [] : plainTree(token.raw);
      case 'checkbox':
        return [token.raw];
      default:
        return paragraph([token.raw]);
    }
  }

  #list({ ordered, start, items }: Tokens.List, depth: number): Markup {
    return {
      type: 'list',
      ...(ordered && { start: Number(start) }),
      items: items.map((item) => this.#blocks(item.tokens, depth)),
    };
  }

  /** Pieces of a line, with text in as few strings as can be. */
  #line(tokens: readonly Token[], depth: number): Tree {
    const line: Markup[] = [];
    for (const piece of tokens.flatMap((token) => this.#inline(token as MarkedToken, depth))) {
      const last = line.at(-1);
      if (typeof piece === 'string' && typeof last === 'string')
        line[line.length - 1] = last + piece;
      else line.push(piece);
    }
    return line;
  }

  #inline(token: MarkedToken, depth: number): Tree {
    if (token.type === 'text') return [this.#entities.decode(token.text)];
    if (token.type === 'escape') return [token.text];
    if (depth > deepest || ++this.#pieces > mostPieces) return [token.raw];
    switch (token.type) {
      case 'br':
        return [{ type: 'break' }];
      case 'codespan':
        return [{ type: 'code', text: token.text }];
      case 'em':
        return [{ type: 'emphasis', children: this.#line(token.tokens, depth + 1) }];
      case 'strong':
        return [{ type: 'strong', children: this.#line(token.tokens, depth + 1) }];
      case 'del':
        return [{ type: 'strikethrough', children: this.#line(token.tokens, depth + 1) }];
      case 'link':
      case 'image':
        return this.#link(token, depth + 1);
      default:
        return [token.raw];
    }
  }

  /** A picture is a link to it. Where a comment may not lead, what was written stays. */
  #link(token: Tokens.Link | Tokens.Image, depth: number): Tree {
    const { raw, text } = token;
    // An address that stands in the text is meant as it stands there.
    if ('autolink' in token && token.autolink) return [linkTo(token.href, [text]) ?? raw];
    const href = this.#entities.decode(token.href);
    const children = this.#line(token.tokens, depth);
    const shown = token.type === 'image' ? [textOf(children)] : children;
    const link = linkTo(href, textOf(shown).trim() ? shown : [href]);
    if (link) return [link];
    const start = raw.indexOf(text);
    return start < 0 ? [raw] : [raw.slice(0, start), ...children, raw.slice(start + text.length)];
  }
}

function paragraph(children: Tree): Tree {
  return children.length > 0 ? [{ type: 'paragraph', children }] : [];
}
