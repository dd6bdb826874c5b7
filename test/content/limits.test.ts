import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import { clampNesting, clampSpaces, splitAt } from '../../src/content/limits.ts';
import { plainText } from '../../src/content/plain.ts';
import { plainTree, textOf } from '../../src/content/tree.ts';

describe('The beginning of a line', () => {
  it('keeps twenty markers of quotes and lists', () => {
    for (const marker of ['>', '> ', '- ', '* ', '+\t', '1. ', '12) ', ' > ', '>\t']) {
      const clamped = clampNesting(`a\n${marker.repeat(50)}b\n${marker.repeat(20)}c`);
      const [, first, second] = clamped.split('\n');
      assert.equal(first!.trim().split(marker.trim()).length - 1, 20, marker);
      assert.equal(second, `${marker.repeat(20)}c`, marker);
    }
  });

  it('keeps what only looks like markers', () => {
    for (const line of ['-'.repeat(50), '*'.repeat(50), '1.'.repeat(50), `a ${'>'.repeat(50)}`]) {
      assert.equal(clampNesting(line), line);
    }
  });

  it('never takes away anything but markers', () => {
    const pieces = fc.constantFrom('>', '- ', '1. ', ' ', '\n', 'a', '\t');
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 200 }), (text) => {
        assert.equal(clampNesting(text).replace(/[^a\n]/g, ''), text.replace(/[^a\n]/g, ''));
      }),
    );
  });
});

describe('A run of spaces', () => {
  it('is as long as 200', () => {
    assert.equal(clampSpaces(`a${' '.repeat(5000)}b`), `a${' '.repeat(200)}b`);
    assert.equal(clampSpaces(`a${' '.repeat(150)}b`), `a${' '.repeat(150)}b`);
  });
});

describe('A text cut in two', () => {
  it('is cut by code points, and loses nothing', () => {
    const unit = fc.constantFrom('a', '😀', '\n', 'ä');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, n) => {
          const [first, rest] = splitAt(text, n);
          assert.equal(first + rest, text);
          assert.isAtMost([...first].length, n);
          if (rest) assert.isAtLeast([...first].length, n * 0.4);
        },
      ),
    );
  });

  it('is cut at the end of a line that is near', () => {
    assert.deepEqual(splitAt(`${'a'.repeat(95)}\n${'b'.repeat(50)}`, 100), [
      'a'.repeat(95),
      `\n${'b'.repeat(50)}`,
    ]);
  });
});

describe('Text without a parser', () => {
  // What takes time by the square of its length takes longer than a test may.
  it('is there to its last letter, whatever it is', () => {
    for (const motif of [' ', '\t', '\n', '\n ', '<', '<a ', '&', '\r']) {
      const source = `a${motif.repeat(150_000)}b`;
      assert.match(textOf(plainTree(source)), /^a[^]*b$/);
      assert.match(plainText({ format: 'html', source }), /^a[^]*b$/);
    }
  });

  it('is few elements, however many lines and paragraphs it has', () => {
    assert.deepEqual(plainTree('a\r\n  b \nc'), [{ type: 'paragraph', children: ['a\nb\nc'] }]);
    for (const motif of ['a\n', 'a\n\n']) {
      const tree = plainTree(motif.repeat(50_000));
      assert.isAtMost(tree.length, 1001);
      assert.equal(textOf(tree).replaceAll('\n', '').length, 50_000);
    }
  });
});
