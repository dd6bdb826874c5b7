import type { Call, CommentBackend } from '../backends/contract.ts';
import type { Liker } from '../model/comment.ts';
import { asCommentError } from '../model/errors.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import { soundAuthor } from '../model/sound.ts';
import { inOrder, type Row } from '../model/thread.ts';
import type { Arrivals } from './arrivals.ts';
import type { Context } from './context.ts';
import type { Loader } from './loader.ts';
import type { Navigation } from './navigation.ts';
import type { Account } from './account.ts';
import type { Composers } from './composers.ts';
import type { GuestDetails } from './guest-details.ts';
import type { Runner } from './runner.ts';
import { writingHandlers } from './writing-requests.ts';
import { announce, countOn, moveFocus } from './effects.ts';

/** What the requests work with. */
export interface Parts {
  readonly context: Context;
  readonly loader: Loader;
  readonly navigation: Navigation;
  readonly arrivals: Arrivals;
  readonly runner: Runner;
  readonly guest: GuestDetails;
  readonly composers: Composers;
  readonly account: Account;
}

export type Handlers = {
  readonly [T in Request['type']]: (parts: Parts, request: RequestOf<T>) => void | Promise<void>;
};

/** What each request does. One that cannot be done rejects with a CommentError. */
const handlers: Handlers = {
  reload: ({ loader, context }) => loader.open(context.options.around),

  async sort({ context, navigation }, { sort }) {
    await navigation.sort(sort);
    announce(context, { say: 'sorted', sort });
  },

  async more({ context, navigation }, { branch, direction }) {
    const before = context.collection.thread.size;
    const first = await navigation.more(branch, direction);
    announce(context, { say: 'loaded', count: context.collection.thread.size - before });
    if (first) moveFocus(context, first.key);
  },

  'show-arrived': ({ arrivals }) => arrivals.show(),

  collapse({ context, navigation }, { id, collapsed }) {
    const row = context.collection.row(id);
    if (row) navigation.fold(row, collapsed);
  },

  unfold({ context: { state, changes, collection } }, { id, unfolded }) {
    const row = collection.row(id);
    if (!row) return;
    if (unfolded) state.unfolded.add(row.key);
    else state.unfolded.delete(row.key);
    changes.row(row.key);
  },

  async 'go-to'({ context, navigation }, { id, from }) {
    if (!(await navigation.goTo(id, from))) announce(context, { say: 'lost' });
  },

  async likers({ context }, { id, shown }) {
    const { state, options, changes, call, collection } = context;
    const row = collection.row(id);
    if (!row) return;
    changes.row(row.key);
    if (!shown) return void state.likers.delete(row.key);
    state.likers.set(row.key, { phase: 'loading', people: [] });
    context.commit();
    try {
      const people = await askLikers(options.backend, row.comment.id, call);
      state.likers.set(row.key, { phase: 'ready', people });
    } catch (thrown) {
      state.likers.set(row.key, { phase: 'failed', people: [] });
      throw thrown;
    } finally {
      changes.row(row.key);
    }
  },

  like: ({ runner, context }, { id, liked }) =>
    runner.do({ type: 'like', id: context.collection.realId(id), liked }),

  async remove({ runner, context }, { id }) {
    const next = neighbour(context, id);
    const step = countOf(context, id);
    const act = { type: 'remove', id: context.collection.realId(id) } as const;
    const canRestore = context.options.backend.restore !== undefined;
    const done = canRestore ? runner.do(act) : runner.hold(act, context.options.undoMs ?? 8000);
    moveFocus(context, next?.key ?? '');
    announce(context, { say: 'removed' });
    countOn(context, -step);
    context.commit();
    try {
      await done;
    } catch (thrown) {
      countOn(context, step);
      throw thrown;
    }
  },

  async restore({ runner, context }, { id }) {
    const real = context.collection.realId(id);
    const row = context.collection.row(id);
    if (!runner.release(real)) await runner.do({ type: 'restore', id: real });
    countOn(context, countOf(context, id));
    if (row) moveFocus(context, row.key);
    announce(context, { say: 'restored' });
  },

  hasten: ({ runner }) => runner.hasten(),

  ...writingHandlers,
};

/** They change what is shown, so what the thread is opened with must not come after them. */
const afterOpening: readonly Request['type'][] = ['go-to', 'sort', 'more'];

/** Does a request and tells what came of it, also when it could not be done. */
export async function handle(parts: Parts, request: Request): Promise<void> {
  const { context, loader } = parts;
  // The table has a handler for each type of the union; the compiler cannot pair the two here.
  const handler = handlers[request.type] as (parts: Parts, request: Request) => unknown;
  try {
    const isTooEarly = context.state.phase === 'loading' && afterOpening.includes(request.type);
    if (isTooEarly) await loader.opened;
    await handler(parts, request);
  } catch (thrown) {
    if (context.closed) throw thrown;
    const error = asCommentError(thrown);
    // What is wrong with a field of a form is said at the field, where the focus goes.
    if (!parts.composers.isAtField(error)) announce(context, { say: 'failed', error });
    throw error;
  } finally {
    context.commit();
  }
}

async function askLikers(
  backend: CommentBackend,
  id: string,
  call: Call,
): Promise<readonly Liker[]> {
  const answer: unknown = await backend.likers?.(id, call);
  return Array.isArray(answer) ? answer.map(soundAuthor) : [];
}

/** What a comment adds to the number of published ones. */
function countOf({ collection }: Context, id: string): number {
  return Number(collection.row(id)?.comment.status === 'published');
}

/** Where the focus goes when a comment disappears: the next one that is not folded away, else the one before. */
function neighbour({ collection, state }: Context, id: string): Row | undefined {
  const row = collection.row(id);
  const folded = new Set<Row>();
  let previous: Row | undefined;
  let found = false;
  for (const each of inOrder(collection.thread.roots)) {
    const { parent } = each;
    if (parent && (folded.has(parent) || state.collapsed.has(parent.key))) folded.add(each);
    else if (found) return each;
    else if (each === row) found = true;
    else previous = each;
  }
  return previous;
}
