import type { Guest } from '../model/viewer.ts';
import type { Work } from './database/schema.ts';
import { shortHashOf } from './hashes.ts';
import { lookOf } from './look-alike.ts';
import type { Actor, Site } from './site.ts';

/** A text that somebody wants to publish. */
export interface Candidate extends Guest {
  readonly body: string;
  /** An earlier text is changed. */
  readonly isEdit: boolean;
  /** What came into a field that no person sees. */
  readonly trap?: string;
  /** Milliseconds since the form was begun, where the page knew. */
  readonly tookMs?: number;
}

/**
 * One more opinion, such as a service's: why the text has to wait, a word each; none when it may
 * pass. One that fails, or takes longer than three seconds, makes the text wait as well.
 */
export type Check = (candidate: Candidate, signal: AbortSignal) => Promise<readonly string[]>;

const checkMs = 3_000;
const dayMs = 24 * 60 * 60_000;
/** Short texts, such as "Thank you!", are written twice without being spam. */
const shortestDuplicate = 30;

/**
 * Why a text has to wait for a moderator. Nothing is refused here: whoever is wrongly suspected
 * loses time and no words.
 */
export async function suspicions(site: Site, candidate: Candidate): Promise<string[]> {
  const { moderation, links, words, moderators, quickMs, check } = site.policy;
  const { name, url = '', body, trap, tookMs = Infinity } = candidate;
  const reasons: string[] = [];
  if (moderation === 'all') reasons.push('moderation');
  if (countLinks(body) > (moderation === 'links' ? 0 : links)) reasons.push('links');
  const text = plain(`${name} ${url} ${body}`);
  if (words.some((word) => text.includes(plain(word)))) reasons.push('words');
  const look = lookOf(name);
  if (look !== '' && moderators.some((one) => lookOf(one) === look)) reasons.push('name');
  if (trap) reasons.push('trap');
  if (tookMs < quickMs) reasons.push('too-fast');
  if (check) reasons.push(...(await ask(check, candidate)));
  return reasons;
}

/** What only the database knows; asked with the thread taken, so that two at once count as two. */
export async function suspicionsFromBefore(
  site: Site,
  work: Work,
  actor: Actor,
  bodyHash: string | null,
  except = '',
): Promise<string[]> {
  const reasons: string[] = [];
  if (site.policy.moderation === 'first' && !(await isKnown(site, work, actor))) {
    reasons.push('first-comment');
  }
  if (bodyHash !== null && (await isRepeated(site, work, bodyHash, except)))
    reasons.push('duplicate');
  return reasons;
}

/** Equal for texts that differ in case, spaces and signs only; null where that says nothing. */
export function bodyHashOf(body: string): string | null {
  const letters = plain(body).replace(/[^\p{L}\p{N}]/gu, '');
  return letters.length < shortestDuplicate ? null : shortHashOf('body', letters);
}

async function ask(check: Check, candidate: Candidate): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(checkMs);
  const late = new Promise<never>((_, refuse) => {
    signal.addEventListener('abort', () => refuse(new Error('The check took too long.')));
  });
  try {
    return await Promise.race([check(candidate, signal), late]);
  } catch {
    return ['not-checked'];
  }
}

async function isKnown(site: Site, work: Work, actor: Actor): Promise<boolean> {
  const earlier = await work
    .selectFrom('comments')
    .select('id')
    .where('site', '=', site.name)
    .where('owner', '=', actor.id)
    .where('status', '=', 'published')
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

async function isRepeated(
  site: Site,
  work: Work,
  bodyHash: string,
  except: string,
): Promise<boolean> {
  const same = await work
    .selectFrom('comments')
    .select('id')
    .where('site', '=', site.name)
    .where('body_hash', '=', bodyHash)
    .where('id', '!=', except)
    .where('created_at', '>', site.now() - dayMs)
    .limit(1)
    .executeTakeFirst();
  return same !== undefined;
}

function countLinks(body: string): number {
  return body.match(/\bhttps?:\/\/|\bwww\.|\]\(|\]:/gi)?.length ?? 0;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}
