import type { en } from './en.ts';
import type { enLive } from './en-live.ts';

/**
 * One sentence in the plural forms of its language, by the names of Unicode CLDR that
 * `Intl.PluralRules` answers with; `{n}` stands for the number. A form left out means `other`.
 */
export type Plural = { readonly other: string } & {
  readonly [form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

type English = typeof en & typeof enLive;

export type MessageName = keyof English;

/** Every sentence there is: a language that lacks one does not compile. */
export type Messages = {
  readonly [Name in MessageName]: English[Name] extends string ? string : Plural;
};

/** Names of sentences that are counted, and of those that are not. */
export type PluralName = {
  [Name in MessageName]: English[Name] extends string ? never : Name;
}[MessageName];
export type PlainName = Exclude<MessageName, PluralName>;
