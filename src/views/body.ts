import { html, nothing, type TemplateResult } from 'lit';
import { isLong } from '../content/plain.ts';
import type { Row } from '../model/thread.ts';
import type { View } from './view.ts';

/**
 * The text of a comment. A long one is cut off by its box alone: all of it stays in the page, where
 * it is found, selected and read aloud.
 */
export function bodyView(view: View, row: Row): TemplateResult {
  const { body } = row.comment;
  const long = isLong(body);
  const isCut = long && !view.state.unfolded.has(row.key);
  return html`
    <div part="body" id="${row.key}-text" class=${isCut ? 'cut' : nothing}>
      ${view.texts.view(body)}
    </div>
    ${long ? html`<p class="note unfold">${view.live?.unfoldView(view, row)}</p>` : nothing}
  `;
}
