import { assert } from '@open-wc/testing';
import { hostBehind, linkTo } from '../../src/content/link.ts';

const honest: readonly (readonly [text: string, href: string])[] = [
  ['here', 'https://a.example/'],
  ['', 'https://a.example/'],
  ['a.example', 'https://a.example/'],
  ['https://a.example/b.html?c=d.example', 'https://a.example/b.html?c=d.example'],
  ['WWW.A.example', 'https://a.example/'],
  ['a.example', 'https://www.a.example/'],
  ['(a.example)', 'https://a.example/'],
  ['version 3.4', 'https://a.example/'],
  ['192.0.2.1', 'http://192.0.2.1/'],
  ['b@a.example', 'mailto:b@a.example'],
  ['“https://a.example/b”', 'https://a.example/b'],
  ['a.example/b.html', 'https://a.example/b.html'],
  ['See a.example.', 'https://a.example/'],
  ['https://archive.example/https://a.example', 'https://archive.example/https://a.example'],
  ['well...', 'https://a.example/'],
  ['a.example\nand more', 'https://a.example/'],
  ['שלום', 'https://a.example/'],
];

const deceptive: readonly (readonly [text: string, href: string, host: string])[] = [
  ['bank.example', 'https://evil.example/', 'evil.example'],
  ['https://bank.example/login', 'https://evil.example/', 'evil.example'],
  ['see bank.example for more', 'https://evil.example/', 'evil.example'],
  ['bank。example', 'https://evil.example/', 'evil.example'],
  ['ｂａｎｋ．ｅｘａｍｐｌｅ', 'https://evil.example/', 'evil.example'],
  ['bank.example', 'https://bank.example.evil.example/', 'bank.example.evil.example'],
  ['bank.example', 'https://evil.example/bank.example', 'evil.example'],
  ['evil.example@bank.example', 'https://evil.example/', 'evil.example'],
  ['192.0.2.1', 'http://192.0.2.2/', '192.0.2.2'],
  ['bank@bank.example', 'mailto:evil@evil.example', 'evil@evil.example'],
  ['here', 'https://xn--pple-43d.example/', 'xn--pple-43d.example'],
  ['www.bank.example', 'mailto:a@evil.example', 'a@evil.example'],
  ['“https://bank.example/login”', 'https://evil.example/', 'evil.example'],
  ['(https://bank.example)', 'https://evil.example/', 'evil.example'],
  ['Log in:https://bank.example', 'https://evil.example/', 'evil.example'],
  ['bank.\u200bexample', 'https://evil.example/', 'evil.example'],
  ['bank․example', 'https://evil.example/', 'evil.example'],
  ['bank.example...', 'https://evil.example/', 'evil.example'],
  ['/bank.example', 'https://evil.example/', 'evil.example'],
  ['evil.example bank.example', 'https://evil.example/', 'evil.example'],
  // These look like https://bank.com/elpmaxe.live.
  ['\u202eevil.example/moc.knab//:sptth', 'https://evil.example/', 'evil.example'],
  ['https://evil.example/\u202emoc.knab//:sptth', 'https://evil.example/', 'evil.example'],
  ['\u2067evil.example', 'https://evil.example/', 'evil.example'],
  ['evil.example/א/bank.example', 'https://evil.example/', 'evil.example'],
  ['evil.example/𞤀/bank.example', 'https://evil.example/', 'evil.example'],
  // Nothing is seen between their letters.
  ['bank\u00ad.example', 'https://evil.example/', 'evil.example'],
  ['ba\u0007nk\u000b.\u000cexample', 'https://evil.example/', 'evil.example'],
  ['bank\ufff9.\ufffbexample', 'https://evil.example/', 'evil.example'],
  ['bank\u200a.\u2028example', 'https://evil.example/', 'evil.example'],
  // These are no dots.
  ['bank‧example', 'https://evil.example/', 'evil.example'],
  ['bank·example', 'https://evil.example/', 'evil.example'],
  ['bankꓸexample', 'https://evil.example/', 'evil.example'],
];

describe('A link', () => {
  for (const [text, href] of honest) {
    it(`“${text}” to ${href} needs no host`, () => assert.isUndefined(hostBehind(text, href)));
  }

  for (const [text, href, host] of deceptive) {
    it(`“${text}” to ${href} says its host`, () => assert.equal(hostBehind(text, href), host));
  }

  it('is none where a comment may not lead', () => {
    assert.isUndefined(linkTo('javascript:alert(1)', ['a']));
  });

  it('holds no link', () => {
    const inner = linkTo('https://a.example', ['a'])!;
    const link = linkTo('https://b.example', [{ type: 'strong', children: [inner] }]);
    assert.deepEqual(link, {
      type: 'link',
      href: 'https://b.example/',
      children: [{ type: 'strong', children: ['a'] }],
    });
  });

  it('says where it leads in no time, whatever its text', () => {
    const started = performance.now();
    for (const text of [
      'a',
      'a\u00ad',
      'a‧',
      'א.',
      'a.',
      '.',
      '@',
      'a@',
      ' .a',
      '。',
      '/',
      ':/',
      '://a.',
    ]) {
      hostBehind(text.repeat(100_000), 'https://a.example');
    }
    assert.isBelow(performance.now() - started, 1500);
  });
});
