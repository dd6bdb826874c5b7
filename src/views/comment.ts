import { html, nothing, type TemplateResult } from 'lit';
import { isFresh } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import { actionsView } from './actions.ts';
import { avatarView } from './avatar.ts';
import { bodyView } from './body.ts';
import { nameOf, type View } from './view.ts';

type Part = TemplateResult | typeof nothing;

/** Where a comment says what it answers: in flat lists, in those of narrow columns, or not. */
export type Answers = 'always' | 'narrow' | 'never';

/** One comment, without its replies; `toggle` is what folds those. */
export function commentView(view: View, row: Row, answers: Answers, toggle: Part): TemplateResult {
  const { state } = view;
  const folded = state.collapsed.has(row.key);
  const removed = row.comment.status === 'removed';
  return html`
    <article
      id=${row.key}
      part="comment"
      tabindex="-1"
      aria-labelledby="${row.key}-said"
      ?data-target=${state.target?.key === row.key}
    >
      ${avatarView(removed ? '' : nameOf(row, view.locale), view.live?.pictureView(view, row))}
      <div>
        <div class="head">${saidView(view, row, removed)} ${toggle}</div>
        <div class="fold" hidden=${folded ? 'until-found' : nothing}>
          ${answersView(view, row, answers)} ${view.live?.backView(view, row)}
          ${removed ? view.live?.undoView(view, row) : contentView(view, row)}
          ${view.live?.replyView(view, row)}
        </div>
      </div>
    </article>
  `;
}

function contentView(view: View, row: Row): Part {
  return view.live?.editView(view, row) ?? html`${bodyView(view, row)} ${actionsView(view, row)}`;
}

/**
 * The comment's heading: “Steve replied to Clive, 2 days ago”. Eyes get name, badge and time of
 * it; the words between are for ears, in the order that the language has.
 */
function saidView(view: View, row: Row, removed: boolean): TemplateResult {
  const { locale, options } = view;
  return html`
    <div id="${row.key}-said" class="said" role="heading" aria-level=${options.headingLevel + 1}>
      ${removed ? html`<span class="muted">${locale.say('removed')}</span>` : saidParts(view, row)}
    </div>
  `;
}

function saidParts(view: View, row: Row): TemplateResult[] {
  const parts = view.locale.parts<TemplateResult | string>(row.parent ? 'replied' : 'said', {
    name: authorView(view, row),
    time: timeView(view, row),
    parent: row.parent ? nameOf(row.parent, view.locale) : '',
  });
  return parts.map((part) =>
    typeof part === 'string' ? html`<span class="unseen">${part}</span>` : part,
  );
}

function authorView(view: View, row: Row): TemplateResult {
  const { state, locale, live } = view;
  const { role } = row.comment.author;
  return html`
    <span part="author">
      ${live?.siteView(view, row) ?? html`<bdi>${nameOf(row, locale)}</bdi>`}
      ${role ? html`<span class="badge">${locale.say(role)}</span>` : nothing}
      ${isFresh(row, state.lastVisit) ? html`<span class="new">${locale.say('isNew')}</span>` : nothing}
    </span>
  `;
}

/** The time is the permalink. */
function timeView({ locale, now, permalink }: View, { comment }: Row): TemplateResult {
  const { createdAt, id } = comment;
  const exact = locale.exact(createdAt);
  return html`
    <a part="time" href=${permalink(id)} data-do="go-to">
      ${
        exact
          ? html`<time datetime=${new Date(createdAt).toISOString()} title=${exact}
              >${locale.ago(createdAt, now)}</time
            >`
          : '#'
      }
      ${comment.editedAt ? html`<span>(${locale.say('edited')})</span>` : nothing}
    </a>
  `;
}

/** What a comment answers, where its place does not show it. */
function answersView({ locale }: View, row: Row, answers: Answers): Part {
  if (row.gap === 'missing') return html`<p class="note">${locale.say('parentMissing')}</p>`;
  if (row.gap === 'unloaded') {
    return html`
      <p class="note">
        ${locale.say('notLoaded')}
        <button data-do="parent">${locale.say('showParent')}</button>
      </p>
    `;
  }
  if (!row.parent || answers === 'never') return nothing;
  const name = nameOf(row.parent, locale);
  return html`
    <p class="note answers ${answers}">
      <button data-do="parent">${locale.say('inReplyTo', { name })}</button>
    </p>
  `;
}
