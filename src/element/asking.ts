import {
  CommentEditedEvent,
  CommentLikedEvent,
  CommentLikeEvent,
  CommentRemovedEvent,
  CommentRemoveEvent,
  CommentSignedInEvent,
  CommentSignInEvent,
  CommentSubmittedEvent,
} from '../live-events.ts';
import type { Act } from '../model/acts.ts';
import type { Comment } from '../model/comment.ts';
import type { Request, RequestOf } from '../model/requests.ts';
import type { Store } from '../store/store.ts';
import { submit, type Host } from './submit.ts';

/** Offers a request to the page, hands it to the store, and tells the page once it is done. */
export async function ask(host: Host, store: Store, request: Request): Promise<void> {
  switch (request.type) {
    case 'like':
      return await askAndTell(host, store, request, {
        ask: (comment) => new CommentLikeEvent(comment, request.liked),
        tell: (comment) => new CommentLikedEvent(comment, request.liked),
      });
    case 'remove':
      return await askAndTell(host, store, request, {
        ask: (comment) => new CommentRemoveEvent(comment),
        // Undo may have come before it was done.
        tell: (comment, isThere) => (isThere ? undefined : new CommentRemovedEvent(comment)),
      });
    case 'submit':
      return await submit(host, store, request.place);
    case 'retry':
      return await retry(host, store, request);
    case 'sign-in':
      return await signIn(host, store, request);
    default:
      await store.request(request);
  }
}

interface Asking {
  ask: (comment: Comment) => Event;
  tell: (comment: Comment, isThere: boolean) => Event | undefined;
}

async function askAndTell(
  host: Host,
  store: Store,
  request: RequestOf<'like'> | RequestOf<'remove'>,
  asking: Asking,
): Promise<void> {
  const comment = store.state.thread.get(request.id)?.comment;
  if (!comment || !host.dispatchEvent(asking.ask(comment))) return;
  await store.request(request);
  const now = store.state.thread.get(comment.id)?.comment;
  const told = asking.tell(now ?? comment, now !== undefined && now.status !== 'removed');
  if (told) host.dispatchEvent(told);
}

/** The page is told of what worked in the end as if it had at once. */
async function retry(host: Host, store: Store, request: RequestOf<'retry'>): Promise<void> {
  const row = store.state.thread.get(request.id);
  const act = row?.act;
  await store.request(request);
  const comment = row && (store.state.thread.byKey(row.key)?.comment ?? row.comment);
  const event = comment && act && toldOf(act, comment);
  if (event) host.dispatchEvent(event);
}

/** Nothing may come between the click and the provider's window. */
async function signIn(host: Host, store: Store, request: RequestOf<'sign-in'>): Promise<void> {
  const { provider } = request;
  const { writing } = store.state;
  const before = writing.viewer;
  if (!host.dispatchEvent(new CommentSignInEvent(provider))) return;
  await store.request(request);
  const { viewer } = writing;
  if (viewer && viewer !== before) {
    host.dispatchEvent(new CommentSignedInEvent(provider, viewer.name));
  }
}

function toldOf(act: Act, comment: Comment): Event | undefined {
  switch (act.type) {
    case 'add':
      return new CommentSubmittedEvent(comment);
    case 'edit':
      return new CommentEditedEvent(comment);
    case 'remove':
      return new CommentRemovedEvent(comment);
    case 'like':
      return new CommentLikedEvent(comment, act.liked);
    case 'restore':
      return undefined;
  }
}
