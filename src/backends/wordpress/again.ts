import type { Call } from '../contract.ts';
import { limitedHtml } from '../../content/html-writer.ts';
import { markdownTree } from '../../content/markdown.ts';
import type { Draft } from '../../model/draft.ts';
import type { Entry } from './decode.ts';
import { listOf, type Thread } from './replies.ts';
import { readSent, type Sent, type Traces } from './sent.ts';
import { readRun } from './siblings.ts';

/** So far apart may the clocks of a reader and of a server be. */
const clocksDifferMs = 3_600_000;

/** So much of two texts has to be the same words. */
const alike = 0.75;

export function tracesOf({ parentId, body, guest }: Draft): Traces {
  const html = limitedHtml(markdownTree(body));
  return { parentId, name: lettersOf(guest?.name ?? ''), words: [...wordsOf(html)].join(' ') };
}

/**
 * The published comment that came of something whose answer was lost: of the newest ones by somebody
 * of the same name the one that says the same most nearly, since WordPress draws smilies, crosses and
 * its own name in its own way.
 */
export async function findAgain(
  thread: Thread,
  { key, at, traces }: Sent,
  call: Call,
): Promise<Entry | undefined> {
  if (!traces) return undefined;
  const list = listOf(thread, { parent: traces.parentId ?? 0 }, true);
  const { entries } = await readRun(list, 0, 50, call);
  // What came of other drafts came of them.
  const others = new Set(readSent().flatMap((sent) => (sent.key !== key && sent.id) || []));
  const words = new Set(traces.words.split(' ').filter(Boolean));
  const [best] = entries
    .filter(
      ({ comment }) =>
        !others.has(comment.id) &&
        comment.createdAt >= at - clocksDifferMs &&
        lettersOf(comment.author.name) === traces.name,
    )
    .map((entry) => ({ entry, likeness: likeness(words, wordsOf(entry.comment.body.source)) }))
    .filter((each) => each.likeness >= alike)
    .sort((a, b) => b.likeness - a.likeness);
  return best?.entry;
}

function likeness(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const longer = Math.max(some.size, others.size);
  const shared = [...some].filter((word) => others.has(word)).length;
  return longer === 0 ? 1 : shared / longer;
}

/** Single letters may be a cross or half of a smiley, and a word between colons is one. */
function wordsOf(html: string): Set<string> {
  const text = html.replace(/<[^<>]*>/g, '').replace(/&[#\w]+;|:\w+:/g, ' ');
  return new Set(text.toLowerCase().match(/[\p{L}\p{M}]{2,}|\p{N}+/gu));
}

/** Of a name, from which WordPress takes what looks like tags. */
function lettersOf(name: string): string {
  return name
    .replace(/<[^<>]*>/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .toLowerCase();
}
