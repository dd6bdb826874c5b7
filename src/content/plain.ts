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
    .replace(/<[^>]*>/g, '');
}

/**
 * Would it take more than about 15 lines of a usual column? Told from the source, so that the answer
 * does not change when a parser has come.
 */
export function isLong(body: Body): boolean {
  const lines = plainText(body)
    .replace(/\]\([^)]*/g, '')
    .split('\n');
  return lines.reduce((sum, { length }) => sum + (Math.ceil(length / 75) || 0.5), 0) > 15;
}

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
