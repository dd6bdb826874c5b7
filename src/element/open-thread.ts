import type { CommentBackend } from '../backends/contract.ts';
import { findBackend, isRegistered } from '../backends/registry.ts';
import type { IdentityService } from '../identity/contract.ts';
import { asCommentError, CommentError } from '../model/errors.ts';
import { Store } from '../store/store.ts';
import { guestKey, rememberedSort, visit } from './browser-memory.ts';
import { linkedComment } from './permalink.ts';
import type { Settings } from './settings.ts';

export interface Wanted {
  /** A backend object, or the name of one; null: as `server` implies. */
  readonly backend: CommentBackend | string | null;
  readonly server: string | null;
  /** Accounts that the page brings along; null: those of the backend. */
  readonly identity: IdentityService | null;
  readonly settings: Settings;
  readonly avatars: boolean;
  readonly sampleAccounts: boolean;
  /** Comments are meant to stay in this browser. */
  readonly private: boolean;
  /** A comment to open the thread at; undefined: the one that the page's address names. */
  readonly around?: string | undefined;
}

/**
 * Makes the store for what the attributes say. A backend that is not to be had becomes one that
 * fails to open, so that there is one way only in which a reader learns of it.
 */
export async function makeStore(wanted: Wanted, signal: AbortSignal): Promise<Store> {
  const { settings } = wanted;
  const identity = await identityFor(wanted);
  return new Store({
    backend: await findWanted(wanted, identity, signal).catch(brokenBackend),
    thread: { id: settings.thread, title: settings.title, url: location.href },
    sort: rememberedSort() ?? settings.sort ?? 'oldest',
    pageSize: settings.pageSize,
    guestKey: guestKey(),
    lastVisit: visit(settings.thread, Date.now()),
    around: wanted.around ?? linkedComment(),
    isLinkOurs: document.querySelectorAll('comment-section').length < 2,
    identity,
    login: settings.login,
    memory: async () => (await import('./writing-memory.ts')).writingMemory(),
  });
}

/** Simulated accounts are for the local backend only, and only where the page asks for them. */
async function identityFor(wanted: Wanted): Promise<IdentityService | undefined> {
  if (wanted.identity) return wanted.identity;
  if (!wanted.sampleAccounts || backendName(wanted) !== 'local') return undefined;
  const { sampleAccounts } = await import('../identity/sample-accounts.ts');
  return sampleAccounts();
}

/**
 * The name of the backend that the attributes ask for; undefined where it is an object. `server`
 * alone is our own protocol: comments meant for everybody never stay local.
 */
export function backendName({ backend, server }: Wanted): string | undefined {
  if (backend && typeof backend === 'object') return undefined;
  return backend || (server ? 'http' : 'local');
}

async function findWanted(
  wanted: Wanted,
  identity: IdentityService | undefined,
  signal: AbortSignal,
): Promise<CommentBackend> {
  const { backend, server, avatars, settings } = wanted;
  const { poll } = settings;
  const name = backendName(wanted);
  if (name === undefined) return backend as CommentBackend;
  if (!isRegistered(name)) throw new CommentError('unsupported');
  const make = await findBackend(name, signal);
  return make({ avatars, poll, ...(server && { server }), ...(identity && { identity }) });
}

function brokenBackend(thrown: unknown): CommentBackend {
  const fail = (): Promise<never> => Promise.reject(asCommentError(thrown));
  return { open: fail, list: fail, add: fail };
}
