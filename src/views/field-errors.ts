import { html, nothing, type TemplateResult } from 'lit';
import type { PlainName } from '../locales/messages.ts';
import type { Field } from '../model/errors.ts';
import type { Composer } from '../model/writing.ts';
import { errorText } from './errors.ts';
import type { View } from './view.ts';

type Part = TemplateResult | typeof nothing;

/** What is wrong, in one place: two fields or more, or something that is in no field. */
export function errorsView(view: View, composer: Composer): Part {
  const { locale } = view;
  const { key, error, refusal } = composer;
  const wrong = wrongFields(composer);
  const sentence = refusal ?? (error ? errorText(error, locale) : '');
  if (!sentence && wrong.length < 2) return nothing;
  return html`
    <div
      class="errors bad"
      id="${key}-errors"
      tabindex="-1"
      role="group"
      aria-labelledby="${key}-problem"
    >
      <strong id="${key}-problem">${locale.say('problem')}</strong>
      ${sentence ? html`<p>${sentence}</p>` : nothing}
      ${
        wrong.length > 1
          ? html`
              <ul>
                ${wrong.map((field) => html`<li>${fieldErrorText(view, composer, field)}</li>`)}
              </ul>
            `
          : nothing
      }
    </div>
  `;
}

/** What is wrong with one field, at the field. */
export function fieldErrorView(view: View, composer: Composer, field: Field): Part {
  if (!composer.errors[field]) return nothing;
  return html`
    <p class="note bad" id="${composer.key}-${field}-error">
      ${fieldErrorText(view, composer, field)}
    </p>
  `;
}

function wrongFields({ errors }: Composer): Field[] {
  return (['body', 'email', 'name', 'website'] as const).filter((field) => errors[field]);
}

function fieldErrorText({ locale, state }: View, { errors, text }: Composer, field: Field): string {
  const code = errors[field];
  if (code === 'too-long') {
    if (field !== 'body') return locale.say('fieldTooLong', { field: locale.say(field) });
    const excess = Array.from(text).length - (state.info?.rules.longest ?? 0);
    // What the page made of it, or the server, may be longer than what is in the form.
    return excess > 0 ? locale.count('bodyTooLong', excess) : locale.say('errorTooLarge');
  }
  const names = messages[field];
  return locale.say(code === 'required' ? names[0] : names[1]);
}

/** For each field: it is missing; it is not right. */
const messages: Readonly<Record<Field, readonly [PlainName, PlainName]>> = {
  body: ['bodyRequired', 'bodyRequired'],
  email: ['emailRequired', 'emailInvalid'],
  name: ['nameRequired', 'nameRequired'],
  website: ['websiteRequired', 'websiteInvalid'],
};
