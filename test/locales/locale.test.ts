import { expect } from '@open-wc/testing';
import { ar } from '../../src/locales/ar.ts';
import { de } from '../../src/locales/de.ts';
import { en } from '../../src/locales/en.ts';
import { Locale } from '../../src/locales/locale.ts';

const english = new Locale('en', en);
const german = new Locale('de', de);
const arabic = new Locale('ar', ar);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2024, 4, 20, 12);

function heading(locale: Locale, n: number, title: string): string {
  return locale.count('heading', n, { title });
}

function ago(age: number): string {
  return english.ago(now - age, now);
}

/** Unicode's first-strong isolate and its end. */
const isolated = (text: string) => `\u2068${text}\u2069`;

describe('counted sentences', () => {
  it('tell one from many in English', () => {
    expect(heading(english, 0, 'Tea')).to.equal('0 thoughts on “Tea”');
    expect(heading(english, 1, 'Tea')).to.equal('One thought on “Tea”');
    expect(heading(english, 2, 'Tea')).to.equal('2 thoughts on “Tea”');
    expect(heading(english, 1234, 'Tea')).to.equal('1,234 thoughts on “Tea”');
  });

  it('tell one from many in German', () => {
    expect(heading(german, 0, 'Tee')).to.equal('0 Gedanken zu „Tee“');
    expect(heading(german, 1, 'Tee')).to.equal('Ein Gedanke zu „Tee“');
    expect(heading(german, 2, 'Tee')).to.equal('2 Gedanken zu „Tee“');
    expect(heading(german, 1234, 'Tee')).to.equal('1.234 Gedanken zu „Tee“');
  });

  it('take all six forms of Arabic', () => {
    expect(heading(arabic, 0, 'الشاي')).to.equal('لا آراء حول «الشاي»');
    expect(heading(arabic, 1, 'الشاي')).to.equal('رأي واحد حول «الشاي»');
    expect(heading(arabic, 2, 'الشاي')).to.equal('رأيان حول «الشاي»');
    // Which digits Arabic takes depends on the edition of the browser's language data.
    const [three, eleven, hundred] = [3, 11, 100].map((n) => arabic.number(n));
    expect(heading(arabic, 3, 'الشاي')).to.equal(`${three} آراء حول «الشاي»`);
    expect(heading(arabic, 11, 'الشاي')).to.equal(`${eleven} رأيًا حول «الشاي»`);
    expect(heading(arabic, 100, 'الشاي')).to.equal(`${hundred} رأي حول «الشاي»`);
  });

  it('show an estimate in place of the number', () => {
    expect(english.count('replies', 2000, {}, '2,000+')).to.equal('2,000+ replies');
  });

  it('take the general form where a replaced sentence lacks the wanted one', () => {
    const own = new Locale('ar', { ...ar, replies: { other: '{n} ↩' } });
    expect(own.count('replies', 2, {}, '2')).to.equal('2 ↩');
  });
});

describe('sentences with values', () => {
  it('come with the values in their places', () => {
    expect(english.say('said', { name: 'Ada', time: 'yesterday' })).to.equal('Ada, yesterday');
    expect(german.say('replied', { name: 'Ada', parent: 'Ben', time: 'gestern' })).to.equal(
      'Ada antwortete Ben, gestern',
    );
  });

  it('do not read placeholders in what people wrote', () => {
    const title = 'All {n} of {title}';
    expect(english.say('headingNone', { title })).to.equal(`No thoughts on “${title}” yet`);
  });

  it('come in pieces when a value is more than text', () => {
    const link = { href: '#comment-1' };
    expect(english.parts('inReplyTo', { name: link })).to.deep.equal(['in reply to ', link]);
  });

  it('isolate a right-to-left name in a left-to-right sentence', () => {
    expect(english.say('inReplyTo', { name: 'ليلى' })).to.equal(`in reply to ${isolated('ليلى')}`);
    expect(english.count('heading', 2, { title: 'שלום' })).to.equal(
      `2 thoughts on “${isolated('שלום')}”`,
    );
    expect(english.say('inReplyTo', { name: '𞤀𞤣𞤤' })).to.equal(`in reply to ${isolated('𞤀𞤣𞤤')}`);
  });

  it('isolate a left-to-right name in a right-to-left sentence', () => {
    expect(arabic.say('inReplyTo', { name: 'Ada' })).to.equal(`ردًا على ${isolated('Ada')}`);
  });

  it('leave a name alone that is written the way of the sentence', () => {
    expect(english.say('inReplyTo', { name: 'Ada' })).to.equal('in reply to Ada');
    expect(arabic.say('inReplyTo', { name: 'ليلى' })).to.equal('ردًا على ليلى');
  });
});

describe('direction', () => {
  it('is that of the script', () => {
    for (const tag of ['ar', 'ar-EG', 'he', 'fa-AF', 'ur', 'dv', 'yi', 'ckb', 'uz-Arab', 'pa-PK']) {
      expect(new Locale(tag, en).dir, tag).to.equal('rtl');
    }
    for (const tag of ['en', 'de', 'arn', 'uz', 'zh-Hant']) {
      expect(new Locale(tag, en).dir, tag).to.equal('ltr');
    }
  });
});

describe('relative times', () => {
  it('take the largest unit that is reached, rounded down', () => {
    expect(ago(59_999)).to.equal('now');
    expect(ago(minute)).to.equal('1 minute ago');
    expect(ago(hour - 1)).to.equal('59 minutes ago');
    expect(ago(hour)).to.equal('1 hour ago');
    expect(ago(day - 1)).to.equal('23 hours ago');
    expect(ago(day)).to.equal('yesterday');
    expect(ago(3 * day)).to.equal('3 days ago');
    expect(ago(40 * day)).to.equal('last month');
    expect(ago(800 * day)).to.equal('2 years ago');
  });

  it('are in the words of the language', () => {
    expect(german.ago(now - 2 * hour, now)).to.equal('vor 2 Stunden');
    expect(german.ago(now - day, now)).to.equal('gestern');
    expect(arabic.ago(now - day, now)).to.equal('أمس');
    expect(arabic.ago(now - 5 * minute, now)).to.match(/^قبل .+ دقائق$/);
  });

  it('take the future for now, because clocks differ', () => {
    expect(english.ago(now + hour, now)).to.equal('now');
  });
});

describe('exact times', () => {
  it('name day, month, year and time', () => {
    const time = new Date(1959, 8, 19, 13, 48).getTime();
    expect(english.exact(time)).to.match(/Saturday.*September 19, 1959.*1:48/);
    expect(german.exact(time)).to.match(/Samstag.*19\. September 1959.*13:48/);
  });
});

describe('times that no calendar has', () => {
  for (const time of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    8.64e15 + 1,
  ]) {
    it(`are not shown (${time})`, () => {
      expect(english.exact(time)).to.equal('');
      expect(english.ago(time, now)).to.equal('');
    });
  }

  it('begin after the last one it has', () => {
    expect(english.exact(8.64e15)).to.include('275760');
    expect(english.exact(-8.64e15)).to.include('271822');
  });
});

describe('numbers', () => {
  it('follow the language', () => {
    expect(english.number(12_345)).to.equal('12,345');
    expect(german.number(12_345)).to.equal('12.345');
  });
});
