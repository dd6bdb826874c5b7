import { html, nothing, type TemplateResult } from 'lit';
import { linkTo } from '../content/link.ts';
import { linkView } from '../content/render.ts';
import { safeUrl } from '../content/safe-url.ts';
import type { Locale } from '../locales/locale.ts';
import type { Act } from '../model/acts.ts';
import type { Announcement, Likers } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import { cleanName } from '../model/names.ts';
import { errorText } from './errors.ts';
import { sortName } from './header.ts';
import { nameOf, type View } from './view.ts';
import { editView } from './writing.ts';

/*
 * Views of what comes after reading: acts under way, live changes, lists of people, errors in
 * words. They are loaded once the thread is on the page.
 */

export { errorText } from './errors.ts';
export { aroundView, editView, replyView, toolsView } from './writing.ts';

type Part = TemplateResult | typeof nothing;

/** What arrived while the reader was reading. */
export function arrivedView({ state: { arrived }, locale }: View): Part {
  if (arrived === 0) return nothing;
  return html`<button class="pill" data-do="show-arrived">
    ${locale.count('arrived', arrived)}
  </button>`;
}

/** The name of who wrote a comment, as a link to their site; undefined when there is none. */
export function siteView({ locale }: View, row: Row): TemplateResult | undefined {
  const name = nameOf(row, locale);
  const link = linkTo(row.comment.author.url ?? '', [name]);
  return link && linkView(link, html`<bdi>${name}</bdi>`);
}

/** The picture of who wrote a comment. It is asked for without telling where. */
export function pictureView({ options }: View, { comment: { author, status } }: Row): Part {
  const address = safeUrl((options.avatars && status !== 'removed' && author.avatar) || '');
  if (!address?.startsWith('http')) return nothing;
  return html`<img src=${address} alt="" loading="lazy" referrerpolicy="no-referrer" />`;
}

/** What has become of the viewer's last act on a comment. */
export function actView({ locale }: View, { act }: Row): Part {
  if (act?.phase === 'failed') return failedView(act, locale);
  if (act?.type !== 'add' && act?.type !== 'edit') return nothing;
  return html`<span class="note">${locale.say('sending')}</span>`;
}

/** Shows a long text to its end. */
export function unfoldView({ state, locale }: View, { key }: Row): TemplateResult {
  const unfolded = state.unfolded.has(key);
  return html`
    <button
      data-do="unfold"
      aria-expanded=${unfolded}
      aria-controls="${key}-rest"
      aria-describedby="${key}-said"
    >
      ${locale.say(unfolded ? 'readLess' : 'readMore')}
    </button>
  `;
}

/** What its writer can do with a comment. */
export function ownView(
  { state, locale, now, options }: View,
  { key, marks, act, comment }: Row,
): Part {
  const { can } = state.info ?? {};
  if (act || options.readOnly || comment.status === 'removed') return nothing;
  const mayEdit = can?.edit && comment.body.format !== 'html' && (marks.editUntil ?? 0) > now;
  const mayRemove = can?.remove && (marks.removeUntil ?? 0) > now;
  return html`
    ${
      mayEdit
        ? html`<button id="${key}-edit" data-do="edit" aria-describedby="${key}-said">
            ${locale.say('edit')}
          </button>`
        : nothing
    }
    ${
      mayRemove
        ? html`<button data-do="remove" aria-describedby="${key}-said">
            ${locale.say('remove')}
          </button>`
        : nothing
    }
  `;
}

/** Stands in the place of a comment that was removed: what somebody made of it is not lost. */
export function undoView(view: View, row: Row): Part {
  const { locale } = view;
  if (!row.marks.restorable) return editView(view, row) ?? nothing;
  return html`<span class="note"><button data-do="undo">${locale.say('undo')}</button></span>`;
}

/** Those who like a comment, where the reader asked for them. */
export function likersView({ state, locale }: View, row: Row): Part {
  const likers = state.likers.get(row.key);
  if (!likers) return nothing;
  return html`<p class="note">${likersText(likers, row.comment.likes ?? 0, locale)}</p>`;
}

/** Offers the way back to the reply that the reader came from. */
export function backView({ state, locale }: View, { key }: Row): Part {
  if (state.target?.key !== key || !state.target.from) return nothing;
  return html` <p class="note"><button data-do="back">${locale.say('backToReply')}</button></p> `;
}

/** The sentence for people who do not see it happen. */
export function announcementText(said: Announcement, locale: Locale): string {
  switch (said.say) {
    case 'sorted':
      return locale.say('sorted', { sort: sortName(said.sort, locale) });
    case 'loaded':
      return locale.count('loaded', said.count);
    case 'arrived':
      return locale.count('arrived', said.count);
    case 'posted':
      return locale.say(said.status === 'published' ? 'posted' : 'postedPending');
    case 'removed':
      return locale.say('deleted');
    case 'restored':
      return locale.say('restored');
    case 'edited':
      return locale.say('commentEdited');
    case 'draft-kept':
      return locale.say('draftKept');
    case 'signed-in':
      return locale.say('signedInAs', { name: cleanName(said.name) });
    case 'signed-out':
      return locale.say('signedOut');
    case 'lost':
      return locale.say('lost');
    case 'failed':
      return errorText(said.error, locale);
  }
}

function failedView(act: Act, locale: Locale): TemplateResult {
  const reason = act.error ? errorText(act.error, locale) : '';
  return html`
    <span class="note bad">
      ${locale.say('notSent', { reason })}
      <button data-do="retry">${locale.say('retry')}</button>
      ${
        act.type === 'add' || act.type === 'edit'
          ? html`<button data-do="take-back">${locale.say('edit')}</button>`
          : nothing
      }
      <button data-do="discard">${locale.say('discard')}</button>
    </span>
  `;
}

function likersText({ phase, people }: Likers, likes: number, locale: Locale): string {
  if (phase === 'loading') return locale.say('loadingMore');
  if (phase === 'failed') return locale.say('moreFailed');
  const names = people.map(({ name }) => cleanName(name)).filter(Boolean);
  if (names.length === 0) return locale.say('likersUnknown');
  const others = likes - names.length;
  if (others > 0) names.push(locale.count('others', others));
  const list = new Intl.ListFormat(locale.tag);
  return locale.say('likers', { names: list.format(names.map((name) => locale.isolate(name))) });
}
