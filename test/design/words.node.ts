import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  place,
  readSources,
  withoutComments,
  withoutText,
  type Source,
} from '../support/sources.ts';

interface Refused {
  readonly what: RegExp;
  readonly why: string;
  /** Which part of a file counts. Strings and templates do unless said otherwise. */
  readonly of?: (text: string) => string;
}

const html = 'comment text becomes nodes, never markup';
const policy = 'pages with a strict content security policy refuse it';
const typed = 'use unknown, and a decoder';

/** Words that do not occur in src/. */
const refused: readonly Refused[] = [
  { what: /\bunsafe(HTML|SVG|MathML)\b/g, why: html },
  { what: /\b(inner|outer)HTML\b|\binsertAdjacentHTML\b/g, why: html },
  { what: /\bdocument\s*\.\s*write(ln)?\b/g, why: html },
  { what: /\beval\s*\(|\bnew\s+Function\b/g, why: policy },
  { what: /\bstyleMap\b|\sstyle=["'$]/g, why: policy },
  { what: /!\s*important\b/g, why: 'a page could not override it' },
  { what: /[:<,|&([]\s*any\b|\bas\s+any\b|=>\s*any\b/g, why: typed, of: withoutText },
  { what: /\b(TODO|FIXME|XXX)\b/g, why: 'an issue keeps it better', of: (text) => text },
];

function complaints(source: Source): string[] {
  return refused.flatMap(({ what, why, of = withoutComments }) =>
    [...of(source.text).matchAll(what)].map(
      (match) => `${place(source, match.index)}: ${match[0].trim()} (${why})`,
    ),
  );
}

test('no source file uses what is refused', () => {
  assert.deepEqual(readSources().flatMap(complaints), []);
});

const wrong = [
  'html`<p>${unsafeHTML(text)}</p>`',
  'html`<p .innerHTML=${text}></p>`',
  `box['outerHTML'] = text;`,
  'box.insertAdjacentHTML(where, text);',
  'document.write(text);',
  'eval(text);',
  'styleMap({ color })',
  'html`<p style="color: red"></p>`',
  'css`p { color: red !important; }`',
  'let box: any;',
  'const box = <any>thing;',
  'const box = thing as any;',
  'const boxes: Map<string, any> = new Map();',
  '// TODO: later',
];
test('the check of words objects to each of them', () => {
  for (const text of wrong) {
    assert.equal(complaints({ file: 'src/sample.ts', text }).length, 1, text);
  }
});

const right = [
  '// unlike innerHTML, this: any way you look at it',
  `const sentence = 'Same as any other, or: any';`,
  'const sentence = `See https://blog.example/a: any comment`;',
  `const quote = /['"]/; // !important`,
  `const style = 'plain';`,
  'const company: Company = read(input);',
];
test('the check of words lets comments and sentences pass', () => {
  for (const text of right) {
    assert.deepEqual(complaints({ file: 'src/sample.ts', text }), []);
  }
});
