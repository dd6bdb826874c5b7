import { html, nothing, type TemplateResult } from 'lit';
import type { PlainName } from '../locales/messages.ts';
import type { Body } from '../model/comment.ts';
import type { Row } from '../model/thread.ts';
import type { Composer } from '../model/writing.ts';
import { textareaView } from './composer.ts';
import { errorsView, fieldErrorView } from './field-errors.ts';
import { keptView } from './notices.ts';
import { identityView } from './who.ts';
import { nameOf, type View } from './view.ts';

/* What is around a textarea: its tools, who is writing, what is wrong, and the buttons. */

type Part = TemplateResult | typeof nothing;

/** The form below a comment, where its reader answers it. */
export function replyView(view: View, row: Row): Part {
  const composer = view.state.writing.composers.get(`reply ${row.comment.id}`);
  if (!composer || !isShown(view, composer)) return nothing;
  const title = view.locale.say('replyTo', { name: nameOf(row, view.locale) });
  return formView(view, composer, title);
}

/** The form in the place of a comment's text, where its writer changes it. */
export function editView(view: View, row: Row): TemplateResult | undefined {
  const composer = view.state.writing.composers.get(`edit ${row.comment.id}`);
  if (!composer || view.options.readOnly) return undefined;
  return formView(view, composer, view.locale.say('editComment'));
}

/** The tools inside the box, where they mean something, and the preview in the place of the text. */
export function toolsView(view: View, composer: Composer): Part {
  const { locale, state } = view;
  if (!composer.isOpen) return nothing;
  const { isPreviewed, key } = composer;
  const isToolbar = state.info?.rules.format === 'markdown';
  const hasTools = isToolbar && !isPreviewed;
  return html`
    ${isPreviewed ? html`<div class="preview" part="body">${previewView(view, composer)}</div>` : nothing}
    <div
      class="tools"
      role=${isToolbar ? 'toolbar' : nothing}
      aria-label=${isToolbar ? locale.say('formatting') : nothing}
      aria-controls=${isToolbar ? `${key}-body` : nothing}
    >
      ${
        hasTools
          ? tools.map(
              ([tool, name, sign], i) => html`
                <button
                  type="button"
                  tabindex=${i === 0 ? 0 : -1}
                  data-do="format"
                  data-tool=${tool}
                  aria-label=${locale.say(name)}
                >
                  ${sign}
                </button>
              `,
            )
          : nothing
      }
      <button
        type="button"
        class="end"
        tabindex=${hasTools ? -1 : 0}
        data-do="preview"
        aria-pressed=${isPreviewed}
      >
        ${locale.say('preview')}
      </button>
    </div>
  `;
}

/** Everything below the box. */
export function aroundView(view: View, composer: Composer): Part {
  if (!composer.isOpen) return nothing;
  const { locale } = view;
  const { key, place, isRestored, isBusy } = composer;
  const isEdit = place.startsWith('edit ');
  const post: PlainName = isEdit ? 'saveComment' : place === 'thread' ? 'postComment' : 'postReply';
  return html`
    <div class="around">
      ${fieldErrorView(view, composer, 'body')}
      ${isRestored ? html`<p class="note">${locale.say('draftRestored')}</p>` : nothing}
      ${
        view.state.writing.isDraftLost
          ? html`<p class="note">${locale.say('draftsForVisit')}</p>`
          : nothing
      }
      ${errorsView(view, composer)} ${isEdit ? nothing : identityView(view, composer)}
      <div class="foot">
        ${isEdit ? nothing : keptView(view)}
        ${
          place === 'thread'
            ? nothing
            : html`
                <button type="button" data-do="leave">
                  ${locale.say(isEdit ? 'cancelEdit' : 'cancelReply')}
                </button>
              `
        }
        <button part="submit" id="${key}-submit" aria-busy=${isBusy}>${locale.say(post)}</button>
      </div>
    </div>
  `;
}

/** What somebody wrote before the thread was closed stays theirs to see. */
function isShown({ state, options }: View, { text }: Composer): boolean {
  const isClosed = options.closed || state.info?.rules.closed;
  return !options.readOnly && (text !== '' || !isClosed);
}

function formView(view: View, composer: Composer, title: string): TemplateResult {
  return html`
    <form part="composer" data-place=${composer.place} novalidate>
      <div class="title" role="heading" aria-level=${view.options.headingLevel + 2}>${title}</div>
      ${textareaView(view, composer.key, composer, title)}
    </form>
  `;
}

function previewView({ locale, texts, state }: View, composer: Composer): unknown {
  const { text: source } = composer;
  if (!source.trim()) return html`<p class="note">${locale.say('nothingToPreview')}</p>`;
  // One object for one text: what a text looks like is kept with it.
  const body = previews.get(composer) ?? { format: state.info?.rules.format ?? 'text', source };
  previews.set(composer, body);
  return texts.view(body);
}

const previews = new WeakMap<Composer, Body>();

/** Name of the tool, of its sentence, and the sign on its button. */
const tools: readonly (readonly [tool: string, name: PlainName, sign: string])[] = [
  ['bold', 'bold', 'B'],
  ['italic', 'italic', 'I'],
  ['link', 'link', '↗'],
  ['quote', 'quote', '❝'],
  ['code', 'code', '‹›'],
  ['list', 'list', '•'],
];
