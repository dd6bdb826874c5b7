import type { Comment } from '../../model/comment.ts';
import { soundComments } from '../../model/sound.ts';

/**
 * What this browser has sent to WordPress, since that keeps no keys, tells no guest what is theirs,
 * and hides a comment that waits from the one who wrote it. Where storage is refused it lasts as
 * long as the page.
 */
export interface Sent {
  /** Of the draft. */
  readonly key: string;
  /** The guest key of who sent it. */
  readonly owner: string;
  readonly site: string;
  readonly post: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the comment; absent as long as no answer came. */
  readonly id?: string;
  /** The comment itself, as long as it waits for a moderator. */
  readonly comment?: Comment;
}

const name = 'comment-section:wordpress-sent';
const most = 100;
const daysKept = 30;

let forThisPage: readonly Sent[] = [];

export function readSent(): readonly Sent[] {
  try {
    const text = localStorage.getItem(name);
    return text === null ? forThisPage : decode(JSON.parse(text));
  } catch {
    return forThisPage;
  }
}

/** Notes a draft, or what became of it. */
export function noteSent(sent: Sent): void {
  const oldest = Date.now() - daysKept * 86_400_000;
  const others = readSent().filter(({ key, at }) => key !== sent.key && at > oldest);
  write([...others, sent].slice(-most));
}

/** It did not arrive, and never will. */
export function forgetSent(wanted: string): void {
  write(readSent().filter(({ key }) => key !== wanted));
}

function write(all: readonly Sent[]): void {
  forThisPage = all;
  try {
    localStorage.setItem(name, JSON.stringify(all));
  } catch {
    // Refused, full, or not there: the page's own copy above has to do.
  }
}

/** Anything on the page may have written there. */
function decode(value: unknown): Sent[] {
  return Array.isArray(value) ? value.flatMap((each) => decodeOne(Object(each)) ?? []) : [];
}

function decodeOne(given: Readonly<Record<string, unknown>>): Sent | undefined {
  const { key, owner, site, post, at, id, comment } = given;
  const [sound] = soundComments([comment]);
  if (typeof key !== 'string' || typeof owner !== 'string' || typeof site !== 'string') return;
  if (typeof post !== 'number' || typeof at !== 'number') return undefined;
  return {
    key,
    owner,
    site,
    post,
    at,
    ...(typeof id === 'string' && { id }),
    ...(sound && { comment: sound }),
  };
}
