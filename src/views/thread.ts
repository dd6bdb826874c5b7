import { html, nothing, type TemplateResult } from 'lit';
import { countBelow, inOrder, isShown, type Row } from '../model/thread.ts';
import { commentView } from './comment.ts';
import { moreRepliesView } from './more.ts';
import { nameOf, type View } from './view.ts';

/**
 * Rows of the list of replies to a comment, null for the roots. The last list that is indented holds
 * all that follows, in reading order, each comment naming the one it answers.
 */
export function rowsOf(view: View, owner: Row | null, depth: number): readonly Row[] {
  const rows = owner ? owner.children : view.state.thread.roots;
  const isWanted = (row: Row): boolean => isListed(view, row);
  return isLast(view, depth) ? [...inOrder(rows, isWanted)] : rows.filter(isWanted);
}

/** Has a comment a place in its list? One that is gone keeps it while somebody writes there. */
export function isListed({ state }: View, row: Row): boolean {
  const { composers } = state.writing;
  const { id } = row.comment;
  return isShown(row) || composers.has(`reply ${id}`) || composers.has(`edit ${id}`);
}

/** What is in the item of a comment; its replies are a list inside the same item. */
export function itemView(view: View, row: Row, owner: Row | null, depth: number): TemplateResult {
  if (isLast(view, depth)) return flatItemView(view, row, owner, depth);
  const folded = view.state.collapsed.has(row.key);
  const hasReplies = row.children.some((reply) => isListed(view, reply));
  // Narrow columns indent three levels, so what is deeper has to say what it answers there.
  const answers = depth > 3 ? 'narrow' : 'never';
  return html`
    ${hasReplies ? html`<div class="line" data-do="collapse"></div>` : nothing}
    ${commentView(view, row, answers, hasReplies ? toggleView(view, row, folded) : nothing)}
    <div id="${row.key}-replies" class="fold" hidden=${folded ? 'until-found' : nothing}>
      ${hasReplies ? view.list(row, depth + 1) : nothing} ${moreRepliesView(view, row)}
    </div>
  `;
}

function flatItemView(view: View, row: Row, owner: Row | null, depth: number): TemplateResult {
  const answers = row.parent !== owner ? 'always' : depth > 3 ? 'narrow' : 'never';
  return html`${commentView(view, row, answers, nothing)} ${moreRepliesView(view, row)}`;
}

function isLast({ options }: View, depth: number): boolean {
  return depth >= options.maxDepth;
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
