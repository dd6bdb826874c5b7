import { hasRtl } from '../model/direction.ts';
import type { Messages, PlainName, Plural, PluralName } from './messages.ts';

/** What stands in for the placeholders of a sentence. */
export type Values = Readonly<Record<string, string>>;

/** Words, plurals, numbers and times of one language. */
export class Locale {
  /** BCP 47 tag that numbers and dates follow. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  #messages: Partial<Messages>;
  /** Of the page, in place of ours. They may be anything, whatever the types say. */
  readonly #own: Readonly<Record<string, unknown>>;
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #exact: Intl.DateTimeFormat;

  constructor(tag: string, messages: Partial<Messages>, own?: Partial<Messages>) {
    this.tag = tag;
    this.#own = Object(own);
    this.dir = isRtlTag(tag) ? 'rtl' : 'ltr';
    this.#messages = messages;
    this.#plurals = new Intl.PluralRules(tag);
    this.#numbers = new Intl.NumberFormat(tag);
    this.#relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    this.#exact = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' });
  }

  /** Adds the sentences that it does not have. */
  learn(messages: Partial<Messages>): void {
    this.#messages = { ...messages, ...this.#messages };
  }

  say(name: PlainName, values: Values = {}): string {
    return this.parts(name, values).join('');
  }

  /** A counted sentence; `shownNumber` replaces the number where it is only an estimate. */
  count(name: PluralName, n: number, values: Values = {}, shownNumber = this.number(n)): string {
    const form = this.#plurals.select(n);
    const own = this.#own[name];
    const [ownForms, forms] = [own, this.#messages[name]].map((each) => Object(each) as Plural);
    const sentence = firstText(ownForms![form], ownForms!.other, own, forms![form], forms!.other);
    return fill(sentence, { ...this.#isolated(values), n: shownNumber }).join('');
  }

  /** A sentence in pieces, so that a value can be more than text. Words come out as strings. */
  parts<Value>(name: PlainName, values: Readonly<Record<string, Value>>): (string | Value)[] {
    return fill(firstText(this.#own[name], this.#messages[name]), this.#isolated(values));
  }

  number(n: number): string {
    return this.#numbers.format(n);
  }

  /** Date and time in full; nothing for a time that no calendar has. */
  exact(time: number): string {
    return isDate(time) ? this.#exact.format(time) : '';
  }

  /** “2 days ago”; nothing for a time that no calendar has. Clocks differ, so the future is now. */
  ago(time: number, now: number): string {
    if (!isDate(time)) return '';
    const seconds = Math.max(0, (now - time) / 1000);
    const [unit, length] = units.find(([, least]) => seconds >= least) ?? (['second', 1] as const);
    const amount = unit === 'second' ? 0 : Math.floor(seconds / length);
    return this.#relative.format(-amount, unit);
  }

  #isolated<Value>(values: Readonly<Record<string, Value>>): Record<string, Value | string> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? this.isolate(value) : value,
      ]),
    );
  }

  /** A value written the other way than the sentence must not reorder the words around it. */
  isolate(value: string): string {
    return hasRtl(value) === (this.dir === 'rtl') ? value : `\u2068${value}\u2069`;
  }
}

/** Units with the seconds they begin at, the longest first; days and more by mean length. */
const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function firstText(...candidates: readonly unknown[]): string {
  return candidates.find((each) => typeof each === 'string') ?? '';
}

function fill<Value>(
  sentence: string,
  values: Readonly<Record<string, Value>>,
): (string | Value)[] {
  let parts = cut.get(sentence);
  if (!parts) cut.set(sentence, (parts = sentence.split(/\{(\w+)\}/)));
  return parts
    .map((part, i) => (i % 2 === 1 ? (values[part] ?? '') : part))
    .filter((part) => part !== '');
}

/** Sentences cut at their placeholders: each is used for many comments. */
const cut = new Map<string, string[]>();

/** ECMA-262: a time value is within 8.64e15 milliseconds of 1970. */
function isDate(time: number): boolean {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15;
}

/** By the script that the language is written in where its tag names none. */
function isRtlTag(tag: string): boolean {
  return /Arab|Hebr|Thaa|Nkoo|Syrc/.test(new Intl.Locale(tag).maximize().script ?? '');
}
