import {
  CommentEditedEvent,
  CommentLikedEvent,
  CommentLikeEvent,
  CommentRemovedEvent,
  CommentRemoveEvent,
  CommentSignedInEvent,
  CommentSignInEvent,
  CommentSubmittedEvent,
} from '../live-events.ts';
import { enLive } from '../locales/en-live.ts';
import type { Locale } from '../locales/locale.ts';
import type { Act } from '../model/acts.ts';
import type { Comment } from '../model/comment.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import type { Announcement, Effect } from '../model/state.ts';
import type { Store } from '../store/store.ts';
import { liveStyles } from '../views/live-styles.ts';
import * as views from '../views/live.ts';
import { remember } from './browser-memory.ts';
import { everyMinute } from './clock.ts';
import { fillIn, tellInput } from './fill-in.ts';
import { requestOf } from './gestures.ts';
import { holdStill } from './hold-still.ts';
import { permalinkTo } from './permalink.ts';
import { watchPage } from './page-watch.ts';
import { press } from './shortcuts.ts';
import { wrongWords } from './own-words.ts';
import { submit } from './submit.ts';
import { quoteFrom } from './quoting.ts';
import { advise, adviseLogin, tellOwner } from './tell-owner.ts';
import { applyTool, growWith, pasteLink, type Tool } from './textarea.ts';
import { moveInToolbar } from './toolbar.ts';
import { fieldRequestOf, placeOf } from './writing-gestures.ts';

/** Live comments are announced once in this many milliseconds at most. */
const arrivalsPause = 30_000;

/** What this half of the element needs of the other. */
export interface Stage {
  readonly host: HTMLElement & {
    readonly shortcuts: boolean;
    readonly readOnly: boolean;
    readonly closed: boolean;
    readonly strings: unknown;
  };
  readonly root: ShadowRoot;
  readonly store: () => Store | undefined;
  readonly locale: () => Locale | undefined;
  readonly say: (sentence: string) => void;
  readonly reload: () => void;
  readonly report: (thrown: unknown) => void;
  /** Draws a comment now, wherever it is. */
  readonly reveal: (key: string) => void;
  /** Draws all that is not drawn yet. */
  readonly finish: () => void;
  /** The page may look or read differently, or a minute has passed. */
  readonly pageChanged: () => void;
}

/**
 * The half of the element that reading does not need, loaded once the thread is on the page: what
 * readers do becomes requests, and what the store asks for once is done.
 */
export class Live {
  readonly views = views;
  #stage: Stage;
  #lastArrival = -Infinity;
  #focus: string | undefined;
  #settle: (() => void) | undefined;
  #texts: Extract<Effect, { type: 'text' }>[] = [];
  #quote = '';
  /** Textareas that have been seen: a new one in the place of another is empty. */
  #areas = new WeakSet<HTMLTextAreaElement>();
  /** What holds the focus, while that is in what says who is writing. */
  #focused: { readonly element: Element; readonly identity: Element } | undefined;
  #disconnect = (): void => {};

  constructor(stage: Stage) {
    this.#stage = stage;
    if (liveStyles.styleSheet) stage.root.adoptedStyleSheets.push(liveStyles.styleSheet);
    this.learnWords();
    stage.host.addEventListener('comment-error', ({ error }) => advise(error));
    // The one that came before this half did.
    advise(stage.store()?.state.error);
  }

  /** English has its words for this half here; other languages come in one piece. */
  learnWords(): void {
    const { locale, host } = this.#stage;
    locale()?.learn(enLive);
    for (const problem of wrongWords(host.strings)) tellOwner(problem);
  }

