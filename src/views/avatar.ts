import { html, type TemplateResult } from 'lit';
import { graphemes } from '../model/names.ts';

/**
 * Initials on a colour that is always the same for a name, so that nothing is asked of anybody; a
 * picture lies on top of them, where the owner of the page wants any.
 */
export function avatarView(name: string, picture?: unknown): TemplateResult {
  return html`
    <span class="avatar" data-hue=${hueOf(name)} aria-hidden="true"
      >${initialsOf(name)}${picture}</span
    >
  `;
}

/** First letters of the first and the last word, as graphemes, so that no letter is torn apart. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = [...new Set([words[0], words.at(-1)])].flatMap((word = '') => graphemes(word, 1));
  return letters.join('').toLocaleUpperCase();
}

/** One of the eight hues that the styles have. */
function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) % 997;
  return hash % 8;
}
