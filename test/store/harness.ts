import type { CommentBackend } from '../../src/backends/contract.ts';
import { memoryBackend, type MemoryOptions } from '../../src/backends/memory.ts';
import type { Effect, Change } from '../../src/model/state.ts';
import type { Draft } from '../../src/model/draft.ts';
import { Store, type StoreOptions } from '../../src/store/store.ts';

export interface Opened {
  store: Store;
  changes: Change[];
  /** Ids of the roots as shown. */
  roots: () => string[];
  effects: () => Effect[];
}

/** A store on a backend, opened, with everything it tells written down. */
export async function openStore(
  backend: CommentBackend | MemoryOptions,
  options: Partial<StoreOptions> = {},
): Promise<Opened> {
  const store = new Store({
    backend: 'open' in backend ? backend : memoryBackend(backend),
    thread: { id: 'thread' },
    sort: 'oldest',
    pageSize: 25,
    guestKey: 'the reader',
    ...options,
  });
  const changes: Change[] = [];
  store.subscribe((change) => changes.push(change));
  await store.open();
  await store.start();
  return {
    store,
    changes,
    roots: () => store.state.thread.roots.map((row) => row.comment.id),
    effects: () => changes.flatMap((change) => change.effects),
  };
}

let drafts = 0;

export function draft(body: string, more: Partial<Draft> = {}): Draft {
  return {
    key: `draft ${++drafts}`,
    parentId: null,
    body,
    guest: { name: 'Ada', email: 'ada@example.test' },
    ...more,
  };
}

/** A promise and what settles it: a backend that answers when the test says so. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let resolveOpened: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    resolveOpened = resolve;
  });
  return { opened, open: () => resolveOpened?.() };
}
