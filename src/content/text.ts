import { html, type TemplateResult } from 'lit';
import type { Body } from '../model/comment.ts';

/** Comment text as paragraphs: an empty line parts them, a single line break is a line break. */
export function textView({ source }: Body): TemplateResult[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p dir="auto">${paragraph}</p>`);
}
