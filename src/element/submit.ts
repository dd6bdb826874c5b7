import {
  CommentEditedEvent,
  CommentEditEvent,
  CommentSubmitEvent,
  CommentSubmittedEvent,
} from '../live-events.ts';
import { partsOf, type PlaceName } from '../model/writing.ts';
import type { Store } from '../store/store.ts';
import { trapName } from '../views/who.ts';

/** The element, with what the page allows. */
export type Host = HTMLElement & { readonly readOnly: boolean; readonly closed: boolean };

/**
 * Sends what is in a form: first the section's own rules, then the page's, which may change the
 * text, refuse it with a sentence, or take its time. What was submitted twice is sent once.
 */
export async function submit(host: Host, store: Store, place: PlaceName): Promise<void> {
  const composer = store.state.writing.composers.get(place);
  if (!composer || composer.isBusy || host.readOnly) return;
  const [kind, id = ''] = partsOf(place);
  // Held at once, so that a second press finds it so; the check lets go of what is wrong.
  const held = store.request({ type: 'hold', place });
  await store.request({ type: 'check', place, isClosed: host.closed && kind !== 'edit' });
  await held;
  const comment = store.state.thread.get(id)?.comment;
  const asked =
    kind === 'edit' && comment
      ? new CommentEditEvent(comment, composer.text)
      : new CommentSubmitEvent(composer.text, kind === 'reply' ? id : null);
  const refusal = await askPage(host, asked);
  if (refusal !== undefined) {
    await store.request({ type: 'refuse', place, sentence: refusal });
    return;
  }
  const trap = trapped(host.shadowRoot?.getElementById(`${composer.key}-body`));
  await store.request({ type: 'submit', place, body: asked.body, ...(trap && { trap }) });
  const { thread, writing } = store.state;
  const done = thread.get(kind === 'edit' ? id : (writing.posted ?? ''))?.comment;
  if (!done) return;
  host.dispatchEvent(
    kind === 'edit' ? new CommentEditedEvent(done) : new CommentSubmittedEvent(done),
  );
}

/** What a machine that fills in every field put where no person can. */
function trapped(area: HTMLElement | null | undefined): string {
  const field = area?.closest('form')?.elements.namedItem(trapName);
  return field instanceof HTMLInputElement ? field.value : '';
}

/** The page's reason for not sending it; empty: it gave none; undefined: it may go. */
async function askPage(
  host: HTMLElement,
  event: CommentSubmitEvent | CommentEditEvent,
): Promise<string | undefined> {
  const allowed = host.dispatchEvent(event);
  try {
    await event.settled;
  } catch (thrown) {
    return event.refusal ?? (thrown instanceof Error ? thrown.message : String(thrown));
  }
  return event.refusal ?? (allowed ? undefined : '');
}
