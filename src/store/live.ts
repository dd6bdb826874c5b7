import type { Act } from '../model/acts.ts';
import { asCommentError } from '../model/errors.ts';
import type { Request } from '../model/requests.ts';
import { Arrivals } from './arrivals.ts';
import type { Context, WritingMemory } from './context.ts';
import type { Loader } from './loader.ts';
import { Account } from './account.ts';
import { Composers } from './composers.ts';
import { GuestDetails } from './guest-details.ts';
import { Navigation } from './navigation.ts';
import { handle, type Parts } from './requests.ts';
import { Runner } from './runner.ts';
import { announce } from './effects.ts';

/**
 * What makes a thread that can be read one that can be used: requests, acts and live changes. None
 * of it is needed to read, so it is a chunk of its own.
 */
export class Live {
  #parts: Parts;

  constructor(context: Context, loader: Loader, memory: WritingMemory = {}) {
    const guest = new GuestDetails(context, memory.guest);
    this.#parts = {
      context,
      loader,
      navigation: new Navigation(context, loader),
      arrivals: new Arrivals(context, loader),
      runner: new Runner(context),
      guest,
      composers: new Composers(context, guest, memory.drafts),
      account: new Account(context),
    };
  }

  get acts(): readonly Act[] {
    return this.#parts.runner.acts.all;
  }

  /** The thread is open: shows what a link leads to, sends what an earlier visit left, listens. */
  start(): void {
    const { runner, context, account } = this.#parts;
    const { acts = [], around } = context.options;
    runner.takeUp(acts);
    void this.#startWhole();
    this.#restoreDrafts();
    account.start().catch((thrown: unknown) => {
      if (!context.closed) announce(context, { say: 'failed', error: asCommentError(thrown) });
      context.commit();
    });
    context.commit();
    // It is loaded, or known to be gone: nothing that could fail is left to do.
    if (around !== undefined && context.collection.row(around)) {
      void this.handle({ type: 'go-to', id: around });
    } else if (context.state.lost) {
      announce(context, { say: 'lost' });
      context.commit();
    }
  }

  /** Drafts for what is here by now; those that arrived, although no answer did, are none. */
  #restoreDrafts(): void {
    const { composers, context } = this.#parts;
    composers.start();
    void composers.forgetArrived().then(() => context.commit());
  }

  /** What needs all comments to be here that have come: whose replies were begun, what is new. */
  async #startWhole(): Promise<void> {
    const { loader, arrivals, context, navigation } = this.#parts;
    await loader.whole;
    if (context.closed) return;
    arrivals.start();
    this.#restoreDrafts();
    context.commit();
    void navigation.loadAll();
  }

  handle(request: Request): Promise<void> {
    return handle(this.#parts, request);
  }

  stop(): void {
    this.#parts.runner.stop();
    this.#parts.arrivals.stop();
    this.#parts.account.stop();
  }
}
