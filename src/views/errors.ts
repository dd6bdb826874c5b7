import type { Locale } from '../locales/locale.ts';
import type { CommentError } from '../model/errors.ts';

/** An error in words. */
export function errorText({ code }: CommentError, locale: Locale): string {
  const isKnown = Object.hasOwn(errorMessages, code);
  return locale.say(isKnown ? errorMessages[code] : 'errorUnavailable');
}

const errorMessages = {
  offline: 'errorOffline',
  timeout: 'errorTimeout',
  unavailable: 'errorUnavailable',
  'rate-limited': 'errorRateLimited',
  unauthorized: 'errorUnauthorized',
  forbidden: 'errorForbidden',
  closed: 'errorClosed',
  duplicate: 'errorDuplicate',
  invalid: 'errorInvalid',
  'not-found': 'errorNotFound',
  'too-large': 'errorTooLarge',
  conflict: 'errorConflict',
  unsupported: 'errorUnsupported',
} as const;
