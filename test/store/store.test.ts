import { expect } from '@open-wc/testing';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { memoryBackend, type MemoryStore } from '../../src/backends/memory.ts';
import { CommentError } from '../../src/model/errors.ts';
import type { Request } from '../../src/model/requests.ts';
import { inOrder, Thread, type Row } from '../../src/model/thread.ts';
import { Store } from '../../src/store/store.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment, manyComments, someDay } from '../support/comments.ts';
import { draft, gate, openStore } from './harness.ts';

/** Rejects with the code, and with nothing else. */
async function expectError(promise: Promise<unknown>, code: string): Promise<void> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).to.be.instanceOf(CommentError);
  expect((thrown as CommentError).code).to.equal(code);
}

describe('Store: reading', () => {
  it('shows the first page and says what the thread allows', async () => {
    const { store, roots } = await openStore({ comments: manyComments(3) });
    expect(store.state.phase).to.equal('ready');
    expect(roots()).to.deep.equal(['c1', 'c2', 'c3']);
    expect(store.state.info?.total).to.deep.equal({ value: 3, exact: true });
  });

  it('goes on from page to page without doubles and holes, and moves to the first new comment', async () => {
    const { store, roots, effects } = await openStore(
      { comments: manyComments(60) },
      { pageSize: 25 },
    );
    await store.request({ type: 'more', branch: null, direction: 'after' });
    await store.request({ type: 'more', branch: null, direction: 'after' });
    expect(roots()).to.deep.equal(manyComments(60).map((each) => each.id));
    expect(store.state.branches.get(null)).to.include({ before: null, after: null });
    const key = store.state.thread.get('c51')!.key;
    expect(effects()).to.deep.include({ type: 'focus', key });
    expect(effects()).to.deep.include({
      type: 'announce',
      announcement: { say: 'loaded', count: 10 },
    });
  });

  it('loads the replies of a comment that did not come along', async () => {
    const replies = Array.from({ length: 30 }, (_, i) =>
      comment(`r${i}`, 'root', { createdAt: someDay + i }),
    );
    const { store } = await openStore({ comments: [comment('root'), ...replies] });
    for (let i = 0; i < 3; i++)
      await store.request({ type: 'more', branch: 'root', direction: 'after' });
    expect(store.state.thread.get('root')!.children).to.have.length(30);
    expect(store.state.branches.get('root')?.after).to.equal(null);
  });

  it('keeps what is shown when more cannot be loaded, and can try again', async () => {
    const backend = memoryBackend({ comments: manyComments(30) });
    let broken = true;
    const { store, roots } = await openStore({
      ...backend,
      list: (query, call) =>
        broken ? Promise.reject(new CommentError('offline')) : backend.list(query, call),
    });
    await expectError(store.request({ type: 'more', branch: null, direction: 'after' }), 'offline');
    expect(roots()).to.have.length(25);
    expect(store.state.branches.get(null)?.phase).to.equal('failed');
    broken = false;
    await store.request({ type: 'more', branch: null, direction: 'after' });
    expect(roots()).to.have.length(30);
  });

  it('sorts without asking when everything is here, and asks for a first page when it is not', async () => {
    const backend = memoryBackend({ comments: manyComments(30) });
    let asked = 0;
    const counting = {
      ...backend,
      list: (...args: Parameters<typeof backend.list>) => (asked++, backend.list(...args)),
    };
    const all = await openStore(counting, { pageSize: 40 });
    await all.store.request({ type: 'sort', sort: 'newest' });
    expect(asked).to.equal(0);
    expect(all.roots()[0]).to.equal('c30');
    const part = await openStore(counting, { pageSize: 10 });
    await part.store.request({ type: 'sort', sort: 'newest' });
    expect(asked).to.equal(1);
    expect(part.roots()).to.deep.equal(Array.from({ length: 10 }, (_, i) => `c${30 - i}`));
  });

  it('does after opening what was asked for while the thread was being opened', async () => {
    const memory = memoryBackend({ comments: manyComments(60) });
    for (const request of [
      { type: 'go-to', id: 'c50' },
      { type: 'sort', sort: 'newest' },
      { type: 'more', branch: null, direction: 'after' },
    ] as const) {
      const gated = gate();
      const store = new Store({
        backend: intercept(memory, (method) => (method === 'open' ? gated.opened : undefined)),
        thread: { id: 'thread' },
        sort: 'oldest',
        pageSize: 10,
      });
      const opening = store.open();
      await store.start();
      const done = store.request(request);
      gated.open();
      await Promise.all([opening, done]);
      const ids = store.state.thread.roots.map(({ comment: { id } }) => id);
      if (request.type === 'go-to') expect(ids).to.include('c50');
      if (request.type === 'sort') expect(ids[0]).to.equal('c60');
      if (request.type === 'more') expect(ids).to.have.length(20);
      store.close();
    }
  });

  it('keeps the order there was when another cannot be had', async () => {
    const backend = memoryBackend({ comments: manyComments(30) });
    const { store, roots } = await openStore({
      ...backend,
      list: () => Promise.reject(new CommentError('timeout')),
    });
    await expectError(store.request({ type: 'sort', sort: 'newest' }), 'timeout');
    expect(store.state.sort).to.equal('oldest');
    expect(roots()[0]).to.equal('c1');
  });

  it('opens at the comment that a link leads to, wherever it is', async () => {
    const { store, effects } = await openStore({ comments: manyComments(100) }, { around: 'c77' });
    const row = store.state.thread.get('c77')!;
    expect(store.state.target?.key).to.equal(row.key);
    expect(effects()).to.deep.include({ type: 'focus', key: row.key });
    expect(store.state.branches.get(null)?.before).to.be.a('string');
  });

  it('shows the thread, and says so, when the comment of a link is not in it', async () => {
    const { store, roots } = await openStore(
      { comments: manyComments(3) },
      { around: 'elsewhere' },
    );
    expect(roots()).to.have.length(3);
    expect(store.state.lost).to.equal(true);
  });

  it('unfolds what hides the comment that one goes to, and offers the way back', async () => {
    const { store } = await openStore({
      comments: [comment('root'), comment('reply', 'root'), comment('deep', 'reply')],
    });
    await store.request({ type: 'collapse', id: 'root', collapsed: true });
    expect(store.state.collapsed.size).to.equal(1);
    await store.request({ type: 'go-to', id: 'reply', from: 'deep' });
    expect(store.state.collapsed.size).to.equal(0);
    expect(store.state.target?.from).to.equal(store.state.thread.get('deep')!.key);
  });

  it('counts what others wrote since the last visit', async () => {
    const { store } = await openStore(
      { comments: manyComments(5) },
      { lastVisit: someDay + 2.5 * 60_000 },
    );
    expect(store.state.fresh).to.equal(2);
  });

  it('fails readably, and works once the backend does', async () => {
    const backend = memoryBackend({ comments: manyComments(2) });
    let broken = true;
    const { store, roots } = await openStore({
      ...backend,
      open: (...args) => (broken ? Promise.reject(new Error('boom')) : backend.open(...args)),
    });
    expect(store.state.phase).to.equal('failed');
    expect(store.state.error?.code).to.equal('unavailable');
    broken = false;
    await store.request({ type: 'reload' });
    expect(store.state.phase).to.equal('ready');
    expect(roots()).to.have.length(2);
  });

  it('tells nothing any more once it is closed, whatever the backend answers later', async () => {
    const { opened, open } = gate();
    const backend = memoryBackend({ comments: manyComments(30) });
    const { store, changes } = await openStore({
      ...backend,
      list: async (...args) => (await opened, backend.list(...args)),
    });
    const asked = store.request({ type: 'more', branch: null, direction: 'after' });
    const told = changes.length;
    store.close();
    open();
    await asked.catch(() => {});
    expect(changes).to.have.length(told);
  });

  it('has something to do for every request there is', async () => {
    const every: { [T in Request['type']]: Extract<Request, { type: T }> } = {
      reload: { type: 'reload' },
      sort: { type: 'sort', sort: 'newest' },
      more: { type: 'more', branch: null, direction: 'after' },
      'show-arrived': { type: 'show-arrived' },
      collapse: { type: 'collapse', id: 'c1', collapsed: true },
      unfold: { type: 'unfold', id: 'c1', unfolded: true },
      'go-to': { type: 'go-to', id: 'c2' },
      likers: { type: 'likers', id: 'c1', shown: true },
      like: { type: 'like', id: 'c1', liked: true },
      compose: { type: 'compose', place: 'reply c1' },
      leave: { type: 'leave', place: 'thread' },
      type: { type: 'type', place: 'thread', text: 'Hello' },
      preview: { type: 'preview', place: 'thread', shown: true },
      guest: { type: 'guest', field: 'name', value: 'Ada' },
      remember: { type: 'remember', on: true },
      check: { type: 'check', place: 'thread' },
      hold: { type: 'hold', place: 'thread' },
      refuse: { type: 'refuse', place: 'thread', sentence: 'No.' },
      submit: { type: 'submit', place: 'thread' },
      'sign-in': { type: 'sign-in', provider: 'google', place: 'thread' },
      'cancel-sign-in': { type: 'cancel-sign-in' },
      'sign-out': { type: 'sign-out' },
      'change-account': { type: 'change-account', shown: true },
      'take-back': { type: 'take-back', id: 'c1' },
      add: { type: 'add', draft: draft('hello') },
      edit: { type: 'edit', id: 'mine', body: 'edited' },
      remove: { type: 'remove', id: 'mine' },
      restore: { type: 'restore', id: 'mine' },
      hasten: { type: 'hasten' },
      retry: { type: 'retry', id: 'c1' },
      discard: { type: 'discard', id: 'c1' },
    };
    for (const request of Object.values(every)) {
      const { store } = await openStore({ comments: manyComments(30) });
      const mine = draft('mine');
      await store.request({ type: 'add', draft: mine });
      const isOnMine = 'id' in request && request.id === 'mine';
      if (request.type === 'restore') await store.request({ type: 'remove', id: mine.key });
      const asked = isOnMine ? { ...request, id: mine.key } : request;
      const error: unknown = await store.request(asked).catch((thrown: unknown) => thrown);
      // Refused for a reason at the most; what is missing would be `unavailable`.
      const code = error === undefined ? 'done' : (error as CommentError).code;
      expect(['done', 'invalid', 'unsupported'], request.type).to.include(code);
    }
  });
});

