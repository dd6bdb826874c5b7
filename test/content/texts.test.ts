import { assert } from '@open-wc/testing';
import { render } from 'lit';
import * as fc from 'fast-check';
import { parserFor } from '../../src/content/plain.ts';
import { Texts } from '../../src/content/texts.ts';
import type { Body } from '../../src/model/comment.ts';

/** Words on the page, at first and when everything has been loaded. */
async function wordsOf(body: Body): Promise<{ first: string; then: string; loads: number }> {
  let loads = 0;
  let loaded = (): void => {};
  const here = new Promise<void>((resolve) => (loaded = resolve));
  const texts = new Texts(() => {
    assert.isFalse(texts.hasFailed);
    loads++;
    loaded();
  });
  const box = document.createElement('div');
  const show = (): string => {
    render(texts.view(body), box);
    return box.textContent;
  };
  const first = show();
  if (parserFor(body)) await here;
  return { first, then: show(), loads };
}

const long = Array.from({ length: 60 }, (_, i) => `Sentence number ${i} of a long text.`);

describe('Texts', () => {
  it('that are plain need no parser', async () => {
    const source = 'A text (2 < 3), with a line\nbreak & a "paragraph".\n\nIt’s 5 o’clock!';
    const { first, loads } = await wordsOf({ format: 'markdown', source });
    assert.equal(first, source.replace('\n\n', ''));
    assert.equal(loads, 0);
  });

  it('in plain format stay as they are', async () => {
    const { then, loads } = await wordsOf({ format: 'text', source: '*a* <b>' });
    assert.equal(then, '*a* <b>');
    assert.equal(loads, 0);
  });

  it('can be read as they were written until their parser has come', async () => {
    const { first, then, loads } = await wordsOf({ format: 'markdown', source: '*a* b' });
    assert.deepEqual({ first, then, loads }, { first: '*a* b', then: 'a b', loads: 1 });
  });

  it('in HTML can be read without tags until their parser has come', async () => {
    const source = '<p>a <b title="c">d</b>\ne</p><p>f &amp; g</p>';
    const { first, then } = await wordsOf({ format: 'html', source });
    assert.deepEqual({ first, then }, { first: 'a d ef &amp; g', then: 'a d ef & g' });
  });

  it('are made once', () => {
    const texts = new Texts(() => {});
    const body: Body = { format: 'markdown', source: 'a' };
    assert.equal(texts.view(body), texts.view(body));
  });

  it('of many lines have a rest, and lose nothing by it', async () => {
    for (const [format, joint] of [
      ['text', ' '],
      ['text', '\n'],
      ['markdown', '\n\n'],
      ['markdown', '\n- *a* '],
      ['markdown', '\n> '],
      ['html', '<br>'],
      ['html', '<p>'],
    ] as const) {
      const body: Body = { format, source: long.join(joint) };
      const { then } = await wordsOf(body);
      for (const sentence of long) assert.include(then, sentence, `${format} ${joint}`);
      const texts = new Texts(() => {});
      assert.lengthOf(texts.view(body), 2, `${format} ${joint}`);
    }
  });

  it('of many lines are cut where something ends, and never inside a character', () => {
    const head = (source: string): string => {
      const box = document.createElement('div');
      const texts = new Texts(() => {});
      render(texts.view({ format: 'text', source })[0], box);
      return box.textContent;
    };
    assert.match(head(long.join(' ')), /text\.$/);
    assert.match(head('word '.repeat(1000)), /word$/);
    assert.match(head('春眠不觉晓。处处闻啼鸟。'.repeat(200)), /。$/);
    assert.notMatch(head(`a${'😀'.repeat(2000)}`), /\p{Cs}/u);
  });

  it('of a few lines have no rest', () => {
    const texts = new Texts(() => {});
    for (const source of ['', 'a', long.slice(0, 14).join('\n'), long.slice(0, 22).join(' ')]) {
      assert.lengthOf(texts.view({ format: 'text', source }), 1, source);
    }
  });

  it('are drawn whatever they are, and plain ones letter by letter', async () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 400 });
    const formats = fc.constantFrom('markdown', 'html', 'text');
    await fc.assert(
      fc.asyncProperty(formats, anything, async (format, source) => {
        const { first, then } = await wordsOf({ format: format as Body['format'], source });
        if (format !== 'text') return;
        assert.equal(visible(first), visible(source));
        assert.equal(visible(then), visible(source));
      }),
      { numRuns: 60 },
    );
  });
});

/** Spaces at the ends of paragraphs are not shown. */
function visible(text: string): string {
  return text.replace(/\s/g, '');
}
