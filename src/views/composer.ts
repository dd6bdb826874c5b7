import { html, nothing, type TemplateResult } from 'lit';
import type { Composer } from '../model/writing.ts';
import { keptView } from './notices.ts';
import { whyNotWrite, type View } from './view.ts';

/** The form at the end of the thread. */
export function threadComposerView(view: View): TemplateResult | typeof nothing {
  const { state, options, locale } = view;
  const composer = state.writing.composers.get('thread');
  if (!state.info || options.readOnly) return nothing;
  // What somebody wrote before the thread was closed stays theirs to see.
  if (whyNotWrite(view) && !composer?.text) return nothing;
  return html`
    <form part="composer" data-place="thread" novalidate>
      <div class="title" role="heading" aria-level=${options.headingLevel + 1}>
        ${locale.say('leaveReply')}
      </div>
      ${textareaView(view, 'thread', composer, locale.say('leaveReply'))}
      ${composer?.isOpen ? nothing : keptView(view)}
    </form>
  `;
}

/**
 * The textarea is there from the start and always the same one, because focus, undo and input
 * methods belong to it. What is around it comes later. Nothing is ever bound to its text.
 */
export function textareaView(
  view: View,
  key: string,
  composer: Composer | undefined,
  label: string,
): TemplateResult {
  const { locale, live } = view;
  const wrong = composer?.errors.body !== undefined;
  return html`
    <div class="box" ?data-open=${composer?.isOpen}>
      <textarea
        id="${key}-body"
        name="body"
        rows="1"
        dir="auto"
        part="textarea"
        aria-label=${label}
        aria-invalid=${wrong}
        aria-describedby=${wrong ? `${key}-body-error` : nothing}
        placeholder=${locale.say('enterComment')}
        ?hidden=${composer?.isPreviewed}
      ></textarea>
      ${composer && live?.toolsView(view, composer)}
    </div>
    ${composer && live?.aroundView(view, composer)}
  `;
}
