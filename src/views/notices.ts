import { html, nothing, type TemplateResult } from 'lit';
import type { PlainName } from '../locales/messages.ts';
import { whyNotWrite, type View } from './view.ts';

/** States of the section, a sentence each. */
export function noticesView(view: View): TemplateResult[] {
  const { state, locale } = view;
  const sentences: PlainName[] = [];
  if (state.lost) sentences.push('lost');
  if (state.info?.keeper === 'visit') sentences.push('keptForVisit');
  const why = whyNotWrite(view);
  if (why) sentences.push(why);
  return sentences.map((name) => html`<p part="notice">${locale.say(name)}</p>`);
}

/** A chunk could not be loaded. Anything that is pressed tries again; here is what to press. */
export function partFailedView({ locale, options }: View): TemplateResult | typeof nothing {
  if (!options.partFailed) return nothing;
  return html`
    <p part="notice" class="bad">
      ${locale.say('partFailed')}
      <button>${locale.say('retry')}</button>
    </p>
  `;
}

/** Said where one would write: what is kept in this browser, nobody else ever sees. */
export function keptView(view: View): TemplateResult | typeof nothing {
  const { state, locale, options } = view;
  if (state.info?.keeper !== 'browser' || whyNotWrite(view) || options.isPrivate) return nothing;
  return html`<p part="notice">${locale.say('keptInBrowser')}</p>`;
}

/** The comments could not be loaded: why, and another try. */
export function failureView({ state, locale, live }: View): TemplateResult {
  return html`
    <p part="notice" class="bad">
      ${locale.say('loadFailed')} ${state.error ? live?.errorText(state.error, locale) : nothing}
      <button data-do="reload">${locale.say('retry')}</button>
    </p>
  `;
}
