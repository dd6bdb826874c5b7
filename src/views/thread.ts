import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { countBelow, inOrder, isShown, type Row } from '../model/thread.ts';
import { commentView } from './comment.ts';
import { moreRepliesView } from './more.ts';
import { nameOf, type View } from './view.ts';

/**
 * The replies to a comment, null for the roots, as a list; theirs is a list inside the same item.
 * It calls itself `maxDepth` times at most, however deep the conversation is: the last list holds
 * all that follows, in reading order, each comment naming the one it answers.
 */
export function listView(view: View, owner: Row | null, depth: number): TemplateResult {
  const rows = owner ? owner.children : view.state.thread.roots;
  const isLast = depth >= view.options.maxDepth;
  const { composers } = view.state.writing;
  const shown = isLast
    ? [...inOrder(rows)]
    : rows.filter((row) => isShown(row) || composers.has(`reply ${row.comment.id}`));
  return html`
    <ol part="list" role="list" class=${owner ? 'replies' : 'roots'}>
      ${repeat(
        shown,
        (row) => row.key,
        (row) => (isLast ? flatItemView(view, row, owner, depth) : itemView(view, row, depth)),
      )}
    </ol>
  `;
}

function itemView(view: View, row: Row, depth: number): TemplateResult {
  const folded = view.state.collapsed.has(row.key);
  const hasReplies = row.children.some(isShown);
  // Narrow columns indent three levels, so what is deeper has to say what it answers there.
  const answers = depth > 3 ? 'narrow' : 'never';
  return html`
    <li data-key=${row.key}>
      ${hasReplies ? html`<div class="line" data-do="collapse"></div>` : nothing}
      ${commentView(view, row, answers, hasReplies ? toggleView(view, row, folded) : nothing)}
      <div id="${row.key}-replies" hidden=${folded ? 'until-found' : nothing}>
        ${hasReplies ? listView(view, row, depth + 1) : nothing} ${moreRepliesView(view, row)}
      </div>
    </li>
  `;
}

function flatItemView(view: View, row: Row, owner: Row | null, depth: number): TemplateResult {
  const answers = row.parent !== owner ? 'always' : depth > 3 ? 'narrow' : 'never';
  return html`
    <li data-key=${row.key}>
      ${commentView(view, row, answers, nothing)} ${moreRepliesView(view, row)}
    </li>
  `;
}

/** Says “12 replies” when folded; always in the same place, so that it keeps the focus. */
function toggleView({ locale }: View, row: Row, folded: boolean): TemplateResult {
  const replies = locale.count('replies', countBelow(row));
  return html`
    <button
      class="toggle"
      data-do="collapse"
      aria-expanded=${!folded}
      aria-controls="${row.key}-replies"
      aria-label=${locale.say('branch', { name: nameOf(row, locale), replies })}
    >
      ${folded ? replies : nothing}
    </button>
  `;
}
