import type { CommentBackend, Sink } from '../../src/backends/contract.ts';
import { Texts } from '../../src/content/texts.ts';
import { textStyles } from '../../src/content/text-styles.ts';
import type { IdentityService } from '../../src/identity/contract.ts';
import { enLive } from '../../src/locales/en-live.ts';
import { english } from '../../src/locales/registry.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { Page } from '../../src/model/page.ts';
import type { ThreadInfo } from '../../src/model/rules.ts';
import { Store } from '../../src/store/store.ts';
import * as live from '../../src/views/live.ts';
import { liveStyles } from '../../src/views/live-styles.ts';
import { sectionView } from '../../src/views/section.ts';
import { styles } from '../../src/views/styles.ts';
import { render } from 'lit';

/** A section made of its parts, so that every state it can be in is a line away. */
export class World {
  readonly store: Store;
  readonly root: ShadowRoot;
  sink: Sink | undefined;
  title = 'A Post';
  #texts = new Texts(() => {});
  #host = document.createElement('div');

  constructor(comments: readonly Comment[], more: Partial<CommentBackend> = {}) {
    const own = { own: true, editUntil: Infinity, removeUntil: Infinity };
    const page: Page = {
      branch: null,
      comments,
      before: null,
      after: more.list ? 'next' : null,
      marks: new Map(comments.map(({ id }) => [id, own])),
    };
    const backend: CommentBackend = {
      open: () => Promise.resolve({ info, page }),
      list: () => Promise.resolve(page),
      add: never,
      edit: never,
      likers: () => Promise.resolve([]),
      watch: (_since, sink) => {
        this.sink = sink;
        return () => {};
      },
      ...more,
    };
    this.store = new Store({
      backend,
      thread: { id: 'thread' },
      sort: 'oldest',
      pageSize: 25,
      identity: more.identity,
    });
    this.root = this.#host.attachShadow({ mode: 'open' });
    const sheets = [styles, liveStyles, textStyles].map(({ styleSheet }) => styleSheet!);
    this.root.adoptedStyleSheets = sheets;
    document.body.append(this.#host);
  }

  async open(): Promise<this> {
    await this.store.open();
    await this.store.start();
    return this;
  }

  /** Draws it twice: without the parsers of texts, and with them. */
  async draw(): Promise<void> {
    this.#draw();
    await Promise.all([import('../../src/content/html.ts'), import('../../src/content/markdown.ts')]);
    await new Promise((done) => setTimeout(done));
    this.#draw();
  }

  remove(): void {
    this.store.close();
    this.#host.remove();
  }

  #draw(): void {
    const view = sectionView({
      state: this.store.state,
      locale,
      texts: this.#texts,
      now: 0,
      permalink: (id) => `https://blog.example/#comment-${encodeURIComponent(id.toWellFormed())}`,
      live,
      options: {
        title: this.title,
        dir: 'ltr',
        headingLevel: 2,
        maxDepth: 0, // so that every answer says whom it answers
        readOnly: false,
        closed: false,
        noLikes: false,
        isPrivate: false,
        announcement: '',
        partFailed: false,
      },
    });
    render(view, this.root);
  }
}

/** Nothing ever comes of it, so that what it waits for stays on the page. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

export function accounts(more: Partial<IdentityService>): IdentityService {
  return {
    providers: () => Promise.resolve([]),
    viewer: () => Promise.resolve(null),
    begin: () => {
      throw new Error('nobody can sign in here');
    },
    signOut: () => Promise.resolve(),
    subscribe: () => () => {},
    ...more,
  };
}

const locale = english();
locale.learn(enLive);

export const info: ThreadInfo = {
  total: { value: 1, exact: true },
  viewer: null,
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
    required: [],
    likes: 'anybody',
    longest: 1e9,
    deepest: Infinity,
    format: 'markdown',
    sorts: ['oldest', 'newest'],
    moderation: 'none',
  },
};
