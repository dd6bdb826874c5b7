import { expect } from '@open-wc/testing';
import type { IdentityService } from '../../src/identity/contract.ts';
import type { Provider, SignInState } from '../../src/model/identity.ts';
import { CommentError } from '../../src/model/errors.ts';
import type { Viewer } from '../../src/model/viewer.ts';
import { gate, openStore, type Opened } from './harness.ts';

/** Accounts whose every step the test decides. */
class Accounts implements IdentityService {
  signedIn: Viewer | null = null;
  flows: { provider: string; cancelled: boolean; tell: (state: SignInState) => void }[] = [];
  listeners = new Set<(viewer: Viewer | null) => void>();

  providers = async (): Promise<readonly Provider[]> =>
    ['google', 'x', 'mail'].map((id) => ({ id, label: id.toUpperCase() }));
  viewer = async (): Promise<Viewer | null> => this.signedIn;
  signOut = async (): Promise<void> => {
    this.signedIn = null;
  };
  subscribe = (listener: (viewer: Viewer | null) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin(provider: string): ReturnType<IdentityService['begin']> {
    const states: SignInState[] = [];
    let news = gate();
    const tell = (state: SignInState): void => {
      states.push(state);
      news.open();
      news = gate();
    };
    const flow = { provider, cancelled: false, tell };
    this.flows.push(flow);
    return {
      async *[Symbol.asyncIterator]() {
        for (let i = 0; ; i++) {
          while (i >= states.length) await news.opened;
          yield states[i]!;
        }
      },
      focusWindow() {},
      cancel() {
        flow.cancelled = true;
        tell({ step: 'cancelled' });
      },
    };
  }
}

function viewer(provider: string, name = `Ada of ${provider}`): Viewer {
  return { id: `${provider} ada`, provider, name };
}

async function open(accounts: Accounts, login?: string[]): Promise<Opened> {
  const opened = await openStore({}, { identity: accounts, login });
  await opened.store.request({ type: 'show-arrived' });
  return opened;
}

function said({ effects }: Opened): string[] {
  return effects().flatMap((each) => (each.type === 'announce' ? [each.announcement.say] : []));
}

describe('Store: signing in', () => {
  it('offers the providers there are, or those of the page, in its order', async () => {
    const all = await open(new Accounts());
    expect(all.store.state.writing.providers.map(({ id }) => id)).to.deep.equal([
      'google',
      'x',
      'mail',
    ]);
    const some = await open(new Accounts(), ['x', 'nowhere', 'google']);
    expect(some.store.state.writing.providers.map(({ id }) => id)).to.deep.equal(['x', 'google']);
  });

  it('offers what has an id, by its id where it has no label that is text', async () => {
    const accounts = new Accounts();
    accounts.providers = () =>
      Promise.resolve([null, 7, { label: 'Nobody' }, { id: 'x', label: 7 }] as never);
    accounts.signedIn = { id: 'ada', provider: 7 as never, name: 7 as never };
    const { writing } = (await open(accounts)).store.state;
    expect(writing.providers).to.deep.equal([{ id: 'x', label: 'x', isSample: false }]);
    expect(writing.viewer).to.include({ provider: '', name: '' });
  });

  it('begins before anything else can happen, because a window may open in the click only', async () => {
    const accounts = new Accounts();
    const { store } = await open(accounts);
    void store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    expect(accounts.flows).to.have.length(1);
  });

  it('shows how far it has come, and who it is in the end', async () => {
    const accounts = new Accounts();
    const opened = await open(accounts);
    const { writing } = opened.store.state;
    const done = opened.store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    accounts.flows[0]!.tell({ step: 'connecting' });
    await settle();
    expect(writing.signIn).to.deep.include({ state: { step: 'connecting' } });
    accounts.flows[0]!.tell({ step: 'done', viewer: viewer('google') });
    await done;
    expect(writing.signIn).to.equal(undefined);
    expect(writing.viewer).to.include({ name: 'Ada of google' });
    expect(said(opened)).to.deep.equal(['signed-in']);
  });

  it('that is cancelled says nothing, and signs nobody in', async () => {
    const accounts = new Accounts();
    const opened = await open(accounts);
    const done = opened.store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    await opened.store.request({ type: 'cancel-sign-in' });
    await done;
    expect(accounts.flows[0]!.cancelled).to.equal(true);
    expect(opened.store.state.writing).to.include({ signIn: undefined, viewer: null });
    expect(said(opened)).to.deep.equal([]);
  });

  it('for another account that is cancelled does not claim that the first one signed in again', async () => {
    const accounts = new Accounts();
    accounts.signedIn = viewer('x');
    const opened = await open(accounts);
    await opened.store.request({ type: 'change-account', shown: true });
    const done = opened.store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    await opened.store.request({ type: 'cancel-sign-in' });
    await done;
    expect(said(opened)).to.deep.equal([]);
    expect(opened.store.state.writing.viewer).to.include({ provider: 'x' });
  });

  it('a second time replaces the first', async () => {
    const accounts = new Accounts();
    const { store } = await open(accounts);
    const first = store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    const second = store.request({ type: 'sign-in', provider: 'x', place: 'thread' });
    const [one, two] = accounts.flows;
    expect(one!.cancelled).to.equal(true);
    one!.tell({ step: 'done', viewer: viewer('google') });
    two!.tell({ step: 'connecting' });
    await first;
    expect(store.state.writing.viewer).to.equal(null);
    expect(store.state.writing.signIn?.provider.id).to.equal('x');
    two!.tell({ step: 'done', viewer: viewer('x') });
    await second;
    expect(store.state.writing.viewer).to.include({ provider: 'x' });
  });

  it('that fails says why, and can be tried again', async () => {
    const accounts = new Accounts();
    const opened = await open(accounts);
    const { store } = opened;
    const done = store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    accounts.flows[0]!.tell({ step: 'failed', error: new CommentError('forbidden') });
    const error: unknown = await done.catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'forbidden' });
    expect(store.state.writing.signIn?.state.step).to.equal('failed');
    expect(said(opened)).to.deep.equal(['failed']);
    const again = store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    accounts.flows[1]!.tell({ step: 'done', viewer: viewer('google') });
    await again;
    expect(store.state.writing.signIn).to.equal(undefined);
  });

  it('follows what happens in another tab', async () => {
    const accounts = new Accounts();
    const { store } = await open(accounts);
    for (const listener of accounts.listeners) listener(viewer('mail'));
    expect(store.state.writing.viewer).to.include({ provider: 'mail' });
    for (const listener of accounts.listeners) listener(null);
    expect(store.state.writing.viewer).to.equal(null);
  });

  it('ends with Log Out', async () => {
    const accounts = new Accounts();
    accounts.signedIn = viewer('x');
    const opened = await open(accounts);
    await opened.store.request({ type: 'sign-out' });
    expect(opened.store.state.writing.viewer).to.equal(null);
    expect(said(opened)).to.deep.equal(['signed-out']);
  });

  it('stops listening, and connecting, when the section goes', async () => {
    const accounts = new Accounts();
    const { store } = await open(accounts);
    void store.request({ type: 'sign-in', provider: 'google', place: 'thread' });
    store.close();
    expect(accounts.listeners.size).to.equal(0);
    expect(accounts.flows[0]!.cancelled).to.equal(true);
  });
});

/** Lets promises that are settled be heard. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