  connect(): void {
    this.#disconnect();
    const { host, pageChanged, finish } = this.#stage;
    const unwatch = watchPage(host, pageChanged);
    const stopClock = everyMinute(pageChanged);
    const hasten = (): void => this.attempt({ type: 'hasten' });
    addEventListener('beforeprint', finish);
    addEventListener('pagehide', hasten);
    this.#disconnect = () => {
      unwatch();
      stopClock();
      removeEventListener('beforeprint', finish);
      removeEventListener('pagehide', hasten);
    };
    // What changed while this was on its way.
    pageChanged();
  }

  disconnect(): void {
    this.#disconnect();
  }

  /** Offers a request to the page, hands it to the store, and tells the page once it is done. */
  async request(request: Request): Promise<void> {
    const store = this.#stage.store();
    const { host } = this.#stage;
    if (request.type === 'reload') return this.#stage.reload();
    if (!store) return;
    const comment = 'id' in request ? store.state.thread.get(request.id)?.comment : undefined;
    switch (request.type) {
      case 'like':
        return await this.#askAndTell(store, request, comment, {
          ask: (asked) => new CommentLikeEvent(asked, request.liked),
          tell: (told) => new CommentLikedEvent(told, request.liked),
        });
      case 'remove':
        return await this.#askAndTell(store, request, comment, {
          ask: (asked) => new CommentRemoveEvent(asked),
          // Undo may have come before it was done.
          tell: (told, isThere) => (isThere ? undefined : new CommentRemovedEvent(told)),
        });
      case 'submit':
        return await submit(host, store, request.place);
      case 'retry':
        return await this.#retry(store, request);
      case 'sign-in':
        return await this.#signIn(store, request);
      default:
        await store.request(request);
    }
  }

  /** A request that nobody waits for: the views tell the reader, an event tells the page. */
  attempt(request: Request): void {
    const store = this.#stage.store();
    this.request(request).catch((thrown: unknown) => {
      if (store === this.#stage.store()) this.#stage.report(thrown);
    });
  }

  /** `target` is given apart, because an event forgets it once it has been dispatched. */
  handle(event: Event, target: Element): void {
    const store = this.#stage.store();
    if (!store) return;
    const request = this.#requestOf(event, target, store);
    if (!request) return;
    if (request.type === 'go-to' && target.closest('a')) {
      if (!event.defaultPrevented) return; // opens in a new tab or window
      showInAddress(request.id);
    }
    this.#noteFocus();
    if (request.type === 'reload') this.#focus = '';
    if (request.type === 'sort') void this.#sort(request, target as HTMLSelectElement, store);
    else this.attempt(request);
  }

  /** Says what is to be said; the focus moves once everything is drawn. */
  perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'focus') this.#focus = effect.key;
      else if (effect.type === 'text') this.#texts.push(effect);
      else if (effect.type === 'announce') this.#announce(effect.announcement);
      else adviseLogin(effect);
    }
  }

  /** Texts are about to change that nobody has touched: what is being read stays where it is. */
  holdStill(): void {
    this.#settle ??= holdStill(this.#stage.root);
  }

  /** A comment that a link led to comes to the top of the view. */
  drawn(): void {
    this.#settle?.();
    this.#settle = undefined;
    this.#fillIn();
    this.#meetAreas();
    if (this.#focus === undefined) return this.#keepFocus();
    this.#stage.reveal(this.#focus);
    const element = this.#stage.root.getElementById(this.#focus || 'heading');
    if (!element) return; // drawn later: the words for it may be on their way
    const isTarget = this.#stage.store()?.state.target?.key === this.#focus;
    this.#focus = undefined;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: isTarget ? 'start' : 'nearest' });
  }

  /** Remembered once it has worked; until then the order that is shown stays chosen. */
  async #sort(request: RequestOf<'sort'>, select: HTMLSelectElement, store: Store): Promise<void> {
    try {
      await store.request(request);
      remember('sort', request.sort);
    } catch (thrown) {
      select.value = store.state.sort;
      if (store === this.#stage.store()) this.#stage.report(thrown);
    }
  }

  #fillIn(): void {
    for (const text of this.#texts.splice(0)) fillIn(this.#stage.root, text);
  }

  /**
   * A form that is drawn anew, in another place of the thread, has its text again; what somebody
   * typed before this half was here is taken up.
   */
  #meetAreas(): void {
    const { root, store } = this.#stage;
    for (const { key, text } of Array.from(store()?.state.writing.composers.values() ?? [])) {
      const area = root.getElementById(`${key}-body`);
      if (!(area instanceof HTMLTextAreaElement) || this.#areas.has(area)) continue;
      this.#areas.add(area);
      if (area.value === '') fillIn(root, { type: 'text', key, text });
      else if (area.value !== text) tellInput(area);
    }
  }

  #noteFocus(): void {
    const element = this.#stage.root.activeElement;
    const identity = element?.closest('[part=identity]');
    this.#focused = element && identity ? { element, identity } : undefined;
  }

  /**
   * A button that is replaced by what came of it leaves the focus to that. What is still there has
   * lost it because the reader went elsewhere, and so has everything once something else has it.
   */
  #keepFocus(): void {
    const { element, identity } = this.#focused ?? {};
    if (this.#stage.root.activeElement || !element) return;
    this.#focused = undefined;
    if (element.isConnected || document.activeElement !== document.body) return;
    identity?.querySelector('button')?.focus();
  }

  async #askAndTell(
    store: Store,
    request: Request,
    comment: Comment | undefined,
    {
      ask,
      tell,
    }: {
      ask: (comment: Comment) => Event;
      tell: (comment: Comment, isThere: boolean) => Event | undefined;
    },
  ): Promise<void> {
    const { host } = this.#stage;
    if (!comment || !host.dispatchEvent(ask(comment))) return;
    await store.request(request);
    const now = store.state.thread.get(comment.id)?.comment;
    const told = tell(now ?? comment, now !== undefined && now.status !== 'removed');
    if (told) host.dispatchEvent(told);
  }

  /** The page is told of what worked in the end as if it had at once. */
  async #retry(store: Store, request: Request & { type: 'retry' }): Promise<void> {
    const row = store.state.thread.get(request.id);
    const act = row?.act;
    await store.request(request);
    const comment = row && (store.state.thread.byKey(row.key)?.comment ?? row.comment);
    const event = comment && act && toldOf(act, comment);
    if (event) this.#stage.host.dispatchEvent(event);
  }

  /** Nothing may come between the click and the provider's window. */
  async #signIn(store: Store, request: RequestOf<'sign-in'>): Promise<void> {
    const { host } = this.#stage;
    const { provider } = request;
    const { writing } = store.state;
    const before = writing.viewer;
    if (!host.dispatchEvent(new CommentSignInEvent(provider))) return;
    await store.request(request);
    const { viewer } = writing;
    if (viewer && viewer !== before) {
      host.dispatchEvent(new CommentSignedInEvent(provider, viewer.name));
    }
  }

  #requestOf(event: Event, target: Element, store: Store): Request | undefined {
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
    const { host, root, locale } = this.#stage;
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
    return isMarkdown(store) ? quoteFrom(this.#stage.root, button.closest('article')) : '';
  }

  #announce(said: Announcement): void {
    const locale = this.#stage.locale();
    if (!locale) return;
    if (said.say === 'arrived') {
      if (Date.now() - this.#lastArrival < arrivalsPause) return;
      this.#lastArrival = Date.now();
    }
    this.#stage.say(views.announcementText(said, locale));
  }
}

/** Puts a comment into the address bar without a step in the history. */
function showInAddress(id: string): void {
  history.replaceState(history.state, '', permalinkTo(id));
}

/** Else what is written is shown as it is, marks included. */
function isMarkdown({ state }: Store): boolean {
  return state.info?.rules.format === 'markdown';
}

function toldOf(act: Act, comment: Comment): Event | undefined {
  switch (act.type) {
    case 'add':
      return new CommentSubmittedEvent(comment);
    case 'edit':
      return new CommentEditedEvent(comment);
    case 'remove':
      return new CommentRemovedEvent(comment);
    case 'like':
      return new CommentLikedEvent(comment, act.liked);
    case 'restore':
      return undefined;
  }
}
