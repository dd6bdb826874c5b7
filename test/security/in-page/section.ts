import type { CommentBackend, Sink } from '../../../src/backends/contract.ts';
import type { IdentityService } from '../../../src/identity/contract.ts';
import type { Author, Body, Comment, Liker } from '../../../src/model/comment.ts';
import type { CommentError, ErrorDetails } from '../../../src/model/errors.ts';
import type { SignInState } from '../../../src/model/identity.ts';
import type { Page } from '../../../src/model/page.ts';
import type { ThreadInfo } from '../../../src/model/rules.ts';
import type { Viewer } from '../../../src/model/viewer.ts';
import { lettersOf, lettersShown, missingIn, type Oracle } from './oracle.ts';

export interface Stage {
  readonly oracle: Oracle;
  readonly CommentError: typeof CommentError;
  /** Whether texts become more than plain text here. */
  readonly parses: boolean;
}

/** A hostile text, and what somebody can read of it. */
export interface Payload {
  readonly payload: string;
  /** Without markup, if it is HTML. */
  readonly asHtml: string;
  /** With characters in the place of entities. */
  readonly decoded: string;
}

let made = 0;

/** A section whose backend, accounts and readers all say the same hostile thing. */
export class Attacked {
  readonly payload: string;
  /** What can be sent as a comment: a backend's rules want something that can be seen. */
  readonly text: string;
  readonly element = document.createElement('comment-section');
  readonly complaints: string[] = [];
  /** What the backend was asked last and has not answered yet. */
  readonly asked: Asked[] = [];
  sink: Sink | undefined;
  flow: Flow | undefined;
  /** Where the section is. */
  where = 'nowhere';
  readonly #hostile: Payload;
  readonly #stage: Stage;
  readonly #box = document.createElement('div');

