import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { render } from 'lit';
import { memoryBackend } from '../../src/backends/memory.ts';
import { Texts } from '../../src/content/texts.ts';
import { Pieces } from '../../src/element/pieces.ts';
import { english } from '../../src/locales/registry.ts';
import { enLive } from '../../src/locales/en-live.ts';
import { sorts } from '../../src/model/order.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { Row } from '../../src/model/thread.ts';
import { Store } from '../../src/store/store.ts';
import * as live from '../../src/views/live.ts';
import { sectionView } from '../../src/views/section.ts';
import type { View } from '../../src/views/view.ts';
import { comment, someDay } from '../support/comments.ts';
import { draft } from '../store/harness.ts';

const call = { signal: new AbortController().signal, guestKey: 'somebody else' };
const locale = english({});
locale.learn(enLive);

/** One drawing of a store's state, on the page. */
class Drawing {
  readonly place = document.createElement('div');
  readonly pieces = new Pieces(() => {});
  readonly #store: Store;
  readonly #maxDepth: number;

  constructor(store: Store, maxDepth: number) {
    this.#store = store;
    this.#maxDepth = maxDepth;
    document.body.append(this.place);
  }

  draw(): void {
    const view: View = {
      state: this.#store.state,
      locale,
      texts,
      now: someDay,
      permalink: (id) => `#${id}`,
      list: this.pieces.list,
      live,
      options: {
        title: '',
        dir: undefined,
        headingLevel: 2,
        maxDepth: this.#maxDepth,
        readOnly: false,
        closed: false,
        noLikes: false,
        avatars: false,
        isPrivate: true,
        announcement: '',
        partFailed: false,
      },
    };
    render(sectionView(view), this.place);
    this.pieces.draw(view);
  }

  /** All there is on the page; how it is cut is nobody's business, nor is what Lit notes. */
  get markup(): string {
    const copy = this.place.cloneNode(true) as Element;
    for (const piece of copy.querySelectorAll('.chapter, .piece'))
      piece.replaceWith(...piece.childNodes);
    return copy.innerHTML.replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');
  }

  /** How many comments share each of the pieces that have no pieces in them. */
  get sizes(): number[] {
    return [...this.place.querySelectorAll('.piece')]
      .filter((piece) => !piece.querySelector('.piece'))
      .map((piece) => piece.querySelectorAll('article').length);
  }
}

const texts = new Texts(() => {});

async function opened(comments: readonly Comment[], maxDepth = 3) {
  const kept = new Map();
  const backend = memoryBackend({ store: kept, comments });
  const store = new Store({
    backend,
    thread: { id: 'thread' },
    sort: 'oldest',
    pageSize: 500,
    guestKey: 'the reader',
  });
  const drawing = new Drawing(store, maxDepth);
  store.subscribe((change) => {
    drawing.pieces.note(change);
    drawing.draw();
  });
  await store.open();
  await store.start();
  const others = memoryBackend({ store: kept });
  await others.open({ id: 'thread' }, { branch: null, sort: 'oldest', limit: 1 }, call);
  return { store, drawing, others };
}

/** Trees of all shapes: each comment answers one before it, or none. */
function tree(parents: readonly number[]): Comment[] {
  return parents.map((parent, i) =>
    comment(`c${i}`, parent < 0 || i === 0 ? null : `c${parent % i}`, {
      createdAt: someDay + i * 1000,
      likes: (i * 7) % 5,
    }),
  );
}

const parents = (most: number) =>
  fc.array(fc.integer({ min: -3, max: 200 }), { minLength: 1, maxLength: most });

const acts = fc.array(
  fc.record({
    what: fc.constantFrom(
      'add',
      'reply',
      'edit',
      'remove',
      'undo',
      'like',
      'fold',
      'sort',
      'write',
      'leave',
      'go-to',
      'others reply',
      'others add',
      'show-arrived',
    ),
    which: fc.nat(999),
  }),
  { minLength: 1, maxLength: 14 },
);

async function act(
  { store, others }: Awaited<ReturnType<typeof opened>>,
  what: string,
  which: number,
): Promise<void> {
  const rows: Row[] = [];
  const collect = (row: Row): void => {
    // What builds on an act that failed waits until that is tried again.
    if (!row.act) rows.push(row);
    row.children.forEach(collect);
  };
  store.state.thread.roots.forEach(collect);
  const id = rows[which % Math.max(1, rows.length)]?.comment.id;
  if (id === undefined) return;
  switch (what) {
    case 'add':
      return await store.request({ type: 'add', draft: draft(`Text ${which}`) });
    case 'reply':
      return await store.request({ type: 'add', draft: draft(`Reply ${which}`, { parentId: id }) });
    case 'others add':
      return void (await others.add(draft(`News ${which}`), call));
    case 'others reply':
      return void (await others.add(draft(`News ${which}`, { parentId: id }), call));
    case 'show-arrived':
      return await store.request({ type: 'show-arrived' });
    case 'edit':
      return await store.request({ type: 'edit', id, body: `Other text ${which}` });
    case 'remove':
      return await store.request({ type: 'remove', id });
    case 'undo':
      return await store.request({ type: 'restore', id });
    case 'like':
      return await store.request({ type: 'like', id, liked: which % 2 === 0 });
    case 'fold':
      return await store.request({ type: 'collapse', id, collapsed: which % 3 > 0 });
    case 'sort':
      return await store.request({ type: 'sort', sort: sorts[which % sorts.length]! });
    case 'write':
      return await store.request({ type: 'compose', place: `reply ${id}` });
    case 'leave':
      return await store.request({ type: 'leave', place: `reply ${id}` });
    default:
      return await store.request({ type: 'go-to', id });
  }
}

