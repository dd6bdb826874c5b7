import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../model/thread.ts';
import type { View } from './view.ts';

/** The text of a comment. The rest of a long one is folded away, but not from find-in-page. */
export function bodyView(view: View, row: Row): TemplateResult {
  const [text, rest] = view.texts.view(row.comment.body);
  if (!rest) return html`<div part="body">${text}</div>`;
  const folded = !view.state.unfolded.has(row.key);
  return html`
    <div part="body">
      ${text}
      <div id="${row.key}-rest" class="fold" hidden=${folded ? 'until-found' : nothing}>
        ${rest}
      </div>
    </div>
    <p class="note unfold">${view.live?.unfoldView(view, row)}</p>
  `;
}
