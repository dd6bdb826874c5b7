/** A rule that keeps readers safe, where it stands, and what it would be without it. */
export interface Rule {
  readonly rule: string;
  readonly file: string;
  /** Stands there once. */
  readonly text: string;
  readonly without: string;
  /** Words of the test files of which one fails then. */
  readonly tests: string;
}

const content = 'src/content';
const tests = 'test/content';

export const rules: readonly Rule[] = [
  {
    rule: 'addresses have a scheme of a list',
    file: `${content}/safe-url.ts`,
    text: '/^(https?|mailto):$/.test(protocol)',
    without: 'protocol',
    tests: `${tests}/safe-url`,
  },
  {
    rule: 'addresses have no name and password',
    file: `${content}/safe-url.ts`,
    text: ' && !username && !password',
    without: '',
    tests: `${tests}/safe-url`,
  },
  {
    rule: 'what browsers skip in an address is taken out',
    file: `${content}/safe-url.ts`,
    text: String.raw`.replace(/[\p{Cc}\s]/gu, '')`,
    without: '',
    tests: `${tests}/safe-url`,
  },
  {
    rule: 'links are checked when they are drawn',
    file: `${content}/render.ts`,
    text: 'safeUrl(href) ?? nothing',
    without: 'href',
    tests: `${tests}/render`,
  },
  {
    rule: 'links pass nothing on',
    file: `${content}/render.ts`,
    text: ' rel="nofollow ugc noopener noreferrer"',
    without: '',
    tests: `${tests}/render`,
  },
  {
    rule: 'each block has its direction',
    file: `${content}/render.ts`,
    text: '<p dir=${dir}>',
    without: '<p>',
    tests: `${tests}/render`,
  },
  {
    rule: 'a deceptive link says where it leads',
    file: `${content}/link.ts`,
    text: '.every((claim) => claim === real)',
    without: '.every(() => true)',
    tests: `${tests}/link`,
  },
  {
    rule: 'a host of letters that can be taken for others is said',
    file: `${content}/link.ts`,
    text: 'if (/(^|[.@])xn--/.test(real)) return real;',
    without: '',
    tests: `${tests}/link`,
  },
  {
    rule: 'what nobody sees does not hide an address',
    file: `${content}/link.ts`,
    text: String.raw`.replace(/\p{DI}/gu, '')`,
    without: '',
    tests: `${tests}/link`,
  },
  {
    rule: 'markers at the start of a line are clamped',
    file: `${content}/limits.ts`,
    text: 'found.length > deepest ?',
    without: 'found.length > 1e9 ?',
    tests: `${tests}/limits`,
  },
  {
    rule: 'runs of spaces are clamped',
    file: `${content}/limits.ts`,
    text: "text.replace(/ {200,}/g, ' '.repeat(200))",
    without: 'text',
    tests: `${tests}/limits`,
  },
  {
    rule: 'Markdown is parsed to a length',
    file: `${content}/markdown.ts`,
    text: 'splitAt(source, longest)',
    without: 'splitAt(source, Infinity)',
    tests: `${tests}/markdown.test`,
  },
  {
    rule: 'a parser that throws leaves plain text',
    file: `${content}/markdown.ts`,
    text: 'return plainTree(text); //',
    without: 'throw new Error(); //',
    tests: `${tests}/markdown.test`,
  },
  {
    rule: 'HTML in Markdown is text',
    file: `${content}/markdown-tokenizer.ts`,
    text: '  override tag(): undefined {}\n',
    without: '',
    tests: `${tests}/`,
  },
  {
    rule: 'a text has so many pieces (Markdown)',
    file: `${content}/markdown-reader.ts`,
    text: ' || ++this.#pieces > mostPieces',
    without: '',
    tests: `${tests}/markdown.test`,
  },
  {
    rule: 'a text has so many pieces (HTML)',
    file: `${content}/tree-builder.ts`,
    text: "if (typeof piece !== 'string' && ++this.#pieces > mostPieces) piece = textOf([piece]);",
    without: '',
    tests: `${tests}/html`,
  },
  {
    rule: 'HTML is nested so deep',
    file: `${content}/tree-builder.ts`,
    text: 'this.#depth < deepest',
    without: 'true',
    tests: `${tests}/html`,
  },
  {
    rule: 'HTML is read to a length',
    file: `${content}/html.ts`,
    text: 'const text = source.slice(0, longest);',
    without: 'const text = source;',
    tests: `${tests}/html`,
  },
  {
    rule: 'the text of scripts and the like is not shown',
    file: `${content}/html-reader.ts`,
    text: 'if (silent.has(localName)) return undefined;',
    without: '',
    tests: `${tests}/html`,
  },
  {
    rule: 'forms are asked nothing',
    file: `${content}/html-reader.ts`,
    text: 'if (node instanceof HTMLFormElement) return this.#line();',
    without: '',
    tests: `${tests}/html`,
  },
  {
    rule: 'HTML is parsed without handlers and styles',
    file: `${content}/html.ts`,
    text: 'parseInert(withoutHandlers(text))',
    without: "parseInert(withoutHandlers('') + text)",
    tests: 'security/lessons',
  },
  {
    rule: 'pages that forbid to parse get text',
    file: `${content}/inert.ts`,
    text: 'return undefined; //',
    without: "throw new Error('refused'); //",
    tests: `${tests}/html`,
  },
  {
    rule: 'entities are decoded',
    file: `${content}/markdown-reader.ts`,
    text: 'return [this.#entities.decode(token.text)];',
    without: 'return [token.text];',
    tests: `${tests}/markdown.test`,
  },
  {
    rule: 'names have no control or bidi characters',
    file: `src/model/names.ts`,
    text: ".replace(invisible, '')",
    without: '',
    tests: `test/model/names`,
  },
  {
    rule: 'names wear three accents a letter',
    file: `src/model/names.ts`,
    text: ".replace(fourthMarks, '$1')",
    without: '',
    tests: `test/model/names`,
  },
  {
    rule: 'names are composed',
    file: `src/model/names.ts`,
    text: ".normalize('NFC')",
    without: '',
    tests: `test/model/names`,
  },
  {
    rule: 'names have a length',
    file: `src/model/names.ts`,
    text: 'return cleanText(text, 40);',
    without: 'return cleanText(text, 4000);',
    tests: `test/model/names`,
  },
  {
    rule: 'a role is one of two',
    file: 'src/model/sound.ts',
    text: "...((role === 'author' || role === 'moderator') && { role }),",
    without: '...(role && { role }),',
    tests: 'element/nonsense',
  },
  {
    rule: 'answers to what was written are comments',
    file: 'src/store/send.ts',
    text: 'return { comment: known, ...(marks && { marks }) };',
    without: 'return answer;',
    tests: 'test/store',
  },
  {
    rule: 'ids of halves of characters have an address',
    file: 'src/element/permalink.ts',
    text: String.raw`id.replace(/\p{Cs}/gu, '')`,
    without: 'id',
    tests: 'element/nonsense',
  },
];
