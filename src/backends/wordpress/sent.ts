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
  /** When it was sent first, milliseconds since 1970. */
  readonly at: number;
  /** Of the comment; absent as long as no answer came. */
  readonly id?: string;
  /** What to know it by, as long as no answer came. */
  readonly traces?: Traces;
  /** The comment itself, as long as it waits for a moderator. */
  readonly comment?: Comment;
}

/** What is left of a text when a server has put other quotes, lines and links around its words. */
export interface Traces {
  readonly parentId: string | null;
  readonly name: string;
  /** The words, with spaces between them. */
  readonly words: string;
}

const item = 'comment-section:wordpress-sent';
const most = 100;
const daysKept = 30;

let forThisPage: readonly Sent[] = [];
/** What is stored is older than what this page knows. */
let isBehind = false;

export function readSent(): readonly Sent[] {
  try {
    const text = isBehind ? null : localStorage.getItem(item);
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

/** It has an answer: nothing of it has to be kept but the id, and itself where it waits. */
export function noteAnswered({ traces: _traces, ...sent }: Sent, comment: Comment): void {
  const { comment: _comment, ...rest } = sent;
  const isWaiting = comment.status !== 'published';
  noteSent({ ...rest, id: comment.id, ...(isWaiting && { comment }) });
}

/** It did not arrive, and never will. */
export function forgetSent(wanted: string): void {
  write(readSent().filter(({ key }) => key !== wanted));
}

function write(all: readonly Sent[]): void {
  forThisPage = all;
  try {
    localStorage.setItem(item, JSON.stringify(all));
    isBehind = false;
  } catch {
    isBehind = true; // Refused, full, or not there: the page's own copy above has to do.
  }
}

/** Anything on the page may have written there. */
function decode(value: unknown): Sent[] {
  return Array.isArray(value) ? value.flatMap((each) => decodeOne(Object(each)) ?? []) : [];
}

function decodeOne(given: Readonly<Record<string, unknown>>): Sent | undefined {
  const { key, owner, site, post, at, id, comment } = given;
  const [sound] = soundComments([comment]);
  const traces = decodeTraces(Object(given['traces']));
  if (typeof key !== 'string' || typeof owner !== 'string' || typeof site !== 'string') return;
  if (typeof post !== 'number' || typeof at !== 'number') return undefined;
  return {
    key,
    owner,
    site,
    post,
    at,
    ...(typeof id === 'string' && { id }),
    ...(traces && { traces }),
    ...(sound && { comment: sound }),
  };
}

function decodeTraces(given: Readonly<Record<string, unknown>>): Traces | undefined {
  const { parentId, name, words } = given;
  if (parentId !== null && typeof parentId !== 'string') return undefined;
  if (typeof name !== 'string' || typeof words !== 'string') return undefined;
  return { parentId, name, words };
}
