import type { IdentityService, SignInFlow } from '../identity/contract.ts';
import type { Provider } from '../model/identity.ts';
import { asCommentError, CommentError } from '../model/errors.ts';
import { soundAuthor } from '../model/sound.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Context } from './context.ts';

/** The reader's account, where the section has somewhere to sign in. */
export class Account {
  #context: Context;
  #identity: IdentityService | undefined;
  #flow: SignInFlow | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#identity = context.identity;
  }

  /** Finds out who is signed in, and where one can be. */
  async start(): Promise<void> {
    const { writing } = this.#context.state;
    if (!this.#identity) writing.allProviders = [];
    if (!this.#identity || this.#unsubscribe) return;
    this.#unsubscribe = this.#identity.subscribe((viewer) => {
      this.#become(viewer);
      this.#context.commit();
    });
    writing.allProviders = soundProviders(await this.#identity.providers(this.#context.call));
    writing.providers = this.#chosen(writing.allProviders);
    this.#become(await this.#identity.viewer(this.#context.call));
    this.#context.commit();
  }

  stop(): void {
    this.#flow?.cancel();
    this.#unsubscribe?.();
  }

  /**
   * Signs in. Runs up to the provider's window without waiting for anything, because a window may
   * open inside a click only. Rejects when it did not work; undefined: it was cancelled.
   */
  async signIn(providerId: string): Promise<Viewer | undefined> {
    const { writing } = this.#context.state;
    const provider = writing.providers.find(({ id }) => id === providerId);
    if (!this.#identity || !provider) throw new CommentError('unsupported');
    this.#flow?.cancel();
    const flow = this.#identity.begin(providerId);
    this.#flow = flow;
    for await (const state of flow) {
      if (this.#flow !== flow) return undefined;
      writing.signIn = { provider, state };
      if (state.step === 'done') this.#become(state.viewer);
      if (state.step === 'cancelled') writing.signIn = undefined;
      this.#context.changes.section();
      this.#context.commit();
      if (state.step === 'failed') throw state.error;
      if (state.step === 'done') return writing.viewer ?? undefined;
    }
    return undefined;
  }

  cancel(): void {
    this.#flow?.cancel();
    this.#flow = undefined;
    this.#context.state.writing.signIn = undefined;
    this.#context.changes.section();
  }

  async signOut(): Promise<void> {
    try {
      await this.#identity?.signOut(this.#context.call);
    } catch (thrown) {
      throw asCommentError(thrown);
    }
    this.#become(null);
  }

  change(shown: boolean): void {
    this.#context.state.writing.isChanging = shown;
    this.#context.changes.section();
  }

  #chosen(all: readonly Provider[]): readonly Provider[] {
    const { changes, options } = this.#context;
    if (!options.login) return all;
    const ids = options.login.filter((id) => all.every((provider) => provider.id !== id));
    const known = all.map(({ id }) => id);
    if (ids.length > 0) changes.effect({ type: 'no-provider', ids, known });
    return options.login.flatMap((id) => all.find((provider) => provider.id === id) ?? []);
  }

  #become(viewer: Viewer | null): void {
    const { writing } = this.#context.state;
    // What a server says of them goes into the thread with what they write.
    writing.viewer = viewer && soundViewer(viewer);
    if (viewer) {
      writing.signIn = undefined;
      writing.isChanging = false;
    }
    this.#context.changes.section();
  }
}

/** A service may answer anything: what has no id cannot be chosen, and an id is a label too. */
function soundProviders(answer: unknown): readonly Provider[] {
  const found = Array.isArray(answer)
    ? answer.map((each) => Object(each) as Partial<Provider>)
    : [];
  return found.flatMap(({ id, label, isSample }) => {
    if (typeof id !== 'string') return [];
    return [{ id, label: typeof label === 'string' ? label : id, isSample: isSample === true }];
  });
}

function soundViewer(viewer: Viewer): Viewer {
  const { id, provider } = viewer;
  return { ...soundAuthor(viewer), id, provider: typeof provider === 'string' ? provider : '' };
}
