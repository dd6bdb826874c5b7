import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../model/thread.ts';
import { nameOf, whyNotWrite, type View } from './view.ts';

type Part = TemplateResult | typeof nothing;

/** What can be done with a comment, and what state it is in. */
export function actionsView(view: View, row: Row): TemplateResult {
  return html`
    <div part="actions">
      ${likeView(view, row)} ${whoView(view, row)} ${replyView(view, row)}
      ${view.live?.ownView(view, row)} ${statusView(view, row)} ${view.live?.actView(view, row)}
    </div>
    ${view.live?.likersView(view, row)}
  `;
}

/** Its name says the count once; whose comment it is, the description says. */
function likeView({ state, locale, options }: View, row: Row): Part {
  const { likes = 0, status } = row.comment;
  const liked = row.marks.liked ?? false;
  if (options.noLikes || status !== 'published') return nothing;
  const may = state.info?.can.like && !options.readOnly && row.act?.type !== 'add';
  if (!may && likes === 0) return nothing;
  const words = likeText(likes, liked, locale);
  if (!may) return html`<span>${star}${words}</span>`;
  return html`
    <button part="like" data-do="like" aria-pressed=${liked} aria-describedby="${row.key}-said">
      ${star}${words}
    </button>
  `;
}

function likeText(likes: number, liked: boolean, locale: View['locale']): string {
  const others = likes - Number(liked);
  if (others > 0) return locale.count(liked ? 'likedByYouAnd' : 'likedBy', others);
  return locale.say(liked ? 'likedByYou' : 'like');
}

function whoView({ state, locale, options }: View, row: Row): Part {
  if (!state.info?.can.likers || options.noLikes || !row.comment.likes) return nothing;
  return html`
    <button
      data-do="likers"
      aria-expanded=${state.likers.has(row.key)}
      aria-label=${locale.say('whoLikes', { name: nameOf(row, locale) })}
    >
      ${locale.say('who')}
    </button>
  `;
}

function replyView(view: View, row: Row): Part {
  const { state, locale } = view;
  if (whyNotWrite(view) || row.act?.type === 'add' || row.comment.status !== 'published') {
    return nothing;
  }
  let left = state.info?.rules.deepest ?? Infinity;
  // Without an end there is nothing to count, in however deep a thread.
  for (let at: Row | null = row; at && left < Infinity; at = at.parent) {
    if (--left < 0) return nothing;
  }
  return html`
    <button id="${row.key}-reply" data-do="reply" aria-describedby="${row.key}-said">
      ${locale.say('reply')}
    </button>
  `;
}

function statusView({ locale }: View, { comment: { status } }: Row): Part {
  if (status === 'published') return nothing;
  return html`<span class="note">${locale.say(status === 'pending' ? 'pending' : 'hidden')}</span>`;
}

const star = html`
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2-4.6-2.5-4.6 2.5.9-5.2L2.5 8l5.2-.7z" />
  </svg>
`;
