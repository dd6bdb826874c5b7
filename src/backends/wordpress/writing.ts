import type { Added, Call } from '../contract.ts';
import { limitedHtml } from '../../content/html-writer.ts';
import { markdownTree } from '../../content/markdown.ts';
import type { Comment } from '../../model/comment.ts';
import { checkDraft, type Draft } from '../../model/draft.ts';
import { asCommentError, CommentError } from '../../model/errors.ts';
import type { Rules } from '../../model/rules.ts';
import { decodeEntry, type Entry } from './decode.ts';
import type { Pages } from './pages.ts';
import { listOf } from './replies.ts';
import { forgetSent, noteSent, readSent, type Sent } from './sent.ts';
import { readRun } from './siblings.ts';

/** Drafts on their way, by their keys: the same one twice at once is one comment. */
const underWay = new Map<string, Promise<Added>>();

export function add(pages: Pages, rules: Rules, draft: Draft, call: Call): Promise<Added> {
  const known = underWay.get(draft.key);
  if (known) return known;
  const adding = send(pages, rules, draft, call).finally(() => underWay.delete(draft.key));
  underWay.set(draft.key, adding);
  return adding;
}

/** The comment that came of a draft, as far as this browser can know. */
export async function find(pages: Pages, key: string, call: Call): Promise<Added | null> {
  const sent = readSent().find((each) => each.key === key);
  if (!sent || sent.post !== pages.thread.post || sent.owner !== call.guestKey) return null;
  if (sent.id === undefined) return null;
  const entry = await pages.find(sent.id, call);
  if (entry) return own(entry);
  return sent.comment ? { comment: sent.comment, marks: { own: true } } : null;
}

async function send(pages: Pages, rules: Rules, draft: Draft, call: Call): Promise<Added> {
  call.signal.throwIfAborted();
  const { guest, parentId, key } = draft;
  const earlier = readSent().find((each) => each.key === key);
  const found = earlier && (await find(pages, key, call));
  if (found) return found;
  checkDraft(draft, rules);
  if (!guest) throw new CommentError('unauthorized');
  // WordPress itself would take a reply to anything.
  if (parentId !== null && !(await pages.find(parentId, call))) throw new CommentError('not-found');
  const { site, post, reading } = pages.thread;
  const note: Sent = { key, owner: call.guestKey ?? '', site: site.address, post, at: Date.now() };
  noteSent(note);
  try {
    const { value } = await site.post(
      '/wp/v2/comments',
      {
        post,
        parent: parentId ?? 0,
        content: limitedHtml(markdownTree(draft.body)),
        author_name: guest.name.trim(),
        ...(guest.email && { author_email: guest.email.trim() }),
        ...(guest.url && { author_url: guest.url.trim() }),
      },
      call,
    );
    const entry = decodeEntry(value, reading);
    if (!entry) throw new CommentError('unavailable', { detail: 'WordPress answered nothing.' });
    noteSent({
      ...note,
      id: entry.comment.id,
      ...(isWaiting(entry) && { comment: entry.comment }),
    });
    return own(entry);
  } catch (thrown) {
    call.signal.throwIfAborted();
    const error = asCommentError(thrown);
    // It was sent before and the answer was lost: then this says that it has arrived.
    const arrived =
      error.code === 'duplicate' && earlier ? await findAgain(pages, draft, call) : null;
    if (arrived) {
      noteSent({ ...note, id: arrived.comment.id });
      return arrived;
    }
    if (!mayHaveArrived(error)) forgetSent(key);
    throw namedFields(error, draft);
  }
}

/** Of the newest comments the one that says the same, by somebody of the same name. */
async function findAgain(pages: Pages, draft: Draft, call: Call): Promise<Added | null> {
  const list = listOf(pages.thread, { parent: draft.parentId ?? 0 }, true);
  const { entries } = await readRun(list, 0, 50, call);
  const said = lettersOf(limitedHtml(markdownTree(draft.body)));
  const same = entries.find(
    ({ comment }) =>
      comment.author.name === draft.guest?.name.trim() && lettersOf(comment.body.source) === said,
  );
  return same ? own(same) : null;
}

/** What is left when a server has put other quotes, lines and links around the words. */
function lettersOf(html: string): string {
  return html.replace(/<[^>]*>|&[#\w]+;/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}

/** Nobody can have answered it yet, so it is what a list will say of it. */
function own({ comment }: Entry): Added {
  const counted: Comment = { ...comment, replyCount: 0 };
  return { comment: counted, marks: { own: true } };
}

function isWaiting({ comment }: Entry): boolean {
  return comment.status !== 'published';
}

function mayHaveArrived({ code }: CommentError): boolean {
  return code === 'offline' || code === 'timeout' || code === 'unavailable';
}

/** WordPress says that name or address is missing, and not which; a wrong address it names. */
function namedFields(error: CommentError, { guest }: Draft): CommentError {
  const { fields } = error;
  if (error.code !== 'invalid' || !fields?.name || !fields.email) return error;
  const { code, cause, detail = '' } = error;
  const isAddressMissing = !guest?.email?.trim();
  const isNameMissing = !guest?.name.trim() || !isAddressMissing;
  return new CommentError(code, {
    fields: {
      ...(isNameMissing && { name: 'required' }),
      ...(isAddressMissing && { email: 'required' }),
    },
    detail,
    cause,
  });
}
