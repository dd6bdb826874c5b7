import { expect } from '@open-wc/testing';
import { de } from '../../src/locales/de.ts';
import { enLive } from '../../src/locales/en-live.ts';
import { en } from '../../src/locales/en.ts';
import { english, findLocale, registerLocale } from '../../src/locales/registry.ts';

describe('findLocale', () => {
  it('finds each language that ships', async () => {
    expect((await findLocale('en')).say('retry')).to.equal('Retry');
    expect((await findLocale('de')).say('retry')).to.equal('Erneut versuchen');
    expect((await findLocale('ar')).say('retry')).to.equal('إعادة المحاولة');
  });

  it('falls back from a region to the language, and keeps the region for numbers', async () => {
    const austrian = await findLocale('de-AT');
    expect(austrian.say('retry')).to.equal(de.retry);
    expect(austrian.tag).to.equal('de-AT');
    expect((await findLocale('en-GB')).exact(0)).to.match(/1 January 1970/);
  });

  it('reads a tag in any case', async () => {
    expect((await findLocale('DE-de')).say('retry')).to.equal(de.retry);
  });

  it('falls back from an unknown language to English, numbers and dates included', async () => {
    const locale = await findLocale('xx');
    expect(locale.tag).to.equal('en');
    expect(locale.say('retry')).to.equal(en.retry);
    expect(locale.ago(0, 3_600_000)).to.equal('1 hour ago');
  });

  for (const nonsense of ['', 'no such language', 'en_US', '-', 'e', 'de-']) {
    it(`rejects “${nonsense}”, which is no language tag`, async () => {
      const error = await findLocale(nonsense).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
    });
  }

  it('lets single sentences be replaced', async () => {
    for (const tag of ['en', 'de', 'xx']) {
      const locale = await findLocale(tag, { empty: 'Be the first!' });
      expect(locale.say('empty'), tag).to.equal('Be the first!');
    }
    const german = await findLocale('de', { empty: 'Schreib du den ersten.' });
    expect(german.say('retry')).to.equal(de.retry);
  });

  it('lets the plural forms of a sentence be replaced', async () => {
    const strings = { replies: { one: '{n} answer', other: '{n} answers' } };
    const locale = await findLocale('en', strings);
    expect(locale.count('replies', 1)).to.equal('1 answer');
    expect(locale.count('replies', 2)).to.equal('2 answers');
  });

  it('passes on why a language could not be loaded', async () => {
    registerLocale('tlh', () => Promise.reject(new TypeError('offline')));
    const error = await findLocale('tlh').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });
});

describe('registerLocale', () => {
  it('adds a language', async () => {
    registerLocale('eo', async () => ({ ...en, ...enLive, retry: 'Reprovi' }));
    expect((await findLocale('eo')).say('retry')).to.equal('Reprovi');
  });

  it('adds the words of a region, which come before those of its language', async () => {
    registerLocale('de-CH', async () => ({ ...de, close: 'Schliessen' }));
    expect((await findLocale('de-CH')).say('close')).to.equal('Schliessen');
    expect((await findLocale('de')).say('close')).to.equal('Schließen');
  });

  it('loads nothing until the language is wanted', async () => {
    let loads = 0;
    registerLocale('fo', async () => (loads++, { ...en, ...enLive }));
    expect(loads).to.equal(0);
    await findLocale('fo');
    expect(loads).to.equal(1);
  });
});

describe('english', () => {
  it('is there at once', () => {
    expect(english().say('retry')).to.equal('Retry');
    expect(english({ retry: 'Again' }).say('retry')).to.equal('Again');
  });
});
