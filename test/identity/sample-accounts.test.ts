import { expect } from '@open-wc/testing';
import { sampleAccounts } from '../../src/identity/sample-accounts.ts';
import type { SignInState } from '../../src/model/identity.ts';
import type { IdentityService, SignInFlow } from '../../src/identity/contract.ts';
import type { Viewer } from '../../src/model/viewer.ts';

const call = { signal: new AbortController().signal };

function storage(refuses = false): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  const check = (): void => {
    if (refuses) throw new DOMException('refused', 'SecurityError');
  };
  return {
    getItem: (name) => (check(), items.get(name) ?? null),
    setItem: (name, value) => (check(), void items.set(name, value)),
    removeItem: (name) => (check(), void items.delete(name)),
  };
}

function service(kept = storage()): IdentityService {
  return sampleAccounts({ delayMs: 0, storage: kept });
}

async function statesOf(flow: SignInFlow): Promise<SignInState[]> {
  const states: SignInState[] = [];
  for await (const state of flow) states.push(state);
  return states;
}

describe('Sample accounts', () => {
  it('are the four of the classic form, each marked as a sample', async () => {
    const providers = await service().providers(call);
    expect(providers.map(({ label }) => label)).to.deep.equal([
      'WordPress.com',
      'Google',
      'X',
      'Facebook',
    ]);
    expect(providers.every(({ isSample }) => isSample)).to.equal(true);
  });

  it('connect first, and are done with somebody signed in', async () => {
    const states = await statesOf(service().begin('google'));
    expect(states.map(({ step }) => step)).to.deep.equal(['connecting', 'done']);
    const { viewer } = states[1] as SignInState & { step: 'done' };
    expect(viewer).to.include({ provider: 'google', name: 'Gale Sample' });
  });

  it('can be cancelled while they connect; nobody is signed in then', async () => {
    const accounts = sampleAccounts({ delayMs: 60_000, storage: storage() });
    const flow = accounts.begin('x');
    const steps: string[] = [];
    for await (const { step } of flow) {
      steps.push(step);
      if (step === 'connecting') flow.cancel();
    }
    expect(steps).to.deep.equal(['connecting', 'cancelled']);
    expect(await accounts.viewer(call)).to.equal(null);
  });

  it('cancelled before they begin to connect sign nobody in', async () => {
    const accounts = service();
    const flow = accounts.begin('x');
    flow.cancel();
    expect((await statesOf(flow)).at(-1)).to.deep.equal({ step: 'cancelled' });
    expect(await accounts.viewer(call)).to.equal(null);
  });

  it('last as long as the tab', async () => {
    const kept = storage();
    await statesOf(service(kept).begin('facebook'));
    expect(await service(kept).viewer(call)).to.include({ provider: 'facebook' });
  });

  it('last as long as the page where storage is refused', async () => {
    const accounts = service(storage(true));
    await statesOf(accounts.begin('facebook'));
    expect(await accounts.viewer(call)).to.include({ provider: 'facebook' });
  });

  it('are nobody when storage holds what is no account of theirs', async () => {
    for (const held of ['', 'somebody', '{}']) {
      const kept = storage();
      await statesOf(service(kept).begin('google'));
      kept.setItem('comment-section:sample-account', held);
      expect(await service(kept).viewer(call)).to.equal(null);
    }
  });

  it('end with Log Out', async () => {
    const kept = storage();
    const accounts = service(kept);
    await statesOf(accounts.begin('wordpress'));
    await accounts.signOut(call);
    expect(await accounts.viewer(call)).to.equal(null);
    expect(await service(kept).viewer(call)).to.equal(null);
  });

  it('tell who listens of signing in and out, until nobody listens any more', async () => {
    const accounts = service();
    const heard: (Viewer | null)[] = [];
    const stop = accounts.subscribe((viewer) => heard.push(viewer));
    await statesOf(accounts.begin('google'));
    await accounts.signOut(call);
    stop();
    await statesOf(accounts.begin('x'));
    expect(heard.map((viewer) => viewer?.provider ?? null)).to.deep.equal(['google', null]);
  });

  it('are one at a time: the second takes the place of the first', async () => {
    const accounts = service();
    await statesOf(accounts.begin('google'));
    await statesOf(accounts.begin('x'));
    expect(await accounts.viewer(call)).to.include({ provider: 'x', id: 'sample-x' });
  });
});
