import type { Comment } from '../../../src/model/comment.ts';
import type { CommentBackend, Opened } from '../../../src/backends/contract.ts';
import type { ThreadInfo } from '../../../src/model/rules.ts';
import { measureLoad, nextPaint, type Load } from './clock.ts';

declare global {
  /** What a page that measures a load offers; with the section, what readers do as well, and without it, comments that are only kept. */
  var bench: { load(): Promise<Load>; act?(name: ActName): Promise<number>; keep?(): void };
}

/** What readers do in a thread that is here. */
export type ActName = 'like' | 'reply' | 'type' | 'post' | 'collapse' | 'unfold' | 'sort';

/*
 * The page with <comment-section>. It is loaded and waits for its backend, which has one answer with
 * every comment in it; the clock starts when it gives that.
 */

const asked = new URLSearchParams(location.search);
const count = asked.get('count')!;
/** All comments are in one answer, or a first page and a cursor for the rest. */
const isPaged = asked.has('paged');
const json = await (await fetch(`/comments-${count}.json`)).text();

let ask!: () => void;
const isAsked = new Promise<void>((resolve) => (ask = resolve));
let answer!: (opened: Opened) => void;
const answered = new Promise<Opened>((resolve) => (answer = resolve));

const unused = (): Promise<never> => Promise.reject(new Error('Nobody should ask for this.'));
const backend: CommentBackend = {
  open() {
    ask();
    return answered;
  },
  list: unused,
  add: async ({ key, parentId, body, guest }) => ({
    comment: {
      id: key,
      parentId,
      author: { name: guest?.name ?? '' },
      body: { format: 'text', source: body },
      createdAt: Date.now(),
      status: 'published',
    },
  }),
  setLiked: async (_, liked) => ({ likes: Number(liked) }),
};

const info: ThreadInfo = {
  rules: {
    closed: false,
    guests: 'yes',
    required: [],
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
await isAsked;
await section.updateComplete;

const root = section.shadowRoot!;

globalThis.bench = {
  load: () => measureLoad(root, json, isPaged ? answerPage : answerAll, isPaged ? 100 : undefined),
};

/** A first page of a hundred comments, as a server that has many of them sends it. */
function answerPage(comments: Comment[]): void {
  answerWith(comments.length, comments.slice(0, 100), isLong(comments) ? 'more' : null);
}

async function answerAll(comments: Comment[]): Promise<void> {
  answerWith(comments.length, comments, null);
  // Long answers are taken in bit by bit. Counting is slow, so it is not done at every bit.
  const isLacking = (): boolean => root.querySelectorAll('article').length < comments.length;
  do {
    await new Promise((go) => setTimeout(go, 250));
    await section.updateComplete;
  } while (isLacking());
}

function answerWith(total: number, comments: readonly Comment[], after: string | null): void {
  answer({
    info: { ...info, total: { value: total, exact: true } },
    page: { branch: null, comments, before: null, after },
  });
}

function isLong({ length }: Comment[]): boolean {
  return length > 100;
}

/** Uses what is in the middle of the window, as somebody who reads there. */
const acts: Readonly<Record<ActName, () => void>> = {
  like: () => inComment('[part=like]').click(),
  reply: () => inComment('[data-do=reply]').click(),
  type: () => {
    const area = root.querySelector<HTMLTextAreaElement>('li textarea')!;
    area.value += 'a';
    area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  },
  post: () => root.querySelector<HTMLElement>('li [part=submit]')!.click(),
  collapse: () => inComment('.toggle').click(),
  unfold: () => inComment('.toggle').click(),
  sort: () => {
    const select = root.querySelector<HTMLSelectElement>('select')!;
    select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  },
};

globalThis.bench.act = async (name) => {
  const took = await nextPaint(acts[name]);
  // What follows it is over before the next act.
  await section.updateComplete;
  for (let i = 0; i < 3; i++) await nextPaint(() => {});
  return took;
};

let chosen: Element | undefined;

/** Something in a comment with replies in the middle of the thread, always the same comment. */
function inComment(selector: string): HTMLElement {
  const all = [...root.querySelectorAll('.roots > * > li > article')];
  chosen ??= all.slice(all.length >> 1).find((each) => each.querySelector('.toggle'));
  chosen!.scrollIntoView({ block: 'center' });
  return chosen!.querySelector<HTMLElement>(selector)!;
}
