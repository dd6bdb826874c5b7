import { asCommentError } from '../model/errors.ts';
import type { BackendFactory } from './contract.ts';

type Load = () => Promise<BackendFactory>;

/** What the attribute `backend` may name. A page downloads the one that it uses. */
const backends = new Map<string, Load>([
  ['local', localFactory],
  ['http', () => import('./http.ts').then(({ httpBackend }) => httpBackend)],
  ['memory', () => import('./memory.ts').then(({ visitBackend }) => visitBackend)],
  ['wordpress', () => import('./wordpress.ts').then(({ wordpressBackend }) => wordpressBackend)],
]);

const arrivals = new EventTarget();

/** Adds a backend, or puts another in the place of one; sections that wait for it go on. */
export function registerBackend(name: string, factory: BackendFactory): void {
  backends.set(name, () => Promise.resolve(factory));
  arrivals.dispatchEvent(new Event(name));
}

/**
 * Resolves as soon as there is a backend of this name. Rejects with `unavailable` when it cannot
 * be loaded; asking again loads again.
 */
export async function findBackend(name: string, signal: AbortSignal): Promise<BackendFactory> {
  signal.throwIfAborted();
  if (!backends.has(name)) await arrival(name, signal);
  const factory = await backends.get(name)!().catch((thrown: unknown) => {
    throw asCommentError(thrown);
  });
  signal.throwIfAborted();
  return factory;
}

export function isRegistered(name: string): boolean {
  return backends.has(name);
}

export function backendNames(): readonly string[] {
  return [...backends.keys()];
}

function arrival(name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { once: true, signal };
    arrivals.addEventListener(name, () => resolve(), options);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function localFactory(): Promise<BackendFactory> {
  const { localBackend } = await import('./local.ts');
  return ({ identity }) => localBackend(identity ? { identity } : {});
}
