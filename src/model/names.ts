/**
 * A name as it is shown: one line of at most 40 characters that reorders nothing around it, wears at
 * most three accents a letter, and is the same for everybody who looks the same. Empty when nothing
 * of it can be seen.
 */
export function cleanName(text: string): string {
  return cleanText(text, 40);
}

/** The same for other short texts of strangers, of at most as many characters. */
export function cleanText(text: string, most = 200): string {
  // Most names: what is slow below has nothing to find in them.
  if (/^[ -~]*$/.test(text)) return text.trim().slice(0, most).trimEnd();
  const line = text
    .slice(0, most * 20) // what is far too long is not worth reading to its end
    .replace(/[\s\u2800]/g, ' ');
  // Twice, because accents that have changed places may leave a joiner between other letters.
  const seen = visible(visible(line)).replace(/ +/g, ' ').replace(fourthMarks, '$1');
  const clean = graphemes(seen.trim(), most).join('');
  return /[^\p{M}\p{DI}\s]/u.test(clean) ? clean : '';
}

function visible(text: string): string {
  return text.replace(invisible, '').normalize('NFC');
}

/** The first characters of a text as readers count them, so that no letter is torn apart. */
export function graphemes(text: string, most: number): string[] {
  // What most names are made of is a letter a piece, and cutting them up is slow otherwise.
  if (/^[ -~]*$/.test(text)) return text.slice(0, most).split('');
  const found: string[] = [];
  for (const { segment } of segments.segment(text)) {
    if (found.push(segment) === most) break;
  }
  return found;
}

const segments = new Intl.Segmenter();

/**
 * Control and bidi characters, halves of a character, and what takes no room. Stays what scripts of
 * India, families and flags are written with: joiners between letters of such scripts or emoji, and
 * behind a letter of Malayalam; what chooses between two looks of an emoji; tags behind a flag.
 */
const invisible =
  /[\p{Cc}\p{Cs}\ufff9-\ufffb]|(?!(?<=[\u0620-\u109f])[\u200c\u200d](?=[\u0620-\u109f])|(?<=\u0d4d)\u200d|(?<=\p{Emoji}\ufe0f?)\u200d(?=\p{Emoji})|(?<=\p{Emoji})[\ufe0e\ufe0f]|(?<=\u{1f3f4}[\u{e0020}-\u{e007f}]{0,5})[\u{e0020}-\u{e007f}])\p{DI}/gu;

const fourthMarks = /((\p{M}[\u200c\u200d]*){3})[\p{M}\u200c\u200d]+/gu;
