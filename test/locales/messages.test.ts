import { expect } from '@open-wc/testing';
import { ar } from '../../src/locales/ar.ts';
import { de } from '../../src/locales/de.ts';
import { enLive } from '../../src/locales/en-live.ts';
import { en } from '../../src/locales/en.ts';
import type { MessageName, Messages, Plural } from '../../src/locales/messages.ts';

const english: Messages = { ...en, ...enLive };
const names = Object.keys(english) as MessageName[];
const catalogues: readonly (readonly [tag: string, messages: Messages])[] = [
  ['en', english],
  ['de', de],
  ['ar', ar],
];

for (const [tag, messages] of catalogues) {
  describe(`sentences (${tag})`, () => {
    it('has the placeholders of English in every sentence', () => {
      for (const name of names) {
        for (const [form, sentence] of formsOf(messages[name])) {
          const wanted = placeholdersOf(formsOf(english[name]).map(([, text]) => text));
          if (isNumberInWords(tag, form, sentence)) wanted.delete('n');
          expect([...placeholdersOf([sentence])], `${name} (${form})`).to.have.members([...wanted]);
        }
      }
    });

    it('has every plural form of its language and no other', () => {
      const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
      for (const name of names) {
        const sentence = messages[name];
        if (typeof sentence === 'string') continue;
        expect(Object.keys(sentence), name).to.have.members(pluralCategories);
      }
    });

    it('leaves no sentence blank and no blank around one', () => {
      for (const name of names) {
        for (const [form, sentence] of formsOf(messages[name])) {
          expect(sentence, `${name} (${form})`).to.match(/^\S(.*\S)?$/);
        }
      }
    });

    it('has the sentences of English and no other', () => {
      expect(Object.keys(messages)).to.have.members(names);
    });
  });
}

type Form = Intl.LDMLPluralRule;

function formsOf(sentence: string | Plural): (readonly [form: Form, text: string])[] {
  if (typeof sentence === 'string') return [['other', sentence]];
  return Object.entries(sentence) as [Form, string][];
}

function placeholdersOf(sentences: readonly string[]): Set<string> {
  return new Set(
    sentences.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)),
  );
}

/** A form that stands for a single number may say it in words: “one thought”. */
function isNumberInWords(tag: string, form: Form, sentence: string): boolean {
  const rules = new Intl.PluralRules(tag);
  const numbers = Array.from({ length: 1000 }, (_, n) => n).filter((n) => rules.select(n) === form);
  return numbers.length === 1 && !sentence.includes('{n}');
}
