import type { CommentBackend } from '../backends/contract.ts';
import { backendNames, findBackend, isRegistered } from '../backends/registry.ts';
import { asCommentError } from '../model/errors.ts';
import { Store } from '../store/store.ts';
import { guestKey, rememberedSort, visit } from './browser-memory.ts';
import type { Problem } from './advice.ts';
import { linkedComment } from './permalink.ts';
import type { Settings } from './settings.ts';

export interface Wanted {
  /** A backend object, or the name of one; null: as `server` implies. */
  readonly backend: CommentBackend | string | null;
  readonly server: string | null;
  readonly settings: Settings;
}

type Advise = (problem: Problem) => void;

/**
 * Makes the store for what the attributes say. A backend that is not to be had becomes one that
 * fails to open, so that there is one way only in which a reader learns of it.
 */
export async function makeStore(
  wanted: Wanted,
  signal: AbortSignal,
  advise: Advise,
): Promise<Store> {
  const { settings } = wanted;
  return new Store({
    backend: await findWanted(wanted, signal, advise).catch(brokenBackend),
    thread: { id: settings.thread, title: settings.title, url: location.href },
    sort: rememberedSort() ?? settings.sort ?? 'oldest',
    pageSize: settings.pageSize,
    guestKey: guestKey(),
    lastVisit: visit(settings.thread, Date.now()),
    around: linkedComment(),
  });
}

/** `server` without `backend` is our own protocol: comments meant for everybody never stay local. */
async function findWanted(
  { backend, server }: Wanted,
  signal: AbortSignal,
  advise: Advise,
): Promise<CommentBackend> {
  if (backend && typeof backend === 'object') return backend;
  const name = backend || (server ? 'http' : 'local');
  if (!isRegistered(name)) advise({ about: 'backend', name, known: backendNames() });
  const make = await findBackend(name, signal);
  return make(server ? { server } : {});
}

function brokenBackend(thrown: unknown): CommentBackend {
  const fail = (): Promise<never> => Promise.reject(asCommentError(thrown));
  return { open: fail, list: fail, add: fail };
}
