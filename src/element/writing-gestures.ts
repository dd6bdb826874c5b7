import type { Request } from '../model/requests.ts';
import type { State } from '../model/state.ts';
import type { GuestField, PlaceName } from '../model/writing.ts';
import { trapName } from '../views/who.ts';

/** The form that a control belongs to. */
export function placeOf(control: Element): PlaceName | undefined {
  return control.closest('form')?.dataset['place'] as PlaceName | undefined;
}

/** What a button of a form asks for. */
export function writingRequestOf(control: HTMLElement): Request | undefined {
  const place = placeOf(control);
  switch (control.dataset['do'] ?? '') {
    case 'leave':
      return place && { type: 'leave', place };
    case 'preview':
      return place && { type: 'preview', place, shown: control.ariaPressed !== 'true' };
    case 'sign-in':
      return place && { type: 'sign-in', provider: control.dataset['provider'] ?? '', place };
    case 'cancel-sign-in':
      return { type: 'cancel-sign-in' };
    case 'sign-out':
      return { type: 'sign-out' };
    case 'change':
      return { type: 'change-account', shown: true };
    case 'keep-account':
      return { type: 'change-account', shown: false };
    default:
      return undefined;
  }
}

/** What typing into a field, or coming to it, asks for. */
export function fieldRequestOf(type: string, field: Element, state: State): Request | undefined {
  const place = placeOf(field);
  if (!place) return undefined;
  if (field instanceof HTMLTextAreaElement) {
    if (type === 'input') return { type: 'type', place, text: field.value };
    const isClosed = !state.writing.composers.get(place)?.isOpen;
    return type === 'focusin' && isClosed ? { type: 'compose', place } : undefined;
  }
  if (!(field instanceof HTMLInputElement)) return undefined;
  if (field.type === 'checkbox') {
    return type === 'change' ? { type: 'remember', on: field.checked } : undefined;
  }
  if (type !== 'input' || field.name === trapName) return undefined;
  return { type: 'guest', field: field.name as GuestField, value: field.value };
}
