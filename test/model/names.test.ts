import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import { cleanName, cleanText, graphemes } from '../../src/model/names.ts';

describe('A name', () => {
  it('of everyday letters stays as it is', () => {
    for (const name of ['Ada', 'Ada King', 'Émile', 'ليلى حداد', '李小龍', 'Нина', 'O’Hara-Żak']) {
      assert.equal(cleanName(name), name);
    }
  });

  it('is the same for everybody who looks the same', () => {
    assert.equal(cleanName('E\u0301mile'), 'Émile');
    assert.equal(cleanName('E\u200b\u0301mile'), 'Émile');
    for (const unseen of ['\u200d', '\u200c', '\ufe0f', '\u{e0061}', '\ufff9']) {
      assert.equal(cleanName(`A${unseen}da${unseen}`), 'Ada');
    }
  });

  it('does not change when it is cleaned once more', () => {
    const once = cleanName('\u0d4d\u200c\u0d4d\u0336👩');
    assert.equal(cleanName(once), once);
  });

  it('is one line without space around it', () => {
    assert.equal(cleanName(' Ada \n\t King\u2028\u00a0'), 'Ada King');
  });

  it('reorders nothing', () => {
    assert.equal(cleanName('\u202eadA\u202c \u2066x\u2069\u200f\u061c'), 'adA x');
  });

  it('has no control characters and no halves of others', () => {
    assert.equal(cleanName('A\0d\u0007a\u009b\ud800'), 'Ada');
  });

  it('has nothing in it that takes no room', () => {
    assert.equal(cleanName('A\u200bd\u00ada\ufeff\u2060\u3164'), 'Ada');
  });

  it('keeps what letters of India, families and flags are joined with', () => {
    const names = ['क्\u200dष', 'می\u200cخواهم', 'അനില്\u200d', '👩‍👩‍👧', '👩🏽‍🚀', '🏳️‍🌈', '❤️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'];
    for (const name of names) assert.equal(cleanName(name), name);
  });

  it('has at most 40 characters as readers count them', () => {
    assert.equal(graphemes(cleanName('👩‍👩‍👧'.repeat(50)), Infinity).length, 40);
    assert.equal(cleanName('a'.repeat(50)), 'a'.repeat(40));
  });

  it('wears three accents a letter', () => {
    assert.equal(cleanName(`x${'\u0336'.repeat(30)}y`), 'x\u0336\u0336\u0336y');
    const joined = cleanName(`x${'\u0336\u200d'.repeat(30)}`);
    assert.isAtMost(joined.match(/\p{M}/gu)!.length, 3);
    for (const between of ['\u{e0061}', '\u200d', '\ufe0f', '\u{e0061}\u200c']) {
      for (const letter of ['x', 'ک', 'क', '👩', '🏴']) {
        const name = cleanName(`${letter}${`\u0336${between}`.repeat(30)}`);
        assert.isAtMost(name.match(/\p{M}/gu)!.length, 3, `${letter} ${between}`);
      }
    }
  });

  it('that cannot be seen is none', () => {
    for (const name of [
      '',
      '  ',
      '\u2800',
      '\u2800\u2800',
      '\u{e0061}',
      '\u200d',
      '\ufe0f\ufe0f',
      '\u202e',
      '\u0301',
    ]) {
      assert.equal(cleanName(name), '');
    }
  });

  it('is clean whatever it was', () => {
    const kinds = fc.constantFrom('binary', 'grapheme', 'binary-ascii');
    const random = kinds.chain((kind) => fc.string({ unit: kind as 'binary', maxLength: 100 }));
    const odd = [
      '\u0336',
      '\u200c',
      '\u200d',
      '\ufe0f',
      '\u{e0061}',
      '\u0d4d',
      '\u2800',
      'x',
      'ക',
      '🏴',
      '👩',
    ];
    const anything = fc.oneof(random, fc.string({ unit: fc.constantFrom(...odd), maxLength: 30 }));
    fc.assert(
      fc.property(anything, (text) => {
        const name = cleanName(text);
        assert.notMatch(name, /[\p{Cc}\p{Bidi_C}\n]|^\s|\s$/u);
        assert.isAtMost(graphemes(name, Infinity).length, 40);
        for (const letter of graphemes(name, Infinity)) {
          assert.isAtMost(letter.match(/\p{M}/gu)?.length ?? 0, 3);
        }
        assert.equal(name, name.normalize('NFC'));
        assert.equal(cleanName(name), name);
      }),
      { numRuns: 500 },
    );
  }).timeout(20_000);
});

describe('A short text', () => {
  it('is as long as it may be', () => {
    assert.equal(cleanText('a'.repeat(500)).length, 200);
    assert.equal(cleanText('\u202eA title', 3), 'A t');
  });
});
