import type { Call, CommentBackend } from '../backends/contract.ts';
import type { Act } from '../model/acts.ts';
import type { CommentError } from '../model/errors.ts';
import type { Sort } from '../model/order.ts';
import type { ThreadRef } from '../model/page.ts';
import type { IdentityService } from '../identity/contract.ts';
import type { ThreadInfo } from '../model/rules.ts';
import type { Branch, Change, Likers, State, ThreadView } from '../model/state.ts';
import type { Composer, GuestFields, Writing } from '../model/writing.ts';
import { Changes } from './changes.ts';
import { Collection } from './collection.ts';
import type { DraftStorage } from './drafts.ts';

export interface StoreOptions {
  readonly backend: CommentBackend;
  readonly thread: ThreadRef;
  readonly sort: Sort;
  /** Roots, or replies of one branch, in one page; `all`: everything, in the background. */
  readonly pageSize: number | 'all';
  readonly guestKey?: string;
  /** When this reader was here before, milliseconds since 1970. */
  readonly lastVisit?: number | undefined;
  /** Acts that an earlier visit could not send. */
  readonly acts?: readonly Act[];
  /** The comment that a link led to. */
  readonly around?: string | undefined;
  /** False: it may be meant for another section of the page, so it is no loss when it is not here. */
  readonly isLinkOurs?: boolean;
  readonly identity?: IdentityService | undefined;
  /** Providers to offer, in this order; undefined: all, in theirs. */
  readonly login?: readonly string[] | undefined;
  /** How long a removal waits where the backend could not take it back, in milliseconds: 8000. */
  readonly undoMs?: number;
  /** How long a backend may take to answer an act, in milliseconds: 60 000. */
  readonly patienceMs?: number;
  /** What outlives the page for those who write; loaded with all that reading does not need. */
  readonly memory?: (() => Promise<WritingMemory>) | undefined;
}

/** Without the one, drafts last for the visit; without the other, so do details of guests. */
export interface WritingMemory {
  readonly drafts?: DraftStorage | undefined;
  readonly guest?: GuestMemory | undefined;
}

/** What this browser keeps of a guest's details. */
export interface GuestMemory {
  read(): { readonly fields: GuestFields; readonly remembers: boolean };
  /** Keeps them for the visit, or for the next ones too. */
  keep(fields: GuestFields, remembers: boolean): void;
}

/** What the parts of a store work on together. */
export class Context {
  readonly options: StoreOptions;
  readonly collection: Collection;
  readonly state: StoreState;
  readonly call: Call;
  readonly changes = new Changes();
  readonly listeners = new Set<(change: Change) => void>();

  constructor(options: StoreOptions, signal: AbortSignal) {
    const { guestKey, sort, lastVisit } = options;
    this.options = options;
    this.call = { signal, ...(guestKey && { guestKey }) };
    this.collection = new Collection(sort, this.changes);
    this.state = new StoreState(this.collection, sort, lastVisit);
    this.state.hasAccounts = !!this.identity;
  }

  /** Where one can sign in. */
  get identity(): IdentityService | undefined {
    return this.options.identity ?? this.options.backend.identity;
  }

  get closed(): boolean {
    return this.call.signal.aborted;
  }

  /** Tells the listeners what was touched since the last time. */
  commit(): void {
    const change = this.changes.take(this.state.revision + 1);
    if (!change || this.closed) return;
    this.state.revision = change.revision;
    for (const listener of this.listeners) listener(change);
  }
}

/** As the store may write it. */
export type WritingState = { -readonly [K in keyof Omit<Writing, 'composers'>]: Writing[K] } & {
  composers: Map<string, Composer>;
};

/** The state, as the store may write it. */
class StoreState implements State {
  #collection: Collection;
  revision = 0;
  phase: State['phase'] = 'loading';
  error: CommentError | undefined;
  info: ThreadInfo | undefined;
  sort: Sort;
  branches = new Map<string | null, Branch>();
  collapsed = new Set<string>();
  unfolded = new Set<string>();
  likers = new Map<string, Likers>();
  target: State['target'];
  lost = false;
  arrived = 0;
  lastVisit: number | undefined;
  fresh = 0;
  hasAccounts = false;
  writing: WritingState = {
    composers: new Map(),
    guest: { name: '', email: '', website: '' },
    remembers: false,
    viewer: null,
    providers: [],
    allProviders: undefined,
    signIn: undefined,
    isChanging: false,
    posted: undefined,
    isDraftLost: false,
  };

  constructor(collection: Collection, sort: Sort, lastVisit: number | undefined) {
    this.#collection = collection;
    this.sort = sort;
    this.lastVisit = lastVisit;
  }

  get thread(): ThreadView {
    return this.#collection.thread;
  }
}
