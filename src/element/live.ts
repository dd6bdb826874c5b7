import { CommentLikedEvent, CommentLikeEvent } from '../events.ts';
import { enLive } from '../locales/en-live.ts';
import type { Locale } from '../locales/locale.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import type { Effect } from '../model/state.ts';
import type { Store } from '../store/store.ts';
import { liveStyles } from '../views/live-styles.ts';
import * as views from '../views/live.ts';
import { rememberSort } from './browser-memory.ts';
import { everyMinute } from './clock.ts';
import { requestOf } from './gestures.ts';
import { linkedComment, showInAddress } from './permalink.ts';
import { watchPage } from './page-watch.ts';
import { press } from './shortcuts.ts';

/** Live comments are announced once in this many milliseconds at most. */
const arrivalsPause = 30_000;

/** What this half of the element needs of the other. */
export interface Stage {
  readonly host: HTMLElement & { readonly shortcuts: boolean };
  readonly root: ShadowRoot;
  readonly store: () => Store | undefined;
  readonly locale: () => Locale | undefined;
  readonly say: (sentence: string) => void;
  readonly reload: () => void;
  readonly report: (thrown: unknown) => void;
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
  #disconnect = (): void => {};

  constructor(stage: Stage) {
    this.#stage = stage;
    if (liveStyles.styleSheet) stage.root.adoptedStyleSheets.push(liveStyles.styleSheet);
    this.learnWords();
  }

  /** English has its words for this half here; other languages come in one piece. */
  learnWords(): void {
    this.#stage.locale()?.learn(enLive);
  }

  connect(): void {
    this.#disconnect();
    const { host, pageChanged } = this.#stage;
    const unwatch = watchPage(host, pageChanged);
    const stopClock = everyMinute(pageChanged);
    const followLink = (): void => this.#followLink();
    addEventListener('hashchange', followLink);
    this.#disconnect = () => {
      unwatch();
      stopClock();
      removeEventListener('hashchange', followLink);
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
    if (request.type === 'reload') return this.#stage.reload();
    if (!store) return;
    if (request.type === 'like') return await this.#like(store, request.id, request.liked);
    if (request.type === 'retry') return await this.#retry(store, request.id);
    await store.request(request);
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
    const request =
      event instanceof KeyboardEvent
        ? this.#press(event, store)
        : requestOf(event.type, target, store.state);
    if (!request) return;
    if (request.type === 'go-to' && target.closest('a')) {
      if (!event.defaultPrevented) return; // opens in a new tab or window
      showInAddress(request.id);
    }
    if (request.type === 'reload') this.#focus = '';
    if (request.type === 'sort') void this.#sort(request, target as HTMLSelectElement, store);
    else this.attempt(request);
  }

  /** Says what is to be said; the focus moves once everything is drawn. */
  perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'focus') this.#focus = effect.key;
      else this.#announce(effect.announcement);
    }
  }

  /** A comment that a link led to comes to the top of the view. */
  drawn(): void {
    if (this.#focus === undefined) return;
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
      rememberSort(request.sort);
    } catch (thrown) {
      select.value = store.state.sort;
      if (store === this.#stage.store()) this.#stage.report(thrown);
    }
  }

  /** What went through at the second try is told as at the first. */
  async #retry(store: Store, id: string): Promise<void> {
    const row = store.state.thread.get(id);
    const act = row?.act;
    await store.request({ type: 'retry', id });
    if (row && act?.type === 'like') {
      this.#stage.host.dispatchEvent(new CommentLikedEvent(row.comment, act.liked));
    }
  }

  async #like(store: Store, id: string, liked: boolean): Promise<void> {
    const comment = store.state.thread.get(id)?.comment;
    if (!comment) return;
    const { host } = this.#stage;
    if (!host.dispatchEvent(new CommentLikeEvent(comment, liked))) return;
    await store.request({ type: 'like', id, liked });
    host.dispatchEvent(
      new CommentLikedEvent(store.state.thread.get(id)?.comment ?? comment, liked),
    );
  }

  #press(event: KeyboardEvent, store: Store): Request | undefined {
    const { host, root, locale } = this.#stage;
    const words = locale();
    return host.shortcuts && words ? press(event, root, store.state, words) : undefined;
  }

  #announce(said: Extract<Effect, { type: 'announce' }>['announcement']): void {
    const locale = this.#stage.locale();
    if (!locale) return;
    if (said.say === 'arrived') {
      if (Date.now() - this.#lastArrival < arrivalsPause) return;
      this.#lastArrival = Date.now();
    }
    this.#stage.say(views.announcementText(said, locale));
  }

  #followLink(): void {
    const id = linkedComment();
    if (id !== undefined) this.attempt({ type: 'go-to', id });
  }
}
