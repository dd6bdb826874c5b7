import type { Effect } from '../model/state.ts';
import { growWith } from './textarea.ts';

/** Puts a text into a form; what is typed there while a draft is restored comes behind it. */
export function fillIn(
  root: ShadowRoot,
  { key, text, isRestored }: Effect & { type: 'text' },
): void {
  const area = root.getElementById(`${key}-body`);
  if (!(area instanceof HTMLTextAreaElement) || area.value === text) return;
  const typed = isRestored && area.value.trim() !== '' ? `\n\n${area.value}` : '';
  area.value = text + typed;
  area.setSelectionRange(area.value.length, area.value.length);
  growWith(area);
  if (typed) tellInput(area);
}

/** As if somebody had typed what is in it. */
export function tellInput(area: HTMLTextAreaElement): void {
  area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