  constructor(hostile: Payload, stage: Stage) {
    const { payload } = hostile;
    this.#hostile = hostile;
    this.payload = payload;
    this.text = /[^\s\p{Cf}\p{Cc}]/u.test(payload) ? payload : `x ${payload}`;
    this.#stage = stage;
    // What is in the tree is looked at, not how it looks; that would take most of the time.
    this.#box.hidden = true;
    Object.assign(this.element, {
      backend: this.#backend(),
      identity: this.#accounts(),
      thread: `thread ${++made}`,
      threadTitle: payload,
      loading: 'eager',
      maxDepth: 1,
      shortcuts: true,
      avatars: true,
    });
    this.#box.append(this.element);
    document.body.append(this.#box);
    this.#watch();
  }

  /** Shows it as long as a browser needs to ask for what it would show. */
  async inSight(): Promise<void> {
    this.#box.hidden = false;
    for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
    this.#box.hidden = true;
  }

  leave(): void {
    this.#box.remove();
    // Drafts of a thousand threads would be gone through with each letter.
    localStorage.clear();
  }

  get parses(): boolean {
    return this.#stage.parses;
  }

  get CommentError(): Stage['CommentError'] {
    return this.#stage.CommentError;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  author(): Author {
    const { payload } = this;
    const role = payload as 'author';
    return {
      id: payload,
      name: payload,
      handle: payload,
      url: payload,
      avatar: payload,
      role,
      provider: payload,
    };
  }

  viewer(): Viewer {
    return { ...this.author(), id: this.payload, provider: this.payload };
  }

  liker(): Liker {
    return this.author();
  }

  comment(id: string, more: Partial<Comment> = {}): Comment {
    const { payload } = this;
    return {
      id: `${payload} ${id}`,
      parentId: null,
      author: this.author(),
      body: { format: 'markdown', source: payload },
      createdAt: 0,
      version: payload,
      url: payload,
      likes: 2,
      status: 'published',
      ...more,
    };
  }

  error(more: ErrorDetails = {}): CommentError {
    return new this.#stage.CommentError('invalid', {
      detail: this.payload,
      cause: this.payload,
      ...more,
    });
  }

  /** The first element like this, once it is there. */
  async find<E extends HTMLElement = HTMLElement>(selector: string): Promise<E> {
    return this.until(selector, () => this.root?.querySelector<E>(selector));
  }

  async until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
    const end = performance.now() + 20_000;
    for (;;) {
      const found = look();
      if (found) return found;
      if (performance.now() > end) throw new Error(`${this.where}: ${what} did not come`);
      await new Promise((done) => setTimeout(done));
    }
  }

  async press(selector: string): Promise<void> {
    (await this.find(selector)).click();
  }

  async type(selector: string, text: string): Promise<void> {
    const field = await this.find<HTMLTextAreaElement | HTMLInputElement>(selector);
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  async submit(place: string): Promise<void> {
    (await this.find<HTMLFormElement>(`form[data-place^="${place}"]`)).requestSubmit();
  }

  /** What the backend was asked, once it has been. */
  async question(method: Asked['method']): Promise<Asked> {
    const isIt = (asked: Asked): boolean => asked.method === method;
    const question = await this.until(method, () => this.asked.find(isIt));
    this.asked.splice(this.asked.indexOf(question), 1);
    return question;
  }

  /** A short text is there as far as it is short. */
  async shows(selector: string, text = this.payload): Promise<void> {
    const element = await this.find(selector);
    await this.element.updateComplete;
    const start = lettersOf(text.trim().slice(0, 30));
    if (!lettersOf(element.textContent).includes(start)) {
      this.#complain(`${selector} does not say ${start}, but ${element.textContent}`);
    }
  }

  /** The text of a comment is there to its last letter, as its format has it. */
  showsText(element: Element, body: Body): void {
    const shown = lettersShown(element);
    const missing = this.#readings(body).map((text) => missingIn(shown, lettersOf(text)));
    if (this.#stage.parses && missing.every(Boolean)) {
      this.#complain(`${body.format} without “${missing[0]}”`);
    }
  }

  /** Whatever comes into the section is looked at, for however short a time it is there. */
  #watch(): void {
    const { oracle } = this.#stage;
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        const changed = type === 'attributes' ? [target] : addedNodes;
        this.#complain(...[...changed].flatMap((node) => oracle.complaintsAbout(node)));
      }
    });
    observer.observe(this.root, { subtree: true, childList: true, attributes: true });
  }

  /** What somebody can read of it. In addresses that stand in a text entities are no entities. */
  #readings({ format, source }: Body): readonly string[] {
    if (format === 'text') return [source];
    if (format === 'html') return [this.#hostile.asHtml];
    return [source, this.#hostile.decoded];
  }

  #complain(...complaints: string[]): void {
    this.complaints.push(...complaints.map((each) => `${this.where}: ${each}`));
  }

  #backend(): CommentBackend {
    const ask = <T>(method: Asked['method']) =>
      new Promise<T>((answer, refuse) => {
        this.asked.push({ method, answer: answer as (value: unknown) => void, refuse });
      });
    return {
      open: () => ask('open'),
      list: () => ask('list'),
      add: () => ask('add'),
      edit: () => ask('edit'),
      remove: () => ask('remove'),
      restore: () => ask('restore'),
      setLiked: () => ask('setLiked'),
      likers: () => ask('likers'),
      watch: (_since, sink) => {
        this.sink = sink;
        return () => {};
      },
    };
  }

  #accounts(): IdentityService {
    const { payload } = this;
    return {
      providers: () => Promise.resolve([{ id: payload, label: payload, isSample: true }]),
      viewer: () => Promise.resolve(null),
      begin: () => (this.flow = new Flow()),
      signOut: () => Promise.resolve(),
      subscribe: () => () => {},
    };
  }
}

export interface Asked {
  readonly method: 'open' | 'list' | 'add' | 'edit' | 'remove' | 'restore' | 'setLiked' | 'likers';
  readonly answer: (value: unknown) => void;
  readonly refuse: (error: Error) => void;
}

/** A signing in that goes where the test says. */
export class Flow {
  #states: SignInState[] = [{ step: 'connecting' }];
  #wake = (): void => {};

  tell(state: SignInState): void {
    this.#states.push(state);
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SignInState> {
    for (;;) {
      const state = this.#states.shift();
      if (state) yield state;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  focusWindow(): void {}

  cancel(): void {}
}

/** All that can be allowed is. */
export function info(viewer: Viewer | null): ThreadInfo {
  return {
    total: { value: 1, exact: true },
    viewer,
    keeper: 'server',
    can: {
      add: true,
      edit: true,
      remove: true,
      restore: true,
      like: true,
      likers: true,
      report: true,
    },
    rules: {
      closed: false,
      guests: 'yes',
      required: ['name'],
      likes: 'anybody',
      longest: 1e9,
      deepest: Infinity,
      format: 'markdown',
      sorts: ['oldest', 'newest'],
      moderation: 'none',
    },
  };
}

export function page(comments: readonly Comment[], after: string | null = null): Page {
  const own = { own: true, editUntil: Infinity, removeUntil: Infinity };
  return {
    branch: null,
    comments,
    before: null,
    after,
    marks: new Map(comments.map(({ id }) => [id, own])),
  };
}
