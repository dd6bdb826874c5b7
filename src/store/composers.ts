import { checkDraft, checkText, type Draft } from '../model/draft.ts';
import { asCommentError, CommentError } from '../model/errors.ts';
import { partsOf, type Composer, type PlaceName } from '../model/writing.ts';
import type { Context } from './context.ts';
import { Drafts, type DraftStorage } from './drafts.ts';
import type { GuestDetails } from './guest-details.ts';
import { randomKey } from './random-key.ts';
import { announce, moveFocus } from './effects.ts';
import { WritingTimes } from './writing-times.ts';

let composersMade = 0;

/** The forms that one writes in, and the drafts in them. */
export class Composers {
  readonly drafts: Drafts;
  #context: Context;
  #guest: GuestDetails;
  /** Places and keys of drafts under way, by the comment that their act is on. */
  #sent = new Map<string, { place: PlaceName; key: string }>();
  /** What was in a form when it was submitted: the writer may go on typing meanwhile. */
  #held = new Map<PlaceName, string>();
  #atFields = new WeakSet<CommentError>();
  #times = new WritingTimes();

  constructor(context: Context, guest: GuestDetails, storage: DraftStorage | undefined) {
    this.drafts = new Drafts(storage, context.options.thread.id);
    this.#context = context;
    this.#guest = guest;
    storage?.whenTaken?.((name) => this.drafts.writeAgain(name), context.call.signal);
  }

  /** Opens the form at the end with what was left in it, and replies that were begun. */
  start(): void {
    if (!this.get('thread')) this.#restore('thread', false);
    for (const place of this.drafts.places()) {
      const [kind, id] = partsOf(place as PlaceName);
      if (
        kind !== 'thread' &&
        !this.get(place as PlaceName) &&
        this.#context.collection.row(id ?? '')
      ) {
        this.#restore(place as PlaceName, true);
      }
    }
  }

  /** What an earlier page sent may have arrived although no answer did: then it is no draft. */
  async forgetArrived(): Promise<void> {
    const { options, call, state } = this.#context;
    for (const { place, key, text } of Array.from(state.writing.composers.values())) {
      const sentAs = this.drafts.read(place)?.key;
      const found = sentAs && (await options.backend.find?.(sentAs, call).catch(() => null));
      const composer = this.get(place);
      if (!found || composer?.key !== key || composer.text !== text) continue;
      this.drafts.clear(place);
      this.#set({ ...composer, text: '', isRestored: false, isOpen: false });
      this.#context.changes.effect({ type: 'text', key, text: '' });
      if (place !== 'thread') this.#close(composer);
    }
  }

  get(place: PlaceName): Composer | undefined {
    return this.#context.state.writing.composers.get(place);
  }

  /** Opens a form and moves into it. Forms below comments that hold nothing go. */
  open(place: PlaceName, quote = ''): void {
    const { text } = this.#enter(place);
    if (quote) this.#put(place, `${text && `${text}\n\n`}${quote}`);
  }

  /** Closes a form; the text stays as a draft. */
  leave(place: PlaceName): void {
    const composer = this.get(place);
    if (!composer) return;
    if (place === 'thread') this.#set({ ...composer, isOpen: false, errors: {}, error: undefined });
    else this.#close(composer);
    const row = this.#context.collection.row(composer.id ?? '');
    if (row) moveFocus(this.#context, `${row.key}-${partsOf(place)[0]}`);
    if (this.drafts.read(place)) announce(this.#context, { say: 'draft-kept' });
  }

  /** Keeps what is typed, at once. */
  type(place: PlaceName, text: string): void {
    const composer = this.get(place) ?? this.#restore(place, true);
    this.drafts.keep(place, text);
    this.#noteLoss();
    this.#times.begin(composer);
    const { errors, error, refusal } = composer;
    const wasWrong = errors.body !== undefined || error !== undefined || refusal !== undefined;
    const next = { ...composer, text, isRestored: false };
    if (wasWrong)
      this.#set({
        ...next,
        errors: { ...errors, body: undefined },
        error: undefined,
        refusal: undefined,
      });
    else if (composer.isRestored || composer.isPreviewed || !composer.isOpen)
      this.#set({ ...next, isOpen: true });
    else this.#context.state.writing.composers.set(place, next); // nothing that is shown changed
  }

