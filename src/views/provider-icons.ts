import { html, svg, type TemplateResult } from 'lit';
import { graphemes } from '../model/names.ts';

/** A sign for a provider, drawn by us; one that we do not know shows its first letter. */
export function providerIcon(id: string, label: string): TemplateResult {
  const drawing = drawings.get(id);
  if (!drawing) return html`<span aria-hidden="true">${graphemes(label, 1)}</span>`;
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">${drawing}</svg>`;
}

const drawings: ReadonlyMap<string, TemplateResult> = new Map(
  Object.entries({
    wordpress: svg`<circle cx="10" cy="10" r="8" /><path d="M4.5 7l3 8L10 8l2.5 7 3-8" />`,
    google: svg`<path d="M16 5.5A7 7 0 1 0 17 10h-6.5" />`,
    x: svg`<path d="M4 4l12 12M16 4L4 16" />`,
    facebook: svg`<path d="M14 3h-1.5A3.5 3.5 0 0 0 9 6.5V17M6 10h7" />`,
  }),
);
