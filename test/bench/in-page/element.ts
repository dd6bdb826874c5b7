import type { CommentBackend, Opened } from '../../../src/backends/contract.ts';
import type { ThreadInfo } from '../../../src/model/rules.ts';
import { measureLoad, type Load } from './clock.ts';

declare global {
  /** What a page that measures a load offers. */
  var bench: { load(): Promise<Load> };
}

/*
 * The page with <comment-section>. It is loaded and waits for its backend, which has one answer with
 * every comment in it; the clock starts when it gives that.
 */

const count = new URLSearchParams(location.search).get('count')!;
const json = await (await fetch(`/comments-${count}.json`)).text();

let ask!: () => void;
const asked = new Promise<void>((resolve) => (ask = resolve));
let answer!: (opened: Opened) => void;
const answered = new Promise<Opened>((resolve) => (answer = resolve));

const unused = (): Promise<never> => Promise.reject(new Error('Nobody should ask for this.'));
const backend: CommentBackend = {
  open() {
    ask();
    return answered;
  },
  list: unused,
  add: unused,
};

const info: ThreadInfo = {
  rules: {
    closed: false,
    guests: 'yes',
    required: ['name'],
    likes: 'anybody',
    longest: 10_000,
    deepest: Infinity,
    format: 'text',
    sorts: ['oldest', 'newest', 'most-liked'],
    moderation: 'none',
  },
  can: {
    add: true,
    edit: false,
    remove: false,
    restore: false,
    like: true,
    likers: false,
    report: false,
  },
  viewer: null,
  keeper: 'server',
};

const section = document.querySelector('comment-section')!;
section.backend = backend;
// The compiler should not look for a built file.
const built = '/cdn/comment-section.js';
await import(built);
await asked;
await section.updateComplete;

globalThis.bench = {
  load: () =>
    measureLoad(section.shadowRoot!, json, async (comments) => {
      answer({
        info: { ...info, total: { value: comments.length, exact: true } },
        page: { branch: null, comments, before: null, after: null },
      });
      // Long answers are taken in bit by bit. Counting is slow, so it is not done at every bit.
      const isLacking = (): boolean =>
        section.shadowRoot!.querySelectorAll('article').length < comments.length;
      do {
        await new Promise((go) => setTimeout(go, 250));
        await section.updateComplete;
      } while (isLacking());
    }),
};