  /** The page is being asked about what is in the form. */
  hold(place: PlaceName): void {
    this.#held.set(place, this.get(place)?.text ?? '');
    this.update(place, { isBusy: true });
  }

  /** Somebody has signed in: what was wrong with a guest's details is so no more. */
  signedIn(place: PlaceName): void {
    for (const composer of this.#context.state.writing.composers.values()) {
      const { body } = composer.errors;
      this.#set({ ...composer, errors: body ? { body } : {}, error: undefined });
    }
    if (this.get(place)) this.#enter(place);
  }

  update(place: PlaceName, change: Partial<Composer>): void {
    const composer = this.get(place);
    if (composer) this.#set({ ...composer, ...change });
  }

  /** The comment in a form, ready to be sent. Throws what is wrong with it, once that is shown. */
  draftOf(place: PlaceName, body = this.get(place)?.text ?? ''): Draft {
    const { state } = this.#context;
    const { info, writing } = state;
    const composer = this.get(place);
    if (!composer || !info) throw new CommentError('unavailable');
    const guest = writing.viewer ? undefined : this.#guest.value;
    const parentId =
      partsOf(place)[0] === 'reply' ? this.#context.collection.realId(composer.id ?? '') : null;
    const key = this.drafts.read(place)?.key ?? randomKey();
    const written = { body, ...this.#times.of(place) };
    const draft: Draft = { key, parentId, ...written, ...(guest && { guest }) };
    try {
      if (partsOf(place)[0] === 'edit') {
        if (this.#isRemoved(composer)) throw new CommentError('not-found');
        checkText(body, info.rules);
      } else checkDraft(draft, info.rules);
      return draft;
    } catch (thrown) {
      throw this.refuse(place, thrown);
    }
  }

  /** Shows in a form why it cannot be sent. */
  refuse(place: PlaceName, thrown: unknown): CommentError {
    const error = asCommentError(thrown);
    const composer = this.get(place);
    if (composer) this.#showError(composer, error);
    return error;
  }

  #isRemoved({ id }: Composer): boolean {
    return this.#context.collection.row(id ?? '')?.comment.status === 'removed';
  }

  /** Is it shown at the fields of a form? */
  isAtField(error: CommentError): boolean {
    return this.#atFields.has(error);
  }

  /**
   * The text is on its way, in the act on `id`, and the draft still kept. The form is at rest again,
   * unless somebody went on typing while the page was asked.
   */
  sent(place: PlaceName, key: string, id: string): void {
    const composer = this.get(place);
    if (!composer) return;
    const sent = this.#held.get(place) ?? composer.text;
    const text = composer.text.startsWith(sent) ? composer.text.slice(sent.length) : composer.text;
    this.#held.delete(place);
    this.#times.forget(place);
    this.drafts.send(place, sent, key);
    this.drafts.keep(place, text);
    this.#sent.set(id, { place, key });
    this.#set({
      ...composer,
      text,
      isOpen: text !== '',
      isBusy: false,
      isPreviewed: false,
      isRestored: false,
      errors: {},
      error: undefined,
      refusal: undefined,
    });
    this.#context.changes.effect({ type: 'text', key: composer.key, text });
    if (place !== 'thread' && text === '') this.#close(composer);
  }

  /** What was sent for this comment arrived, or was given up: its draft is not needed any more. */
  settled(id: string): void {
    const sent = this.#sent.get(id);
    if (sent) this.drafts.arrived(sent.place, sent.key);
    this.#sent.delete(id);
  }

  /**
   * Puts the text of a comment back, behind what is there by now: into its form, or where that is
   * gone, the last. Sent again as it is, it is the same comment, should it have arrived after all.
   */
  takeBack({ parentId, body, key }: Draft, error: CommentError | undefined): void {
    const place =
      parentId !== null && this.#context.collection.row(parentId)
        ? (`reply ${parentId}` as const)
        : 'thread';
    const before = this.#enter(place).text;
    if (before.trim()) this.#put(place, `${before}\n\n${body}`);
    else this.#put(place, body, key);
    this.#times.forget(place);
    if (error?.fields) this.refuse(place, error);
  }

  /** The same with a new text of a comment, which takes the place of the one there is. */
  takeBackEdit(id: string, text: string, error: CommentError | undefined): void {
    if (!this.#context.collection.row(id)) return;
    this.#enter(`edit ${id}`);
    this.#put(`edit ${id}`, text);
    if (error?.fields) this.refuse(`edit ${id}`, error);
  }

  /** Drafts cannot be kept any more: that is said as soon as it is so. */
  #noteLoss(): void {
    const { state, changes } = this.#context;
    if (state.writing.isDraftLost === this.drafts.isForVisitOnly) return;
    state.writing.isDraftLost = this.drafts.isForVisitOnly;
    changes.section();
  }

  /** What the focus moves to is not hidden by its preview. */
  #enter(place: PlaceName): Composer {
    for (const other of this.#context.state.writing.composers.values()) {
      const isIdle = other.place !== 'thread' && other.text.trim() === '';
      if (isIdle && other.place !== place) this.#close(other);
    }
    const composer = {
      ...(this.get(place) ?? this.#restore(place, true)),
      isOpen: true,
      isPreviewed: false,
    };
    this.#times.begin(composer);
    this.#set(composer);
    moveFocus(this.#context, `${composer.key}-body`);
    return composer;
  }

  #put(place: PlaceName, text: string, key?: string): void {
    const composer = this.get(place);
    if (!composer) return;
    this.drafts.keep(place, text, key);
    this.#set({ ...composer, text });
    this.#context.changes.effect({ type: 'text', key: composer.key, text });
  }

  #restore(place: PlaceName, isOpen: boolean): Composer {
    const kept = this.drafts.restore(place);
    const [kind, id] = partsOf(place);
    const source =
      kind === 'edit' ? this.#context.collection.row(id ?? '')?.comment.body.source : '';
    const text = kept?.text ?? source ?? '';
    const composer: Composer = {
      key: place === 'thread' ? place : `w${++composersMade}`,
      place,
      id: id ?? null,
      text,
      isOpen: isOpen || kept !== undefined,
      isPreviewed: false,
      isRestored: kept !== undefined,
      isBusy: false,
      errors: {},
    };
    this.#set(composer);
    if (text) {
      this.#context.changes.effect({ type: 'text', key: composer.key, text, isRestored: true });
    }
    return composer;
  }

  #showError(composer: Composer, error: CommentError): void {
    const errors = error.fields ?? {};
    const wrong = Object.keys(errors);
    if (wrong.length > 0) this.#atFields.add(error);
    this.#set({
      ...composer,
      errors,
      error: wrong.length === 0 ? error : undefined,
      refusal: undefined,
      isBusy: false,
      isPreviewed: composer.isPreviewed && errors.body === undefined,
    });
    const first = wrong.length === 1 ? wrong[0] : 'errors';
    moveFocus(this.#context, `${composer.key}-${first}`);
  }

  #close({ place, id }: Composer): void {
    this.#context.state.writing.composers.delete(place);
    this.#noteRow(id);
  }

  #set(composer: Composer): void {
    this.#context.state.writing.composers.set(composer.place, composer);
    this.#noteRow(composer.id);
  }

  #noteRow(id: string | null): void {
    const row = id === null ? undefined : this.#context.collection.row(id);
    if (row) this.#context.changes.row(row.key);
    else this.#context.changes.section();
  }
}
