import { html, nothing, type TemplateResult } from 'lit';
import { cleanName, cleanText } from '../model/names.ts';
import type { Locale } from '../locales/locale.ts';
import type { PlainName } from '../locales/messages.ts';
import type { Provider } from '../model/identity.ts';
import type { Composer, GuestField } from '../model/writing.ts';
import { avatarView } from './avatar.ts';
import { fieldErrorView } from './field-errors.ts';
import { errorText } from './errors.ts';
import { providerIcon } from './provider-icons.ts';
import type { View } from './view.ts';

type Part = TemplateResult | typeof nothing;

/**
 * A field that nobody sees, hears or reaches, so that what fills it in is a machine. Of a name that
 * says something to those, and nothing to browsers, which fill in no field that is not shown.
 */
export const trapName = 'subject';

/** Who is writing: somebody signed in, somebody about to be, or a guest. */
export function identityView(view: View, composer: Composer): TemplateResult {
  const { viewer, signIn, isChanging } = view.state.writing;
  const body =
    signIn && (signIn.state.step === 'connecting' || signIn.state.step === 'waiting')
      ? connectingView(view, composer, signIn.provider)
      : viewer && !isChanging
        ? signedInView(view)
        : choiceView(view, composer);
  return html`<div part="identity">${body}</div>`;
}

function signedInView({ state, locale }: View): TemplateResult {
  const { viewer, allProviders } = state.writing;
  const provider = allProviders?.find(({ id }) => id === viewer?.provider);
  const sentence = locale.parts<TemplateResult>('commentingAs', {
    provider: html`<strong>${cleanText(provider?.label ?? viewer?.provider ?? '')}</strong>`,
    logOut: html`<button type="button" data-do="sign-out">${locale.say('logOut')}</button>`,
    change: html`<button type="button" data-do="change">${locale.say('change')}</button>`,
  });
  return html`
    <div class="as note">
      ${avatarView(cleanName(viewer?.name ?? ''))}
      <span>${sentence} ${provider?.isSample ? locale.say('sampleAccount') : nothing}</span>
    </div>
  `;
}

/** Its button takes the focus from the one that was pressed, and is described by the sentence. */
function connectingView(
  { locale }: View,
  { key }: Composer,
  { label, isSample }: Provider,
): TemplateResult {
  return html`
    <p class="note">
      <span id="${key}-connecting">
        ${locale.say('connecting', { provider: cleanText(label) })}
        ${isSample ? locale.say('sampleAccount') : nothing}
      </span>
      <button type="button" data-do="cancel-sign-in" aria-describedby="${key}-connecting">
        ${locale.say('cancel')}
      </button>
    </p>
  `;
}

function choiceView(view: View, composer: Composer): TemplateResult {
  const { state, locale } = view;
  const { isChanging, signIn } = state.writing;
  const guests = state.info?.rules.guests === 'yes' && !isChanging;
  const failed = signIn?.state.step === 'failed' ? signIn.state.error : undefined;
  return html`
    ${failed ? html`<p class="note bad">${errorText(failed, locale)}</p>` : nothing}
    ${providersView(view, guests)} ${guests ? guestView(view, composer) : nothing}
    ${
      isChanging
        ? html`<p class="note">
            <button type="button" data-do="keep-account">${locale.say('cancel')}</button>
          </p>`
        : nothing
    }
  `;
}

function providersView({ state, locale }: View, guests: boolean): Part {
  const { providers, allProviders, isChanging } = state.writing;
  if (providers.length === 0) {
    if (guests || isChanging || !allProviders) return nothing;
    return html`<p class="note">${locale.say('accountsOnly')}</p>`;
  }
  const words: PlainName = guests ? 'fillInOrLogIn' : 'logInToComment';
  return html`
    <div class="row">
      <span>${locale.say(words)}</span>
      <span class="providers" role="group" aria-label=${locale.say('logIn')}>
        ${providers.map((provider) => providerView(provider, locale))}
      </span>
      ${
        providers.some(({ isSample }) => isSample)
          ? html`<small>${locale.say('sampleAccount')}</small>`
          : nothing
      }
    </div>
  `;
}

function providerView({ id, label, isSample }: Provider, locale: Locale): TemplateResult {
  const name = cleanText(label);
  return html`
    <button
      type="button"
      part="provider"
      data-do="sign-in"
      data-provider=${id}
      aria-label=${locale.say('logInWith', { provider: name })}
      title=${isSample ? locale.say('sampleAccount') : name}
    >
      ${providerIcon(id, name)}
    </button>
  `;
}

function guestView(view: View, composer: Composer): TemplateResult {
  const { state, locale } = view;
  return html`
    <div class="fields">
      ${fieldView(view, composer, 'email', 'email', 'email')}
      ${fieldView(view, composer, 'name', 'text', 'name')}
      ${fieldView(view, composer, 'website', 'url', 'url')}
    </div>
    <label class="remember">
      <input type="checkbox" name="remember" .checked=${state.writing.remembers} />
      ${locale.say('rememberMe')}
    </label>
    <input name=${trapName} autocomplete="off" tabindex="-1" hidden />
  `;
}

/** The classic order, a label that stays, and the names that browsers fill in by. */
function fieldView(
  { state, locale }: View,
  composer: Composer,
  field: GuestField,
  type: string,
  autocomplete: 'email' | 'name' | 'url',
): TemplateResult {
  const required = state.info?.rules.required.includes(field) ?? false;
  const wrong = composer.errors[field] !== undefined;
  const id = `${composer.key}-${field}`;
  const described = [wrong && `${id}-error`, field === 'email' && `${id}-hint`].filter(Boolean);
  return html`
    <div>
      <label for=${id}>${locale.say(required ? requiredLabels[field] : labels[field])}</label>
      <input
        id=${id}
        name=${field}
        type=${type}
        autocomplete=${autocomplete}
        .value=${state.writing.guest[field]}
        ?required=${required}
        aria-invalid=${wrong}
        aria-describedby=${described.join(' ') || nothing}
      />
      ${field === 'email' ? html`<small id="${id}-hint">${locale.say('emailPrivate')}</small>` : nothing}
      ${fieldErrorView({ state, locale } as View, composer, field)}
    </div>
  `;
}

const labels = { email: 'email', name: 'name', website: 'website' } as const;
const requiredLabels = {
  email: 'emailIsRequired',
  name: 'nameIsRequired',
  website: 'websiteIsRequired',
} as const;
