import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import { safeUrl } from '../../src/content/safe-url.ts';

const allowed: readonly (readonly [written: string, href: string])[] = [
  ['https://example.com', 'https://example.com/'],
  ['HTTP://Example.com/A?b=c#d', 'http://example.com/A?b=c#d'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['  https://example.com/ ', 'https://example.com/'],
  ['ht\ntps://exam\tple.com', 'https://example.com/'],
  ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
  ['https:example.com', 'https://example.com/'],
  ['\u00a0https://exam\u2028ple.com\u3000', 'https://example.com/'],
  ['https:\\\\example.com\\a', 'https://example.com/a'],
  ['https://example.com/"><b>', 'https://example.com/%22%3E%3Cb%3E'],
];

const refused: readonly string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\u0001java\u0003script:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  '\u2028javascript:alert(1)',
  '\u00a0javascript:alert(1)',
  'javascript&colon;alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  'ftp://example.com',
  'about:blank',
  'view-source:https://example.com',
  'https://bank.example@evil.example',
  'https://name:secret@example.com',
  'https://@:@example.com:x',
  '/path',
  '//example.com',
  '?query',
  '#fragment',
  'example.com',
  'https://',
  'https://exa mple:port',
  '',
  ' ',
];

describe('safeUrl', () => {
  for (const [written, href] of allowed) {
    it(`lets ${JSON.stringify(written)} pass`, () => assert.equal(safeUrl(written), href));
  }

  for (const written of refused) {
    it(`refuses ${JSON.stringify(written)}`, () => assert.isUndefined(safeUrl(written)));
  }

  it('gives nothing but what it gives again, with a scheme that is allowed', () => {
    const schemes = fc.constantFrom('https:', 'http:', 'mailto:', 'javascript:', 'data:', '//', '');
    fc.assert(
      fc.property(schemes, fc.string({ unit: 'grapheme' }), (scheme, rest) => {
        const href = safeUrl(scheme + rest);
        if (href === undefined) return;
        assert.match(href, /^(https?|mailto):/);
        assert.equal(safeUrl(href), href);
      }),
    );
  });
});
