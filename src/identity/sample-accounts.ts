import type { IdentityService, SignInFlow } from './contract.ts';
import type { Provider, SignInState } from '../model/identity.ts';
import type { Viewer } from '../model/viewer.ts';

/**
 * Accounts that are none: they let the whole form be seen without a server, through the same
 * contract as real ones. They say everywhere that they are samples, nothing leaves the browser,
 * and a page gets them only by asking for them.
 */
export function sampleAccounts({
  delayMs = 1200,
  storage = sessionStorageIfAny(),
}: SampleOptions = {}): IdentityService {
  const listeners = new Set<(viewer: Viewer | null) => void>();
  let current = remembered(storage);
  const settle = (viewer: Viewer | null): void => {
    current = viewer;
    remember(storage, viewer);
    for (const listener of listeners) listener(viewer);
  };
  return {
    providers: () => Promise.resolve(providers),
    viewer: () => Promise.resolve(current),
    begin: (providerId) => sampleFlow(accountOf(providerId), delayMs, settle),
    async signOut() {
      settle(null);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface SampleOptions {
  /** How long connecting takes, so that it can be seen, and cancelled. */
  readonly delayMs?: number;
  readonly storage?: SampleStorage | undefined;
}

type SampleStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const providers: readonly Provider[] = [
  { id: 'wordpress', label: 'WordPress.com', isSample: true },
  { id: 'google', label: 'Google', isSample: true },
  { id: 'x', label: 'X', isSample: true },
  { id: 'facebook', label: 'Facebook', isSample: true },
];

const names: Readonly<Record<string, string>> = {
  wordpress: 'Wren Pressman',
  google: 'Gale Sample',
  x: 'Xenia Sample',
  facebook: 'Faye Sample',
};

function accountOf(provider: string): Viewer {
  return { id: `sample-${provider}`, provider, name: names[provider] ?? 'Sam Sample' };
}

function sampleFlow(
  account: Viewer,
  delayMs: number,
  settle: (viewer: Viewer) => void,
): SignInFlow {
  const cancelled = new AbortController();
  async function* states(): AsyncGenerator<SignInState> {
    yield { step: 'connecting' };
    await pause(delayMs, cancelled.signal);
    if (cancelled.signal.aborted) {
      yield { step: 'cancelled' };
      return;
    }
    settle(account);
    yield { step: 'done', viewer: account };
  }
  return {
    [Symbol.asyncIterator]: states,
    focusWindow() {},
    cancel: () => cancelled.abort(),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const key = 'comment-section:sample-account';

/** Where storage is refused, the account lasts as long as the page. */
function sessionStorageIfAny(): SampleStorage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

function remembered(storage: SampleStorage | undefined): Viewer | null {
  try {
    const id = storage?.getItem(key);
    return providers.some((provider) => provider.id === id) ? accountOf(id!) : null;
  } catch {
    return null;
  }
}

function remember(storage: SampleStorage | undefined, viewer: Viewer | null): void {
  try {
    if (viewer) storage?.setItem(key, viewer.provider);
    else storage?.removeItem(key);
  } catch {
    // As above.
  }
}
