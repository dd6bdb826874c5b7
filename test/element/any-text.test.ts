import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Body } from '../../src/model/comment.ts';
import { comment } from '../support/comments.ts';
import { answering } from './answering.ts';
import { eventually, openSection } from './harness.ts';

const kinds = fc.constantFrom('binary', 'grapheme', 'binary-ascii');
const anyText = kinds.chain((unit) => fc.string({ unit: unit as 'binary', maxLength: 200 }));
const formats = fc.constantFrom('markdown', 'html', 'text');

describe('Any text', () => {
  it('is shown in every field of a comment, to its last letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, formats, async (text, format) => {
        const author = {
          name: text,
          url: text,
          avatar: text,
          handle: text,
          provider: text,
          role: text as 'author',
        };
        const body: Body = { format: format as Body['format'], source: text };
        const ofText = comment('text', null, { author, body: { format: 'text', source: text } });
        const ofFormat = comment(`${text}!`, 'text', { author, body, version: text, url: text });
        const section = await openSection({
          backend: answering([ofText, ofFormat, comment('last', ofFormat.id)]),
          attributes: { 'thread-title': text, 'max-depth': '0' },
        });
        const root = section.element.shadowRoot!;
        await eventually(() => assert.lengthOf(root.querySelectorAll('article'), 3));
        const said = root.querySelector('article [part=body]')!.textContent;
        assert.equal(visible(said), visible(text));
        const [name, parent] = ['[part=author] bdi', '.answers button'].map(
          (selector) => root.querySelector(selector)!.textContent,
        );
        const start = lettersOf(text.slice(0, 20));
        if (start) {
          assert.include(lettersOf(name!), start);
          assert.include(lettersOf(parent!), start);
          assert.include(lettersOf(root.querySelector('#heading')!.textContent), start);
        }
        section.element.remove();
      }),
      { numRuns: 40 },
    );
  }).timeout(30_000);
});

/** Spaces at the ends of paragraphs are not shown. */
function visible(text: string): string {
  return text.replace(/\s/g, '');
}

function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]|\p{DI}/gu, '');
}
