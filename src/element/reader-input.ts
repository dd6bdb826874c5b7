import type { Locale } from '../locales/locale.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import type { Store } from '../store/store.ts';
import { requestOf } from './gestures.ts';
import { quoteFrom } from './quoting.ts';
import { press } from './shortcuts.ts';
import { applyTool, growWith, pasteLink, type Tool } from './textarea.ts';
import { moveInToolbar } from './toolbar.ts';
import { fieldRequestOf, placeOf } from './writing-gestures.ts';

interface Section {
  readonly host: { readonly shortcuts: boolean };
  readonly root: ShadowRoot;
  readonly locale: () => Locale | undefined;
}

/** What readers do inside the section, as requests; what concerns a textarea alone is done at once. */
export class ReaderInput {
  #section: Section;
  #fillIn: () => void;
  #quote = '';

  /** `fillIn` puts into the forms what waits to be in them. */
  constructor(section: Section, fillIn: () => void) {
    this.#section = section;
    this.#fillIn = fillIn;
  }

  /** `target` is given apart, because an event forgets it once it has been dispatched. */
  requestOf(event: Event, target: Element, store: Store): Request | undefined {
    const { state } = store;
    switch (event.type) {
      case 'keydown':
        return this.#press(event as KeyboardEvent, target, store);
      case 'submit': {
        const place = placeOf(target);
        return place && { type: 'submit', place };
      }
      case 'paste':
        return this.#paste(event as ClipboardEvent, target, store);
      case 'pointerdown':
        return this.#noteSelection(target, store);
      case 'input':
      case 'focusin':
        // What waits to be filled in belongs to the text that is read now.
        this.#fillIn();
        if (target instanceof HTMLTextAreaElement) growWith(target);
        return fieldRequestOf(event.type, target, state);
      case 'change':
        return requestOf(event.type, target, state) ?? fieldRequestOf(event.type, target, state);
      default: {
        const tool = target.closest<HTMLElement>('[data-tool]')?.dataset['tool'];
        if (tool) return this.#format(target, tool as Tool);
        const request = requestOf(event.type, target, state);
        return request?.type === 'compose' ? this.#withQuote(request, target, store) : request;
      }
    }
  }

  #press(event: KeyboardEvent, target: Element, store: Store): Request | undefined {
    const { host, root, locale } = this.#section;
    // Enter and Esc of an input method are its own; Safari tells of the last one by its code only.
    if (event.isComposing || event.keyCode === 229) return undefined;
    if (moveInToolbar(event, target)) return undefined;
    const place = placeOf(target);
    if (place && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      return { type: 'submit', place };
    }
    if (place && place !== 'thread' && event.key === 'Escape') return { type: 'leave', place };
    const words = locale();
    return host.shortcuts && words ? press(event, root, store.state, words) : undefined;
  }

  #paste(event: ClipboardEvent, target: Element, store: Store): undefined {
    const pasted = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!isMarkdown(store) || !(target instanceof HTMLTextAreaElement)) return;
    if (pasteLink(target, pasted)) event.preventDefault();
  }

  #format(target: Element, tool: Tool): undefined {
    const area = target.closest('form')?.querySelector('textarea');
    if (area) applyTool(area, tool);
  }

  /** A press on a button takes a selection away before the click comes. */
  #noteSelection(target: Element, store: Store): undefined {
    this.#quote = target.closest('[data-do="reply"]') ? this.#quoteAt(target, store) : '';
  }

  #withQuote(request: RequestOf<'compose'>, target: Element, store: Store): Request {
    if (!request.place.startsWith('reply ')) return request;
    const quote = this.#quote || this.#quoteAt(target, store);
    this.#quote = '';
    return { ...request, quote };
  }

  #quoteAt(button: Element, store: Store): string {
    return isMarkdown(store) ? quoteFrom(this.#section.root, button.closest('article')) : '';
  }
}

/** Else what is written is shown as it is, marks included. */
function isMarkdown({ state }: Store): boolean {
  return state.info?.rules.format === 'markdown';
}
