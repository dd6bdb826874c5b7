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
/** So many milliseconds it is watched; without it until every comment is there. */
const watched = Number(asked.get('watched') ?? 0);
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
  load: () => {
    if (isPaged) return measureLoad(root, json, answerPage, 100);
    return measureLoad(root, json, answerAll, watched ? null : undefined);
  },
};

/** A first page of a hundred comments, as a server that has many of them sends it. */
async function answerPage(comments: Comment[]): Promise<void> {
  answerWith(comments.length, comments.slice(0, 100), isLong(comments) ? 'more' : null);
  await new Promise((go) => setTimeout(go));
  await section.updateComplete;
}

async function answerAll(comments: Comment[]): Promise<void> {
  answerWith(comments.length, comments, null);
  if (watched) return await new Promise((go) => setTimeout(go, watched));
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

/** Finds what a reader uses, who reads in the middle of the thread, and answers with using it. */
const acts: Readonly<Record<ActName, () => () => void>> = {
  like: () => clicking(inComment('[part=like]')),
  reply: () => clicking(inComment('[data-do=reply]')),
  type: () => {
    const area = root.querySelector<HTMLTextAreaElement>('li textarea')!;
    return () => {
      area.value += 'a';
      area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };
  },
  post: () => clicking(root.querySelector<HTMLElement>('li [part=submit]')!),
  collapse: () => clicking(inComment('.toggle')),
  unfold: () => clicking(inComment('.toggle')),
  sort: () => {
    const select = root.querySelector<HTMLSelectElement>('select')!;
    // Who changes the order sees the list of orders.
    select.scrollIntoView({ block: 'center' });
    return () => {
      select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    };
  },
};

globalThis.bench.act = async (name) => {
  // Looking for it among all comments, and scrolling there, is not what is measured.
  const act = acts[name]();
  await settled();
  const took = await nextPaint(act);
  // What follows it is over before the next act.
  await section.updateComplete;
  await settled();
  return took;
};

async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await nextPaint(() => {});
}

function clicking(button: HTMLElement): () => void {
  return () => button.click();
}

let chosen: Element | undefined;

/** Something in a comment with replies in the middle of the thread, always the same comment. */
function inComment(selector: string): HTMLElement {
  chosen ??= [...root.querySelectorAll('.roots > * > * > li > article')]
    .filter((each) => each.querySelector('.toggle'))
    .find((_, i, all) => i >= all.length >> 1);
  chosen!.scrollIntoView({ block: 'center' });
  return chosen!.querySelector<HTMLElement>(selector)!;
}