/** Two long texts from where they differ on; the whole of them takes a test runner minutes to print. */
function firstDifference(one: string, other: string): [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  return [around(one), around(other)];
}

function isItem(node: Node): boolean {
  return node instanceof Element && node.localName === 'li';
}

describe('A thread drawn in pieces', () => {
  afterEach(() => document.body.replaceChildren());

  it('is, after whatever happened to it, what it would be drawn anew', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(
        parents(130),
        fc.integer({ min: 0, max: 4 }),
        acts,
        async (shape, depth, all) => {
          const thread = await opened(tree(shape), depth);
          try {
            for (const { what, which } of all) {
              // What is not allowed is refused, and nothing has changed then.
              await act(thread, what, which).catch(() => {});
            }
            const anew = new Drawing(thread.store, depth);
            anew.draw();
            for (const { pieces } of [thread.drawing, anew]) pieces.finish();
            const [is, should] = firstDifference(thread.drawing.markup, anew.markup);
            expect(is).to.equal(should);
          } finally {
            thread.store.close();
            document.body.replaceChildren();
          }
        },
      ),
      {
        numRuns: 40,
        includeErrorInReport: true,
        // Offered to load the reply that one had just written.
        examples: [
          [
            [0],
            0,
            [
              { what: 'others reply', which: 0 },
              { what: 'reply', which: 0 },
            ],
          ],
        ],
      },
    );
  });

  it('has some 25 comments in a piece, and cuts one that has become too large', async () => {
    const thread = await opened(tree(Array.from({ length: 120 }, () => -1)));
    await thread.drawing.pieces.done;
    expect(thread.drawing.sizes).to.deep.equal([25, 25, 25, 25, 20]);
    for (let i = 0; i < 60; i++) {
      await thread.store.request({ type: 'add', draft: draft(`Reply ${i}`, { parentId: 'c30' }) });
    }
    await thread.drawing.pieces.done;
    expect(Math.max(...thread.drawing.sizes)).to.be.at.most(50);
    expect(thread.drawing.place.querySelectorAll('article')).to.have.length(180);
  });

  it('keeps what is in a form, and the focus, when its piece is cut', async () => {
    const thread = await opened(tree(Array.from({ length: 30 }, () => -1)));
    await thread.store.request({ type: 'compose', place: 'reply c20' });
    await thread.drawing.pieces.done;
    const form = thread.drawing.place.querySelector<HTMLTextAreaElement>('li textarea')!;
    form.value = 'Half a sentence';
    form.focus();
    for (let i = 0; i < 60; i++) {
      await thread.store.request({ type: 'add', draft: draft(`Reply ${i}`, { parentId: 'c10' }) });
    }
    await thread.drawing.pieces.done;
    expect(document.activeElement === form).to.equal(true);
    expect(form.value).to.equal('Half a sentence');
  });

  it('draws nothing any more when its section has left the page', async () => {
    const { drawing } = await opened(tree(Array.from({ length: 400 }, () => -1)));
    drawing.pieces.stop();
    drawing.place.remove();
    const before = drawing.markup;
    const late = new Event('contentvisibilityautostatechange');
    drawing.place
      .querySelector('.piece.undrawn')!
      .dispatchEvent(Object.assign(late, { skipped: false }));
    expect(drawing.markup === before, 'it is as it was').to.equal(true);
    drawing.pieces.stop();
  });

  it('moves a screenful at once into another order, and the rest bit by bit', async function () {
    this.timeout(20_000);
    const { store, drawing } = await opened(tree(Array.from({ length: 200 }, () => -1)));
    await drawing.pieces.done;
    const shown = (): string[] =>
      [...drawing.place.querySelectorAll('.roots li')].map((each) => each.textContent);
    const observer = new MutationObserver(() => {});
    observer.observe(drawing.place, { subtree: true, childList: true });
    let moved = 0;
    let first: string[] = [];
    store.subscribe(() => {
      const added = observer.takeRecords().flatMap(({ addedNodes }) => [...addedNodes]);
      moved += added.filter(isItem).length;
      first = shown().slice(0, 10);
    });
    for (const sort of ['newest', 'most-liked', 'oldest', 'newest'] as const) {
      moved = 0;
      await store.request({ type: 'sort', sort });
      expect(moved, sort).to.be.within(1, 60);
      const then = first;
      await drawing.pieces.done;
      expect(then, sort).to.deep.equal(shown().slice(0, 10));
    }
    observer.disconnect();
  });

  it('draws what is touched, and nothing else', async () => {
    const thread = await opened(tree(Array.from({ length: 400 }, (_, i) => (i % 4 ? i - 1 : -1))));
    await thread.store.request({ type: 'go-to', id: 'c399' });
    await thread.drawing.pieces.done;
    const touched = new Set<Element>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        // What is near the eye and what is far is nothing of a comment.
        if (target instanceof Element && target.matches('.chapter')) continue;
        const item = (target instanceof Element ? target : target.parentElement)?.closest('li');
        if (item) touched.add(item);
      }
    });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(thread.drawing.place, all);
    await thread.store.request({ type: 'like', id: 'c202', liked: true });
    await thread.drawing.pieces.done;
    await Promise.resolve();
    expect(
      [...touched].map((each) => each.querySelector('[part~=body]')!.textContent),
    ).to.deep.equal(['Text of c202']);
    observer.disconnect();
  });
});
