/**
 * What a name looks like at a glance, so that `Аda` with a Cyrillic А is found to look like `Ada`.
 * After the skeleton of Unicode's technical standard 39, with the letters that are of use for
 * names: the whole table is ten times as long as this server's rules.
 */
export function lookOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return Array.from(letters, (letter) => twins.get(letter) ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** A Latin letter, and what can be taken for it. */
const looks: Readonly<Record<string, string>> = {
  a: 'аɑα4',
  b: 'ьβƅ',
  c: 'сϲᴄ',
  d: 'ԁɗ',
  e: 'еєε3',
  f: 'ғſ',
  g: 'ɡց9',
  h: 'һհ',
  i: 'іιıl1ӏ|ɩ',
  j: 'јϳ',
  k: 'кκ',
  m: 'мⅿ',
  n: 'ոпη',
  o: 'оοօ0',
  p: 'рρ',
  q: 'ԛգ',
  r: 'гᴦ',
  s: 'ѕꜱ5',
  t: 'тτ7',
  u: 'υսцʋ',
  v: 'νѵ',
  w: 'ԝωш',
  x: 'хχ',
  y: 'уүγ',
  z: 'ᴢ2',
};

const twins = new Map(
  Object.entries(looks).flatMap(([letter, others]) =>
    Array.from(others, (other) => [other, letter] as const),
  ),
);
