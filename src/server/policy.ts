import type { Rules } from '../model/rules.ts';
import type { Check } from './screening.ts';
import type { ThreadRow } from './database/schema.ts';

/** What the owner of a site has decided. Every rule is kept here, whatever a browser says. */
export interface Policy {
  readonly guests: Rules['guests'];
  readonly required: Rules['required'];
  readonly likes: Rules['likes'];
  /** Characters of one comment at most. */
  readonly longest: number;
  /** Levels of replies at most. */
  readonly deepest: number;
  /** Which new comments wait for a moderator: none, first ones of a guest, those with links, all. */
  readonly moderation: 'none' | 'first' | 'links' | 'all';
  /** Milliseconds after writing; Infinity: without end. */
  readonly editMs: number;
  readonly removeMs: number;
  /** Milliseconds after the first comment of a thread until it closes; Infinity: never. */
  readonly closeAfterMs: number;
  /** Links in one comment, from which on more than these make it wait. */
  readonly links: number;
  /** Milliseconds; what was written in less waits. */
  readonly quickMs: number;
  /** Whatever holds one of these waits. */
  readonly words: readonly string[];
  /** Names that guests may not look like. */
  readonly moderators: readonly string[];
  /** One more opinion on a new text, such as a service's. */
  readonly check?: Check;
  /** How fast one may write; null: as fast as one likes. */
  readonly limits: Limits | null;
  /** Seconds for which a public answer is good, and for which it may be shown while a new one comes. */
  readonly freshSeconds: number;
  readonly staleSeconds: number;
}

/** How many writes at once, and how many a minute after that. */
export interface Limit {
  readonly burst: number;
  readonly perMinute: number;
}

export interface Limits {
  readonly address: Limit | null;
  readonly actor: Limit | null;
  readonly site: Limit | null;
}

const minute = 60_000;

export const defaultPolicy: Policy = {
  guests: 'yes',
  required: ['name', 'email'],
  likes: 'anybody',
  longest: 10_000,
  deepest: 20,
  moderation: 'none',
  editMs: 15 * minute,
  removeMs: Infinity,
  closeAfterMs: Infinity,
  links: 2,
  quickMs: 2_000,
  words: [],
  moderators: [],
  limits: {
    address: { burst: 30, perMinute: 10 },
    actor: { burst: 30, perMinute: 10 },
    site: { burst: 900, perMinute: 300 },
  },
  freshSeconds: 5,
  staleSeconds: 25,
};

/** For how long a removed comment can be had back; then its text is gone. */
export const restoreMs = 60 * minute;

/** The rules of one thread, as a browser is told them. */
export function rulesOf(policy: Policy, thread: ThreadRow | undefined, now: number): Rules {
  const { guests, required, likes, longest, deepest, moderation } = policy;
  return {
    closed: isClosed(policy, thread, now),
    guests,
    required,
    likes,
    longest,
    deepest,
    format: 'markdown',
    sorts: ['oldest', 'newest', 'most-liked'],
    // Where only some wait, the answer to a new comment says which.
    moderation: moderation === 'links' ? 'none' : moderation,
  };
}

function isClosed(policy: Policy, thread: ThreadRow | undefined, now: number): boolean {
  if (!thread) return false;
  if (thread.closed !== null) return thread.closed === 1;
  return now > thread.created_at + policy.closeAfterMs;
}
