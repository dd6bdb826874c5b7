import type { Texts } from '../content/texts.ts';
import type { Locale } from '../locales/locale.ts';
import type { State } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import { cleanName } from '../model/names.ts';
import type * as liveViews from './live.ts';

/** Everything that a view draws from. Views only read it; what readers do travels as events. */
export interface View {
  readonly state: State;
  readonly locale: Locale;
  readonly texts: Texts;
  readonly options: ViewOptions;
  /** Milliseconds since 1970; the same for all of one drawing. */
  readonly now: number;
  /** Address of a comment on this page. */
  readonly permalink: (id: string) => string;
  /** The element that holds the replies to a comment, null: the roots. How it is filled, and when, is not for the views to know. */
  readonly list: (owner: Row | null, depth: number) => Element;
  /** Views of what comes after reading; undefined until they are loaded. */
  readonly live: typeof liveViews | undefined;
}

/** What the owner of the page chose, and what the element knows. */
export interface ViewOptions {
  readonly title: string;
  /** Undefined: as the page has it. */
  readonly dir: 'ltr' | 'rtl' | undefined;
  /** Level of the section's heading; comments have the next one. */
  readonly headingLevel: number;
  /** Levels of replies that are indented. */
  readonly maxDepth: number;
  readonly readOnly: boolean;
  readonly closed: boolean;
  readonly noLikes: boolean;
  /** Pictures of those who write may be asked for. */
  readonly avatars: boolean;
  /** Comments are meant to stay in this browser: no need to say so. */
  readonly isPrivate: boolean;
  /** Said in the status region. */
  readonly announcement: string;
  /** A chunk could not be loaded, so some of what is shown cannot be used. */
  readonly partFailed: boolean;
}

/** The name a comment goes under, also when its writer left none. */
export function nameOf(row: Row, locale: Locale): string {
  return cleanName(row.comment.author.name) || locale.say('somebody');
}

/** No new comments: why not, as the name of a sentence; undefined: somebody may write. */
export function whyNotWrite({ state, options }: View): 'readOnly' | 'closed' | undefined {
  if (options.readOnly) return 'readOnly';
  const { info, hasAccounts } = state;
  if (options.closed || info?.rules.closed) return 'closed';
  return info?.can.add || hasAccounts ? undefined : 'readOnly';
}

/** What all comments are drawn from: when any of it changes, so may each of them. */
export function groundsOf({ state, locale, texts, options, now, live }: View): readonly unknown[] {
  const { readOnly, closed, noLikes, avatars, headingLevel, maxDepth } = options;
  const { can, rules } = state.info ?? {};
  const minute = Math.floor(now / 60_000);
  const fromPage = [readOnly, closed, noLikes, avatars, headingLevel, maxDepth];
  return [locale, live, texts.revision, can, rules, state.lastVisit, minute, ...fromPage];
}
