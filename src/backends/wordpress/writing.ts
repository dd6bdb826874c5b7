import type { Added, Call } from '../contract.ts';
import { limitedHtml } from '../../content/html-writer.ts';
import { markdownTree } from '../../content/markdown.ts';
import type { Comment } from '../../model/comment.ts';
import { checkDraft, type Draft } from '../../model/draft.ts';
import { asCommentError, CommentError } from '../../model/errors.ts';
import type { Rules } from '../../model/rules.ts';
import { findAgain, tracesOf } from './again.ts';
import { decodeEntry } from './decode.ts';
import type { Pages } from './pages.ts';
import { noteRefused } from './refused.ts';
import { forgetSent, noteAnswered, noteSent, readSent, type Sent } from './sent.ts';

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
  const sent = sentAs(pages, key, call);
  return sent ? foundAgain(pages, sent, call) : null;
}

async function send(pages: Pages, rules: Rules, draft: Draft, call: Call): Promise<Added> {
  call.signal.throwIfAborted();
  const { guest, parentId, key } = draft;
  const earlier = sentAs(pages, key, call);
  // Where comments in a row are refused, sending it again would not even tell that it is there.
  const found = earlier && (await foundAgain(pages, earlier, call));
  if (found) return found;
  checkDraft(draft, rules);
  if (!guest) throw new CommentError('unauthorized');
  // WordPress itself would take a reply to anything.
  if (parentId !== null && !(await pages.find(parentId, call))) throw new CommentError('not-found');
  const { site, post, reading } = pages.thread;
  const owner = call.guestKey ?? '';
  const first = { key, owner, site: site.address, post, at: Date.now(), traces: tracesOf(draft) };
  const note: Sent = earlier ?? first;
  noteSent(note);
  try {
    const { value } = await site.post(
      '/wp/v2/comments',
      {
        post,
        parent: parentId ?? 0,
        content: limitedHtml(markdownTree(draft.body)),
        // As WordPress keeps it: it takes the same name for another one otherwise.
        author_name: guest.name.trim().replace(/&(?!#?\w+;)/g, '&amp;'),
        ...(guest.email && { author_email: guest.email.trim() }),
        ...(guest.url && { author_url: guest.url.trim() }),
      },
      call,
    );
    const entry = decodeEntry(value, reading);
    if (!entry) throw new CommentError('unavailable', { detail: 'WordPress answered nothing.' });
    noteAnswered(note, entry.comment);
    noteRefused(site.address, post, { guests: false, everybody: false });
    return own(entry.comment);
  } catch (thrown) {
    call.signal.throwIfAborted();
    const error = asCommentError(thrown);
    if (earlier && error.code === 'duplicate') return arrived(pages, earlier, draft, call);
    if (!earlier && !mayHaveArrived(error)) forgetSent(key);
    const [guests, everybody] = [error.code === 'unauthorized', error.code === 'closed'];
    if (guests || everybody) noteRefused(site.address, post, { guests, everybody });
    throw namedFields(error, draft);
  }
}

/** What this browser has noted of a draft that was sent before, by the same asker, to this thread. */
function sentAs({ thread }: Pages, key: string, { guestKey = '' }: Call): Sent | undefined {
  return readSent().find(
    (sent) =>
      sent.key === key &&
      sent.owner === guestKey &&
      sent.site === thread.site.address &&
      sent.post === thread.post,
  );
}

async function foundAgain(pages: Pages, sent: Sent, call: Call): Promise<Added | null> {
  const { id, comment } = sent;
  const entry = await (id === undefined
    ? findAgain(pages.thread, sent, call)
    : pages.find(id, call));
  if (entry) noteAnswered(sent, entry.comment);
  if (entry) return own(entry.comment);
  return comment ? own(comment) : null;
}

/**
 * It was sent before, and WordPress refuses it as the same again: so it is there. Where nobody is
 * shown it, it waits for a moderator, and its writer sees what they have sent.
 */
async function arrived(pages: Pages, sent: Sent, draft: Draft, call: Call): Promise<Added> {
  const found = await foundAgain(pages, sent, call);
  if (found) return found;
  const { name = '', url } = draft.guest ?? {};
  const comment: Comment = {
    id: `sent-${sent.key}`,
    parentId: draft.parentId,
    author: { name: name.trim(), ...(url && { url: url.trim() }) },
    body: { format: 'markdown', source: draft.body },
    createdAt: sent.at,
    status: 'pending',
  };
  noteSent({ ...sent, comment });
  return own(comment);
}

/** Nobody can have answered it yet, so it is what a list will say of it. */
function own(comment: Comment): Added {
  return { comment: { ...comment, replyCount: 0 }, marks: { own: true } };
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
