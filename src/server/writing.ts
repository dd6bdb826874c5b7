import type { Comment } from '../model/comment.ts';
import { checkDraft, checkText } from '../model/draft.ts';
import { CommentError } from '../model/errors.ts';
import { cleanName, cleanText } from '../model/names.ts';
import type { ThreadRef } from '../model/page.ts';
import type { Guest } from '../model/viewer.ts';
import type { AddedAnswer, NewComment, RemovedAnswer } from '../protocol/shapes.ts';
import type { CommentRow } from './database/schema.ts';
import { change, changeComment, type Desk } from './desk.ts';
import { newId } from './hashes.ts';
import { readLiked } from './mine.ts';
import { isDone } from './once.ts';
import { rulesOf } from './policy.ts';
import { isRestorable, isTakenAway, marksOf, publish, revealToWriter } from './rows.ts';
import { bodyHashOf, suspicions, type Candidate, suspicionsFromBefore } from './screening.ts';
import { readThread, threadKey, type Actor, type Site } from './site.ts';

/** Who does something, and the idempotency key it is done under. */
export interface Write {
  readonly actor: Actor;
  readonly key: string;
}

export async function addComment(
  site: Site,
  { actor, key }: Write,
  comment: NewComment,
  pageUrl: (url: string) => string | undefined,
): Promise<AddedAnswer> {
  const { thread: ref, parentId, guest: given, ...written } = comment;
  const { body } = written;
  const thread = threadKey(site, ref.id);
  const known = await findSent(site, thread, { actor, key });
  if (known) return answerWith(site, known, actor);

  const rules = rulesOf(site.policy, await readThread(site, thread), site.now());
  const draft = { key, parentId, body };
  if (!given) throw new CommentError('unauthorized');
  checkDraft({ ...draft, guest: given }, rules);
  const guest = cleanGuest(given);
  checkDraft({ ...draft, guest }, rules);
  const reasons =
    actor.kind === 'owner' ? [] : await suspicions(site, { ...guest, ...written, isEdit: false });

  const added = await change(site, { ref: cleanRef(ref, pageUrl) }, async (desk) => {
    const twin = await desk.sent(actor, key);
    if (twin) return twin;
    if (rulesOf(site.policy, desk.thread, site.now()).closed) throw new CommentError('closed');
    const depth = await checkParent(desk, parentId);
    const bodyHash = bodyHashOf(body);
    if (actor.kind !== 'owner') {
      reasons.push(...(await suspicionsFromBefore(site, desk.work, actor, bodyHash)));
    }
    const time = desk.nextTime();
    const id = newId(time);
    await isDone(desk, { actor, key, act: 'add', comment: id });
    return desk.add({
      id,
      site: site.name,
      thread: desk.thread.key,
      parent: parentId ?? '',
      depth,
      author_name: guest.name,
      author_url: guest.url ?? null,
      email: guest.email ?? null,
      owner: actor.id,
      draft_key: key,
      format: rules.format,
      body,
      body_hash: bodyHash,
      status: reasons.length > 0 ? 'pending' : 'published',
      held_for: reasons.join(' ') || null,
      created_at: time,
    });
  });
  return answerWith(site, added, actor);
}

/** The comment that somebody added under a key. */
export async function readSent(site: Site, thread: string, write: Write): Promise<AddedAnswer> {
  const row = await findSent(site, threadKey(site, thread), write);
  if (!row) throw new CommentError('not-found');
  return answerWith(site, row, write.actor);
}

export async function editComment(
  site: Site,
  { actor, key }: Write,
  id: string,
  body: string,
): Promise<AddedAnswer> {
  const before = await readOwn(site, id, actor);
  const hasRules = actor.kind !== 'owner';
  // A service may be asked here, so it is done before anybody else has to wait.
  const reasons = hasRules ? await suspicions(site, candidateOf(before, body)) : [];
  return onOwn(site, actor, id, async (desk, row) => {
    if (await isDone(desk, { actor, key, act: 'edit', comment: id })) return row;
    if (isTakenAway(row)) throw new CommentError('not-found');
    checkTime(site, row, site.policy.editMs);
    checkText(body, rulesOf(site.policy, desk.thread, site.now()));
    const bodyHash = bodyHashOf(body);
    if (hasRules) {
      reasons.push(...(await suspicionsFromBefore(site, desk.work, actor, bodyHash, id)));
    }
    return desk.save(row, {
      body,
      body_hash: bodyHash,
      edited_at: Math.max(site.now(), row.created_at),
      // What waits goes on waiting, and what would have had to wait when it was new waits now.
      ...(reasons.length > 0 && { status: 'pending', held_for: reasons.join(' ') }),
    });
  });
}