describe('Store: acts', () => {
  it('shows a comment before the backend has it, and keeps its row when the id changes', async () => {
    const { opened, open } = gate();
    const backend = memoryBackend();
    const { store } = await openStore({
      ...backend,
      add: async (...args) => (await opened, backend.add(...args)),
    });
    const mine = draft('Hello');
    const done = store.request({ type: 'add', draft: mine });
    const { key, act } = store.state.thread.get(mine.key)!;
    expect(act?.type).to.equal('add');
    open();
    await done;
    const row = store.state.thread.byKey(key)!;
    expect(row.comment.id).not.to.equal(mine.key);
    expect(row.act).to.equal(undefined);
    expect(row.marks.own).to.equal(true);
    expect(store.state.info?.total?.value).to.equal(1);
  });

  it('keeps a comment that could not be sent, with the reason, until it is sent', async () => {
    const backend = memoryBackend();
    let broken = true;
    const { store } = await openStore({
      ...backend,
      add: (...args) =>
        broken ? Promise.reject(new CommentError('offline')) : backend.add(...args),
    });
    const mine = draft('Hello');
    await expectError(store.request({ type: 'add', draft: mine }), 'offline');
    const row = store.state.thread.get(mine.key)!;
    expect(row.act).to.include({ phase: 'failed' });
    expect(row.act?.error?.code).to.equal('offline');
    broken = false;
    await store.request({ type: 'retry', id: mine.key });
    expect(store.state.thread.roots).to.have.length(1);
    expect(store.acts).to.have.length(0);
  });

  it('keeps a comment whose backend answers with no comment, and can try again', async () => {
    const backend = memoryBackend({});
    const nonsense = { ...backend, add: () => Promise.resolve({ comment: null as never }) };
    const { store } = await openStore(nonsense);
    const written = { key: 'a key', parentId: null, body: 'a', guest: { name: 'Ada' } };
    await expectError(store.request({ type: 'add', draft: written }), 'unavailable');
    expect(store.state.thread.roots[0]?.act?.phase).to.equal('failed');
  });

  it('shows what it posted although its backend answers without an author', async () => {
    const backend = memoryBackend({});
    const answer = { comment: { ...comment('stored'), author: null as never } };
    const { store } = await openStore({ ...backend, add: () => Promise.resolve(answer) });
    const written = { key: 'a key', parentId: null, body: 'a', guest: { name: 'Ada' } };
    await store.request({ type: 'add', draft: written });
    expect(store.state.thread.get('stored')?.comment.author).to.deep.equal({ name: '' });
  });

  it('stores once what arrived although its answer was lost', async () => {
    const backend = memoryBackend();
    let lost = true;
    const { store, roots } = await openStore({
      ...backend,
      add: async (...args) => {
        const added = await backend.add(...args);
        if (lost) throw new CommentError('timeout');
        return added;
      },
    });
    const mine = draft('Hello');
    await expectError(store.request({ type: 'add', draft: mine }), 'timeout');
    lost = false;
    await store.request({ type: 'retry', id: mine.key });
    expect(roots()).to.have.length(1);
    const page = await backend.list(
      { branch: null, sort: 'oldest', limit: 9 },
      { signal: AbortSignal.timeout(5000) },
    );
    expect(page.comments).to.have.length(1);
  });

  it('gives up a backend that never answers, and goes on with what comes next', async () => {
    const memory = memoryBackend();
    const signals: AbortSignal[] = [];
    const { store } = await openStore(
      {
        ...memory,
        async add(sent, call) {
          if (signals.push(call.signal) === 1) await new Promise(() => {});
          return memory.add(sent, call);
        },
      },
      { patienceMs: 1 },
    );
    const first = draft('First');
    await expectError(store.request({ type: 'add', draft: first }), 'timeout');
    expect(signals[0]!.aborted).to.equal(true);
    await store.request({ type: 'retry', id: first.key });
    expect(store.state.thread.roots).to.have.length(1);
  });

  it('sends a reply to a comment that is not stored yet once that is, with its real id', async () => {
    const { store } = await openStore({});
    const parent = draft('Parent');
    const reply = draft('Reply', { parentId: parent.key });
    const both = [
      store.request({ type: 'add', draft: parent }),
      store.request({ type: 'add', draft: reply }),
    ];
    await Promise.all(both);
    const [root] = store.state.thread.roots;
    expect(root!.children).to.have.length(1);
    expect(root!.children[0]!.comment.parentId).to.equal(root!.comment.id);
  });

  it('drops a failed comment, and what answers it, when it is discarded', async () => {
    const { store } = await openStore({
      ...memoryBackend(),
      add: () => Promise.reject(new CommentError('closed')),
    });
    const mine = draft('Hello');
    await expectError(store.request({ type: 'add', draft: mine }), 'closed');
    await store.request({ type: 'discard', id: mine.key });
    expect(store.state.thread.size).to.equal(0);
    expect(store.acts).to.have.length(0);
  });

  it('shows a like at once, and of many clicks sends what counts', async () => {
    const { opened, open } = gate();
    const backend = memoryBackend({ comments: [comment('a', null, { likes: 1 })] });
    const sent: boolean[] = [];
    const { store } = await openStore({
      ...backend,
      setLiked: async (id, liked, call) => {
        sent.push(liked);
        await opened;
        return backend.setLiked(id, liked, call);
      },
    });
    const clicks = [true, false, true, false].map((liked) =>
      store.request({ type: 'like', id: 'a', liked }),
    );
    expect(store.state.thread.get('a')!.comment.likes).to.equal(1);
    open();
    await Promise.all(clicks);
    expect(sent).to.deep.equal([true, false]);
    expect(store.state.thread.get('a')!.marks.liked).to.equal(false);
    expect(store.state.thread.get('a')!.comment.likes).to.equal(1);
  });

  it('takes the text of a removed comment away at once, keeps its place, and brings it back', async () => {
    const { store, roots } = await openStore({});
    const mine = draft('Hello');
    await store.request({ type: 'add', draft: mine });
    const id = store.state.thread.roots[0]!.comment.id;
    await store.request({ type: 'remove', id });
    const gone = store.state.thread.get(id)!;
    expect(gone.comment).to.include({ status: 'removed' });
    expect(gone.comment.body.source).to.equal('');
    expect(gone.marks.restorable).to.equal(true);
    expect(store.state.info?.total?.value).to.equal(0);
    await store.request({ type: 'restore', id });
    expect(roots()).to.deep.equal([id]);
    expect(store.state.thread.get(id)!.comment.body.source).to.equal('Hello');
  });

  it('changes the text of an edited comment at once', async () => {
    const { store } = await openStore({});
    const mine = draft('Helo');
    await store.request({ type: 'add', draft: mine });
    const done = store.request({ type: 'edit', id: mine.key, body: 'Hello' });
    expect(store.state.thread.roots[0]!.comment.body.source).to.equal('Hello');
    await done;
    expect(store.state.thread.roots[0]!.comment.editedAt).to.be.a('number');
  });

  it('keeps acts under way when the order changes', async () => {
    const { store } = await openStore(
      {
        ...memoryBackend({ comments: manyComments(30) }),
        add: () => Promise.reject(new CommentError('offline')),
      },
      { pageSize: 10 },
    );
    const mine = draft('Hello');
    await expectError(store.request({ type: 'add', draft: mine }), 'offline');
    await store.request({ type: 'sort', sort: 'newest' });
    expect(store.state.thread.get(mine.key)?.act?.phase).to.equal('failed');
  });
});

