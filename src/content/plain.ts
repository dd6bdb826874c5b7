import { html, type TemplateResult } from 'lit';
import type { Body } from '../model/comment.ts';

/**
 * Text without markup as it stands on a page: most comments are that, so nothing has to be loaded for
 * it. An empty line parts paragraphs; the styles break lines where it does. Those are the paragraphs
 * and lines that a parser would make of it, so that nothing moves when one has come.
 */
export function plainView(text: string): TemplateResult[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p dir="auto">${paragraph}</p>`);
}

/** What a body says, as far as that can be told without a parser. */
export function plainText({ format, source }: Body): string {
  if (format !== 'html') return source;
  return source
    .replace(/\s+/g, ' ')
    .replace(/<(br|\/(p|div|li|h\d|pre|blockquote))\b/gi, '\n\n$&')
    .replace(/<[^<>]*>/g, '');
}

/**
 * Cuts a text behind about twelve lines of a usual column, if much more than that is left. The second
 * part is empty when it is not.
 */
export function cutLong(text: string): [string, string] {
  const end = endWithin(text, 12);
  return text.length - end > 300 ? [text.slice(0, end), text.slice(end)] : [text, ''];
}

/** Where the last line or sentence of so many lines ends; else a word; else any character. */
export function endWithin(text: string, lines: number): number {
  let place = 0;
  for (const { length } of text.split('\n')) {
    const needed = Math.ceil(length / lettersInLine) || 0.5;
    if (needed > lines) {
      place += Math.floor(lines * lettersInLine);
      break;
    }
    lines -= needed;
    place += length + 1;
  }
  for (const end of ends) {
    const found = end.exec(text.slice(0, place))?.[0].length ?? 0;
    if (found > place / 2) return found;
  }
  return 0;
}

const ends = [/^[^]*(\n|[.!?…](?=\s)|[。！？])/, /^[^]*\s/, /^[^]*\P{Cs}/u];

export const lettersInLine = 75;

export type Format = Exclude<Body['format'], 'text'>;

/** Is a parser needed, and which? */
export function parserFor({ format, source }: Body): Format | undefined {
  return format === 'text' || (format === 'markdown' && !markdown.test(source))
    ? undefined
    : format;
}

/** What could be Markdown: its characters, what stands at the beginning of a line, addresses. */
const markdown =
  /[*_`~[\]\\]|&#?\w+;|https?:|www\.|[\w.+-]@\w|^( {4}| {0,3}\t|[ \t]*([-+>#]|\d+[.)]))/im;
