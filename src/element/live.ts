import { enLive } from '../locales/en-live.ts';
import type { Locale } from '../locales/locale.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import type { Announcement, Effect } from '../model/state.ts';
import type { Store } from '../store/store.ts';
import { liveStyles } from '../views/live-styles.ts';
import * as views from '../views/live.ts';
import { ask } from './asking.ts';
import { remember } from './browser-memory.ts';
import { everyMinute } from './clock.ts';
import { fillIn, tellInput } from './fill-in.ts';
import { holdStill } from './hold-still.ts';
import { permalinkTo } from './permalink.ts';
import { watchPage } from './page-watch.ts';
import { wrongWords } from './own-words.ts';
import { ReaderInput } from './reader-input.ts';
import { advise, adviseLogin, tellOwner } from './tell-owner.ts';

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
  #input: ReaderInput;
  #lastArrival = -Infinity;
  #focus: string | undefined;
  #settle: (() => void) | undefined;
  #texts: Extract<Effect, { type: 'text' }>[] = [];
  /** Textareas that have been seen: a new one in the place of another is empty. */
  #areas = new WeakSet<HTMLTextAreaElement>();
  /** What holds the focus, while that is in what says who is writing. */
  #focused: { readonly element: Element; readonly identity: Element } | undefined;
  #disconnect = (): void => {};

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#input = new ReaderInput(stage, () => this.#fillIn());
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
    if (request.type === 'reload') return this.#stage.reload();
    const store = this.#stage.store();
    if (store) await ask(this.#stage.host, store, request);
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
    const request = this.#input.requestOf(event, target, store);
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