describe('Store: what is to come', () => {
  it('an outbox only has to keep the acts: from a disk, they are sent, once', async () => {
    const kept: MemoryStore = new Map();
    const offline = {
      ...memoryBackend({ store: kept }),
      add: () => Promise.reject(new CommentError('offline')),
    };
    const first = await openStore(offline);
    const mine = draft('Hello');
    const reply = draft('And', { parentId: mine.key });
    await expectError(first.store.request({ type: 'add', draft: mine }), 'offline');
    void first.store.request({ type: 'add', draft: reply }).catch(() => {});
    const disk = JSON.stringify(first.store.acts.map((act) => ({ ...act, phase: 'sending' })));
    first.store.close();

    const backend = memoryBackend({ store: kept });
    const second = await openStore(backend, { acts: JSON.parse(disk) });
    await settled(second);
    expect(second.store.state.thread.roots).to.have.length(1);
    expect(second.store.state.thread.roots[0]!.children).to.have.length(1);
    const again = await openStore(memoryBackend({ store: kept }), { acts: JSON.parse(disk) });
    await settled(again);
    expect(again.store.state.thread.size).to.equal(2);
  });

  it('a piece that draws some rows only is right when it redraws what a change names', async () => {
    const { store } = await openStore(
      { comments: [...manyComments(40), comment('r', 'c1')] },
      { pageSize: 50 },
    );
    const drawn = new Map(store.state.thread.roots.map((row) => [row.key, drawRow(row)]));
    store.subscribe(({ rows, lists }) => {
      for (const key of [...rows, ...lists]) {
        let row = key === null ? undefined : store.state.thread.byKey(key);
        while (row?.parent) row = row.parent;
        if (row) drawn.set(row.key, drawRow(row));
      }
    });
    await store.request({ type: 'like', id: 'c7', liked: true });
    await store.request({ type: 'add', draft: draft('Hi', { parentId: 'c9' }) });
    for (const row of store.state.thread.roots) expect(drawn.get(row.key)).to.equal(drawRow(row));
  });

  it('a long answer is in the end what it is at once, in whatever order it comes', async () => {
    const answer = Array.from({ length: 600 }, (_, i) =>
      comment(`c${i}`, i % 7 ? `c${i - 1 - (i % 3)}` : null, {
        createdAt: someDay + ((i * 37) % 600),
      }),
    );
    const memory = memoryBackend();
    const backend: CommentBackend = {
      ...memory,
      open: async (...asked) => ({
        info: (await memory.open(...asked)).info,
        page: { branch: null, comments: answer, before: null, after: null },
      }),
    };
    const { store } = await openStore(backend);
    await store.request({ type: 'go-to', id: 'c599' });
    const atOnce = new Thread('oldest');
    atOnce.put(answer);
    const ids = (rows: readonly Row[]): string[] => [...inOrder(rows)].map((row) => row.comment.id);
    expect(ids(store.state.thread.roots)).to.deep.equal(ids(atOnce.roots));
    expect(store.state.branches.get(null)!.phase).to.equal('ready');
  });

  it('a change names a handful of rows, however long the thread', async () => {
    const { store, changes } = await openStore({ comments: manyComments(500) }, { pageSize: 500 });
    // What does not all come at once is waited for.
    await store.request({ type: 'go-to', id: 'c500' });
    changes.length = 0;
    await store.request({ type: 'like', id: 'c250', liked: true });
    const touched = new Set(changes.flatMap((change) => [...change.rows]));
    expect([...touched]).to.deep.equal([store.state.thread.get('c250')!.key]);
  });

  it('live: what is here changes in place, what is new waits until it is let in', async () => {
    const kept: MemoryStore = new Map();
    const here = await openStore(memoryBackend({ store: kept, comments: [comment('a')] }));
    const there = await openStore(memoryBackend({ store: kept }), { guestKey: 'somebody else' });
    const arrived = nextChange(here.store, () => here.store.state.arrived === 1);
    await there.store.request({ type: 'like', id: 'a', liked: true });
    await there.store.request({ type: 'add', draft: draft('From there') });
    await arrived;
    expect(here.store.state.thread.get('a')!.comment.likes).to.equal(1);
    expect(here.roots()).to.deep.equal(['a']);
    await here.store.request({ type: 'show-arrived' });
    expect(here.roots()).to.have.length(2);
    expect(here.store.state.arrived).to.equal(0);
  });
});

type Opened = Awaited<ReturnType<typeof openStore>>;

function drawRow(row: Opened['store']['state']['thread']['roots'][number]): string {
  return JSON.stringify([row.comment, row.marks, row.children.map((child) => child.comment)]);
}

function settled({ store }: Opened): Promise<void> {
  return nextChange(store, () => store.acts.length === 0);
}

/** Resolves at the first change after which the condition holds; at once when it does already. */
function nextChange(store: Opened['store'], holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds()) return resolve();
    const stop = store.subscribe(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}
