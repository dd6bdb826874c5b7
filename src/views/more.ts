import { html, nothing, type TemplateResult } from 'lit';
import { repliesToLoad } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import type { View } from './view.ts';

/** The button that loads more of the roots, at either end. */
export function moreView(
  view: View,
  row: null,
  direction: 'before' | 'after',
): TemplateResult | typeof nothing {
  const branch = view.state.branches.get(row);
  if (!branch?.[direction]) return nothing;
  const words = view.locale.say(direction === 'after' ? 'showMore' : 'showEarlier');
  return buttonView(view, null, words, direction);
}

/** The button that loads the replies to one comment that are not here yet. */
export function moreRepliesView(view: View, row: Row): TemplateResult | typeof nothing {
  const left = repliesToLoad(row, view.state.branches);
  if (left === 0) return nothing;
  const words =
    left === 'some' ? view.locale.say('showReplies') : view.locale.count('showMoreReplies', left);
  return buttonView(view, row, words, 'after');
}

function buttonView(
  { state, locale }: View,
  row: Row | null,
  words: string,
  direction: 'before' | 'after',
): TemplateResult {
  const phase = state.branches.get(row && row.comment.id)?.phase;
  return html`
    <p class="more">
      ${phase === 'failed' ? html`<span class="bad">${locale.say('moreFailed')}</span>` : nothing}
      <button data-do="more" data-direction=${direction} data-branch=${row?.key ?? nothing}>
        ${phase === 'loading' ? locale.say('loadingMore') : words}
      </button>
    </p>
  `;
}