export async function removeComment(
  site: Site,
  { actor, key }: Write,
  id: string,
): Promise<RemovedAnswer> {
  const comment = await changeComment(site, id, async (desk, row) => {
    checkOwn(row, actor);
    if (await isDone(desk, { actor, key, act: 'remove', comment: id })) return placeLeft(row);
    if (isTakenAway(row)) throw new CommentError('not-found');
    checkTime(site, row, site.policy.removeMs);
    const removed = {
      status: 'removed',
      status_before: row.status,
      removed_at: site.now(),
    } as const;
    return placeLeft(await desk.save(row, removed));
  });
  return { comment };
}

export function restoreComment(
  site: Site,
  { actor, key }: Write,
  id: string,
): Promise<AddedAnswer> {
  return onOwn(site, actor, id, async (desk, row) => {
    if (await isDone(desk, { actor, key, act: 'restore', comment: id })) return row;
    if (!isTakenAway(row)) return row;
    if (!isRestorable(site, row)) throw new CommentError('not-found');
    const restored = { status: row.status_before!, status_before: null, removed_at: null };
    return desk.save(row, restored);
  });
}

async function onOwn(
  site: Site,
  actor: Actor,
  id: string,
  work: (desk: Desk, row: CommentRow) => Promise<CommentRow>,
): Promise<AddedAnswer> {
  const row = await changeComment(site, id, (desk, before) => {
    checkOwn(before, actor);
    return work(desk, before);
  });
  return answerWith(site, row, actor);
}

/** The comment, before anything is done to it; what is done is checked again with the thread taken. */
async function readOwn(site: Site, id: string, actor: Actor): Promise<CommentRow> {
  const row = await site.db
    .selectFrom('comments')
    .selectAll()
    .where('site', '=', site.name)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new CommentError('not-found');
  checkOwn(row, actor);
  return row;
}

function candidateOf({ author_name, author_url, email }: CommentRow, body: string): Candidate {
  const url = author_url === null ? {} : { url: author_url };
  return { name: author_name, ...url, ...(email !== null && { email }), body, isEdit: true };
}

/** Of what others wrote and is not shown, nobody is told that it exists. */
function checkOwn(row: CommentRow, actor: Actor): void {
  if (row.owner === actor.id) return;
  throw new CommentError(row.listed === 1 ? 'forbidden' : 'not-found');
}

function checkTime(site: Site, { created_at }: CommentRow, windowMs: number): void {
  if (site.now() <= created_at + windowMs) return;
  throw new CommentError('forbidden', { detail: 'The time in which this was possible is over.' });
}

/** The level of a reply to this comment. */
async function checkParent(desk: Desk, parentId: string | null): Promise<number> {
  if (parentId === null) return 0;
  const parent = await desk.get(parentId);
  if (parent?.status !== 'published') throw new CommentError('not-found');
  if (parent.depth + 1 > desk.site.policy.deepest) {
    throw new CommentError('forbidden', { detail: 'Replies do not go deeper here.' });
  }
  return parent.depth + 1;
}

async function findSent(
  site: Site,
  thread: string,
  { actor, key }: Write,
): Promise<CommentRow | undefined> {
  const row = await site.db
    .selectFrom('comments')
    .selectAll()
    .where('site', '=', site.name)
    .where('owner', '=', actor.id)
    .where('draft_key', '=', key)
    .executeTakeFirst();
  return row?.thread === thread && row.status !== 'removed' ? row : undefined;
}

async function answerWith(site: Site, row: CommentRow, actor: Actor): Promise<AddedAnswer> {
  const liked = row.likes > 0 && (await readLiked(site, row.id, actor));
  return { comment: revealToWriter(row), marks: marksOf(site, row, actor, liked) };
}

function placeLeft(row: CommentRow): Comment | null {
  return row.listed === 1 ? publish(row) : null;
}

function cleanGuest({ name, email, url }: Guest): Guest {
  const address = email?.trim();
  const website = url?.trim();
  return {
    name: cleanName(name),
    ...(address && { email: address }),
    ...(website && { url: webAddress(website) }),
  };
}

/** The address of somebody's own pages; without a name and password, which look like a host. */
function webAddress(text: string): string {
  try {
    const { protocol, username, password, href } = new URL(text);
    if (/^https?:$/.test(protocol) && !username && !password) return href;
  } catch {
    // no address
  }
  throw new CommentError('invalid', { fields: { website: 'invalid' } });
}

function cleanRef(
  { id, title, url }: ThreadRef,
  pageUrl: (url: string) => string | undefined,
): ThreadRef {
  const name = title === undefined ? '' : cleanText(title);
  const address = url === undefined ? undefined : pageUrl(url);
  return { id, ...(name && { title: name }), ...(address !== undefined && { url: address }) };
}
