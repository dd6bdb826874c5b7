import type { CommentError, Field, FieldCode } from './errors.ts';
import type { Provider, SignInState } from './identity.ts';
import type { Viewer } from './viewer.ts';

/**
 * A place where one can write, by name: `thread` at its end, `reply <id>` below a comment,
 * `edit <id>` in the place of its text.
 */
export type PlaceName = 'thread' | `reply ${string}` | `edit ${string}`;

/** One form to write in. The text that is typed is the textarea's own; this is what is around it. */
export interface Composer {
  /** Stays the same as long as the form is there; safe as a DOM id. */
  readonly key: string;
  readonly place: PlaceName;
  /** The comment that is answered or edited; null: neither. */
  readonly id: string | null;
  /** As typed last. */
  readonly text: string;
  /** Somebody has begun to write: identity and buttons are shown. */
  readonly isOpen: boolean;
  readonly isPreviewed: boolean;
  /** The text is from an earlier visit or another tab. */
  readonly isRestored: boolean;
  /** The page is thinking about what was submitted. */
  readonly isBusy: boolean;
  /** What is wrong with it, once it was submitted. */
  readonly errors: Readonly<Partial<Record<Field, FieldCode | undefined>>>;
  /** Why it cannot be sent, where no field is to blame. */
  readonly error?: CommentError | undefined;
  /** The page's own words for why not. */
  readonly refusal?: string | undefined;
}

/** What a guest types beside a comment, as it is in the fields. */
export interface GuestFields {
  readonly name: string;
  readonly email: string;
  readonly website: string;
}

export type GuestField = keyof GuestFields;

/** Everything about writing that the views draw. */
export interface Writing {
  readonly composers: ReadonlyMap<string, Composer>;
  readonly guest: GuestFields;
  /** The reader wants the details above to be there the next time. */
  readonly remembers: boolean;
  readonly viewer: Viewer | null;
  /** On offer here. */
  readonly providers: readonly Provider[];
  /** All there are; undefined until that is known. */
  readonly allProviders: readonly Provider[] | undefined;
  /** A signing in that is under way, or that did not work. */
  readonly signIn: { readonly provider: Provider; readonly state: SignInState } | undefined;
  /** A signed-in reader wants another account. */
  readonly isChanging: boolean;
  /** The comment that was posted last: its id. */
  readonly posted: string | undefined;
  /** Drafts cannot be kept beyond this visit. */
  readonly isDraftLost: boolean;
}

/** `reply`, and the id of the comment. */
export function partsOf(place: PlaceName): ['thread' | 'reply' | 'edit', string?] {
  const gap = place.indexOf(' ');
  if (gap === -1) return ['thread'];
  return [place.slice(0, gap) as 'reply' | 'edit', place.slice(gap + 1)];
}
