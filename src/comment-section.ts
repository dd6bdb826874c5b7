import { html, LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { CommentBackend } from './backends/contract.ts';
import { registerBackend } from './backends/registry.ts';
import { Texts } from './content/texts.ts';
import type { Problem } from './element/advice.ts';
import { nearestAttribute } from './element/ancestors.ts';
import { keepWords, rememberedSort } from './element/browser-memory.ts';
import { isOnDark } from './element/ground.ts';
import type { Live } from './element/live.ts';
import { linkedComment, permalinkTo } from './element/permalink.ts';
import { Pieces } from './element/pieces.ts';
import { defaults, readSettings, type Settings } from './element/settings.ts';
import { ThreadSession } from './element/thread-session.ts';
import type { Locale } from './locales/locale.ts';
import type { Messages } from './locales/messages.ts';
import { added, english, findLocale, registerLocale } from './locales/registry.ts';
import type { IdentityService } from './identity/contract.ts';
import type { Request } from './model/requests.ts';
import type { Change } from './model/state.ts';
import { sectionView } from './views/section.ts';
import { styles } from './views/styles.ts';
import type { View } from './views/view.ts';

/**
 * A comment section for the page it stands on. Light-DOM children that are in no slot are shown
 * until the comments are here, and when they cannot be loaded.
 *
 * @element comment-section
 *
 * @attr {string} backend - Where comments are kept: `local` (this browser; the default) or the name of a registered backend. As a property it also takes a backend object.
 * @attr {string} server - Address of the backend's server. Without `backend` it means `http`.
 * @attr {string} thread - Name of the thread. Default: the page's canonical link, else its address.
 * @attr {string} thread-title - Title of the post, for the heading. Default: the page's title; empty: none.
 * @attr {'oldest'|'newest'|'most-liked'} sort - Order of root comments until the reader chooses one.
 * @attr {number|'all'} page-size - Root comments, or replies of one comment, that load at a time: 1 to 500; `all` loads everything in the background. Default: 25.
 * @attr {number} max-depth - Levels of replies that are indented: 0 to 20. Default: 6.
 * @attr {'auto'|'light'|'dark'} theme - Follow what is painted behind the section, or be light or dark. Default: auto.
 * @attr {'lazy'|'eager'|'manual'} loading - Load when the section comes near the visible part of the page, at once, or when `load()` is called. Default: lazy.
 * @attr {number} heading-level - Level of the section's heading, 1 to 5; comments have the next. Default: 2.
 * @attr {boolean} read-only - Comments can be read, and nothing else.
 * @attr {boolean} closed - No new comments.
 * @attr {boolean} no-likes - Likes are neither shown nor offered.
 * @attr {boolean} shortcuts - Keyboard shortcuts while the focus is in the thread; `?` lists them.
 * @attr {string} login - Ids of the providers to offer, in this order, such as `google x`. Default: all that the backend has.
 * @attr {boolean} sample-accounts - Offer simulated accounts with the local backend, for previews.
 * @attr {boolean} avatars - Show pictures of those who write, where the backend has them. Readers' browsers then ask the servers of the pictures, such as Gravatar.
 * @attr {number} poll - Seconds between two questions for new comments, where the server does not tell of them by itself: 5 to 3600. Not asked while nobody looks. Default: never.
 * @attr {boolean} private - Comments are meant to stay in this browser: the notice that they do is left out.
 * @attr {string} lang - Language of the section. Default: that of the nearest element with `lang`.
 * @attr {'ltr'|'rtl'} dir - Direction. Default: that of the nearest element with `dir`, else of the language.
 *
 * @prop {IdentityService} identity - Accounts that the page brings along, in place of the backend's.
 * @prop {object} strings - Sentences to use instead of the section's own, by name.
 *
 * @method load() - Loads the comments now, whatever `loading` says.
 * @method reload() - Loads the thread anew.
 * @method goTo(id) - Shows a comment: loads, unfolds, scrolls and focuses as needed.
 *
 * @fires comment-like - Before a like is set or taken back: `comment`, `liked`. Cancelable.
 * @fires comment-liked - A like was set or taken back: `comment`, `liked`.
 * @fires comment-submit - Before a comment is sent: `body`, `parentId`, and `replaceBody(text)`, `refuse(sentence)`, `waitUntil(promise)`. Cancelable.
 * @fires comment-submitted - A comment was sent: `comment`.
 * @fires comment-edit - Before a comment is changed: `comment`, `body`, and the same three methods. Cancelable.
 * @fires comment-edited - A comment was changed: `comment`.
 * @fires comment-remove - Before a comment is removed: `comment`. Cancelable.
 * @fires comment-removed - A comment was removed: `comment`.
 * @fires comment-sign-in - Before somebody signs in: `provider`. Cancelable.
 * @fires comment-signed-in - Somebody has signed in: `provider`, `name`.
 * @fires comments-loaded - The first page of the thread is on the page: `total`.
 * @fires comment-error - Something could not be done: `error`, a CommentError. The reader has been told.
 *
 * @slot - Shown until the comments are here, and when they cannot be loaded.
 * @slot header - Above the heading.
 * @slot empty - Instead of “No comments yet.”
 * @slot footer - Below everything.
 *
 * @csspart section - The whole.
 * @csspart heading - The heading with the number of comments.
 * @csspart sort - The choice of order.
 * @csspart notice - A sentence about the section: closed, empty, could not be loaded.
 * @csspart list - A list of comments; those of replies too.
 * @csspart comment - One comment without its replies.
 * @csspart author - Name, badge and mark of a comment.
 * @csspart time - The time of a comment, which is its permalink.
 * @csspart body - The text of a comment.
 * @csspart actions - What can be done with a comment.
 * @csspart like - The button that likes a comment.
 * @csspart composer - A form to write in.
 * @csspart textarea - The text of a form.
 * @csspart identity - Who is writing.
 * @csspart provider - A button to log in with.
 * @csspart submit - The button that posts.
 *
 * @cssproperty --comment-accent - Links, buttons, marks. Default: a blue, `#1f5fbf` on light ground, `#8ab4f8` on dark.
 * @cssproperty --comment-text - Text. Default: the page's own.
 * @cssproperty --comment-muted - Times and other quiet text. Default: mixed from the text's colour.
 * @cssproperty --comment-surface - Ground of the section. Default: none, the page's own shows.
 * @cssproperty --comment-border - Lines. Default: mixed from the text's colour.
 * @cssproperty --comment-radius - Corners of boxes. Default: 8px.
 * @cssproperty --comment-space - The unit of vertical rhythm. Default: 1rem.
 * @cssproperty --comment-font - Font of everything that is not comment text. Default: the system's.
 *
 * @cssstate loading - A thread is being loaded.
 * @cssstate empty - The thread has no comments.
 * @cssstate error - The thread could not be loaded.
 */
export class CommentSection extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    backend: {},
    server: {},
    thread: {},
    threadTitle: { attribute: 'thread-title' },
    sort: {},
    pageSize: { attribute: 'page-size' },
    maxDepth: { attribute: 'max-depth' },
    theme: {},
    loading: {},
    headingLevel: { attribute: 'heading-level' },
    readOnly: { attribute: 'read-only', type: Boolean },
    closed: { type: Boolean },
    noLikes: { attribute: 'no-likes', type: Boolean },
    shortcuts: { type: Boolean },
    login: {},
    sampleAccounts: { attribute: 'sample-accounts', type: Boolean },
    avatars: { type: Boolean },
    poll: {},
    private: { type: Boolean },
    identity: { attribute: false },
    strings: { attribute: false },
  };
  static readonly registerBackend = registerBackend;
  static readonly registerLocale = registerLocale;

  declare backend: CommentBackend | string | null;
  declare server: string | null;
  declare thread: string | null;
  declare threadTitle: string | null;
  declare sort: string | null;
  declare pageSize: number | 'all';
  declare maxDepth: number;
  declare theme: string | null;
  declare loading: string | null;
  declare headingLevel: number;
  declare readOnly: boolean;
  declare closed: boolean;
  declare noLikes: boolean;
  declare shortcuts: boolean;
  declare login: string | null;
  declare sampleAccounts: boolean;
  declare avatars: boolean;
  declare poll: number | null;
  declare private: boolean;
  declare identity: IdentityService | null;
  declare strings: Partial<Messages>;

  #settings: Settings | undefined;
  /** Undefined until the first language is here: better a moment of nothing than of English. */
  #locale: Locale | undefined;
  /** What it was made of. All that is drawn hangs on it, so the same makes no new one. */
  #madeOf: unknown[] = [];
  #languageReady: Promise<void> = Promise.resolve();
  #announcement = '';
  #partFailed = false;
  #problems: Problem[] = [];
  #live: Live | undefined;
  #texts = new Texts((sheet) => this.#dress(sheet));
  #pieces = new Pieces(() => this.#drawn());
  #states = this.attachInternals().states;
  #view: View | undefined;
  #settleBegun = (): void => {};
  #session = new ThreadSession(this, {
    wanted: () => ({
      settings: this.#settings!,
      backend: this.backend,
      server: this.server,
      identity: this.identity,
      avatars: this.avatars,
      sampleAccounts: this.sampleAccounts,
      private: this.private,
    }),
    problems: this.#problems,
    onChange: (change) => this.#show(change),
    onWanted: () => this.#followPage(),
    ready: () => this.#languageReady,
    drawn: () => this.#whenBegun(),
    onOpen: () => this.#start(),
  });

  constructor() {
    super();
    this.backend = this.server = this.thread = this.threadTitle = this.sort = null;
    this.login = this.identity = null;
    this.pageSize = defaults.pageSize;
    this.maxDepth = defaults.maxDepth;
    this.headingLevel = defaults.headingLevel;
    this.theme = 'auto';
    this.loading = 'lazy';
    this.readOnly = this.closed = this.noLikes = this.shortcuts = false;
    this.sampleAccounts = this.avatars = this.private = false;
    this.poll = null;
    this.strings = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#followLink);
    this.#live?.connect();
    this.#followPage();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#followLink);
    this.#live?.disconnect();
  }

  load(): void {
    void this.#load();
  }

  reload(): void {
    void this.#session.open();
  }

  async goTo(id: string): Promise<void> {
    const live = await this.#loadLive();
    await this.#load(id);
    await live.request({ type: 'go-to', id });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#settings = readSettings(this, this.#problems);
    if (changed.has('theme') || changed.has('strings')) this.#followPage();
    const { sort } = this.#settings;
    const isOpen = this.#session.store !== undefined;
    const source = [
      'backend',
      'server',
      'thread',
      'pageSize',
      'identity',
      'login',
      'sampleAccounts',
      'avatars',
      'poll',
    ] as const;
    if (source.some((name) => changed.has(name)) || (changed.has('loading') && !isOpen)) {
      if (isOpen) void this.#session.open();
      else this.#session.wait();
    } else if (changed.has('sort') && sort && isOpen && !rememberedSort()) {
      this.#attempt({ type: 'sort', sort });
    }
    if (this.#live) this.#advise();
  }

  protected override firstUpdated(): void {
    for (const type of listened) {
      this.renderRoot.addEventListener(type, (event) => this.#handle(event));
    }
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    if (this.#view) this.#pieces.draw(this.#view);
    else this.#pieces.stop();
    this.#reserve();
  }

  /**
   * Holds the place of what will come. Where that is shorter, what follows is not drawn up into
   * sight: it stays where it was, or right below what can be seen.
   */
  #reserve(): void {
    const { isExpected, store } = this.#session;
    const { info, phase } = store?.state ?? {};
    const isReserved = isExpected && !(this.#view && (info || phase === 'failed'));
    const section = this.#states.has('reserved') && this.renderRoot.querySelector('section');
    const end = section ? endOf(this) : 0;
    this.#setState('reserved', isReserved);
    if (!section) return;
    const missing = Math.min(end, innerHeight) - endOf(this);
    if (missing > 0) section.style.minBlockSize = `${section.offsetHeight + missing}px`;
  }

  /** What is updated is all of it, however long the thread is. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.#pieces.done;
    return isComplete;
  }

  /** Something is drawn: who waits for that can go on. */
  #drawn(): void {
    this.#live?.drawn();
    if (this.#pieces.isBegun) this.#settleBegun();
  }

  async #whenBegun(): Promise<void> {
    await super.getUpdateComplete();
    if (this.#pieces.isBegun) return;
    await new Promise<void>((resolve) => (this.#settleBegun = resolve));
  }

  #show(change: Change): void {
    const { effects } = change;
    this.#pieces.note(change);
    const { phase, thread } = this.#session.store!.state;
    this.#setState('loading', phase === 'loading');
    this.#setState('error', phase === 'failed');
    this.#setState('empty', phase === 'ready' && thread.size === 0);
    this.#live?.perform(effects);
    this.requestUpdate();
  }

  async #load(around?: string): Promise<void> {
    await this.updateComplete;
    if (!this.#session.store) await this.#session.open(around);
  }

  /** A link to a comment calls for the section, however far away it is. */
  #followLink = (): void => {
    const id = linkedComment();
    if (id === undefined || !this.#session.isExpected) return;
    void this.#load(id).then(() => this.#attempt({ type: 'go-to', id }));
  };

  #attempt(request: Request): void {
    this.#loadLive().then(
      (live) => live.attempt(request),
      () => this.#tellPartFailed(true),
    );
  }

  /** The thread is on the page: now comes what reading did not need. */
  #start(): void {
    this.#advise();
    // That it could not be loaded is said when somebody uses what is missing.
    this.#loadAndStart().catch(() => {});
  }

  #handle(event: Event): void {
    const target = event.target as Element;
    this.#texts.retry();
    // Our forms go to the store; that of the help closes its dialog.
    if (event.type === 'submit' && target.matches('[data-place]')) event.preventDefault();
    // The browser would follow a permalink before the rest of us is here.
    const link = event.type === 'click' && target.closest('a[data-do]');
    if (link && isPlain(event)) event.preventDefault();
    if (this.#live) return this.#live.handle(event, target);
    this.#loadAndStart().then(
      (live) => live.handle(event, target),
      () => {
        this.#tellPartFailed(true);
        if (target instanceof HTMLTextAreaElement) keepWords(this.#settings!.thread, target.value);
      },
    );
  }

  /** What was typed by then is looked at only when there is somebody to keep it. */
  async #loadAndStart(): Promise<Live> {
    const { store } = this.#session;
    const live = await this.#loadLive();
    await store?.start();
    return live;
  }

  async #loadLive(): Promise<Live> {
    // Both halves or none, so that there is one way only in which a reader learns of it.
    const [{ Live }] = await Promise.all([
      import('./element/live.ts'),
      import('./store/live.ts'),
      import('./element/writing-memory.ts'),
    ]);
    if (this.#live) return this.#live;
    this.#live = new Live({
      host: this,
      root: this.renderRoot as ShadowRoot,
      store: () => this.#session.store,
      locale: () => this.#locale,
      say: (sentence) => this.#say(sentence),
      reload: () => this.reload(),
      report: (thrown) => this.#session.report(thrown),
      reveal: (key) => this.#pieces.reveal(key),
      finish: () => this.#pieces.finish(),
      pageChanged: () => this.#followPage(),
    });
    if (this.isConnected) this.#live.connect();
    this.#tellPartFailed(false);
    return this.#live;
  }

  /** The parser of some text has come, with the styles of what it makes, or has not. */
  #dress(sheet?: CSSStyleSheet): void {
    this.#live?.holdStill();
    if (sheet) (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(sheet);
    this.requestUpdate();
  }

  #tellPartFailed(failed: boolean): void {
    this.#partFailed = failed;
    this.requestUpdate();
  }

  #say(sentence: string): void {
    // The same sentence twice is read twice only when it differs; the space is not heard.
    this.#announcement = sentence === this.#announcement ? `${sentence}\u00a0` : sentence;
    this.requestUpdate();
  }

  /** Takes language and ground from the page, now and whenever they may have changed. */
  #followPage(): void {
    const isForced = this.theme === 'light' || this.theme === 'dark';
    const theme = isForced ? this.theme : isOnDark(this) ? 'dark' : 'light';
    this.#setState('forced', isForced);
    this.#setState('dark', theme === 'dark');
    this.#setState('light', theme === 'light');
    this.requestUpdate();
    // Words are fetched with the thread, and not before somebody comes near it.
    if (!this.#session.isWanted) return;
    const tag = nearestAttribute(this, 'lang') || 'en';
    const madeOf = [tag, this.strings, added];
    if (madeOf.every((each, i) => each === this.#madeOf[i])) return;
    this.#madeOf = madeOf;
    this.#languageReady = this.#makeLocale(tag, madeOf);
  }

  async #makeLocale(tag: string, madeOf: unknown[]): Promise<void> {
    const locale = await findLocale(tag, this.strings).catch((error: unknown) => {
      this.#problems.push({ about: 'language', tag, error });
      // Words that could not be loaded are asked for again; what is no language never is one.
      if (!(error instanceof RangeError)) madeOf.length = 0;
      return english(this.strings);
    });
    // The page may have changed it again before the first one was loaded.
    if (madeOf !== this.#madeOf) return;
    this.#locale = locale;
    this.#live?.learnWords();
    this.requestUpdate();
  }

  #setState(name: string, on: boolean): void {
    if (on) this.#states.add(name);
    else this.#states.delete(name);
  }

  /** The owner can wait until readers have what they came for. */
  #advise(): void {
    const problems = this.#problems.splice(0);
    if (problems.length === 0) return;
    import('./element/advice.ts').then(
      ({ advise }) => problems.forEach(advise),
      (error: unknown) => console.warn('<comment-section>', ...problems, error),
    );
  }

  protected override render(): unknown {
    const { store } = this.#session;
    const locale = this.#locale;
    this.#view = undefined;
    if (!store || !locale || !this.#settings) return html`<slot></slot>`;
    const { title, headingLevel, maxDepth } = this.#settings;
    this.#view = {
      state: store.state,
      locale,
      texts: this.#texts,
      now: Date.now(),
      permalink: permalinkTo,
      list: this.#pieces.list,
      live: this.#live?.views,
      options: {
        title,
        // A page that sets a direction has decided for its sections too.
        dir: nearestAttribute(this, 'dir') === null ? locale.dir : undefined,
        headingLevel,
        maxDepth,
        readOnly: this.readOnly,
        closed: this.closed,
        noLikes: this.noLikes,
        avatars: this.avatars,
        isPrivate: this.private,
        announcement: this.#announcement,
        partFailed: this.#partFailed || this.#texts.hasFailed,
      },
    };
    return sectionView(this.#view);
  }
}

/** In pixels from the top of the window. */
function endOf(element: Element): number {
  return element.getBoundingClientRect().bottom;
}

/** A click that opens a new tab or window is the browser's. */
function isPlain(event: Event): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  return !ctrlKey && !metaKey && !shiftKey && !altKey;
}

/** What readers do, as far as the section has to know. */
const listened = [
  'click',
  'change',
  'input',
  'submit',
  'keydown',
  'paste',
  'focusin',
  'pointerdown',
  'beforematch',
];

declare global {
  interface HTMLElementTagNameMap {
    'comment-section': CommentSection;
  }
}
