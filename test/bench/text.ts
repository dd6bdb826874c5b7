import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { project } from '../support/project.ts';
import { openPage, withBrowser, within } from './browser.ts';
import { spreadText, table } from './figures.ts';
import { startSite } from './site.ts';

/** Characters of each text: more are not parsed. */
const length = 10_000;
const budget = 100;
/** How often each text is drawn, after once to warm up. */
const runs = 5;

/** What parsers need long for, by the square of its length or worse, until somebody sees to it. */
const motifs: Readonly<Record<'markdown' | 'html', Readonly<Record<string, string | Nested>>>> = {
  markdown: {
    'plain words': 'Just words, and a line.\n',
    'everything that there is':
      '**a** *b* `c` ~~d~~ [e](https://f.example) <https://g.example>\n\n- h\n\n> i\n\n',
    'nested quotes': '>',
    'nested quotes, line by line': { open: '> ', text: 'a\n', close: '' },
    'nested lists': '- ',
    'nested lists, by indentation': { open: '  ', text: '- a\n', close: '' },
    'numbered lists': '1. ',
    'quotes and lists in each other': '> - ',
    'open brackets': '[',
    'open brackets of pictures': '![',
    'links that do not end': '[a](b',
    'links in links': { open: '[', text: 'a', close: '](https://a.example)' },
    definitions: '[a]: b\n',
    'emphasis that does not end': '*a_',
    stars: '*',
    'underscores and stars': '_*',
    'nested emphasis': { open: '*a **b ', text: 'c', close: '** *' },
    'strikethrough that does not end': '~~a ',
    'backticks of growing length': '`a``b```c````d`````e``````f',
    'open backticks': '`a',
    fences: '```a\n',
    'addresses that do not end': '<a@',
    'angle brackets': '<',
    'addresses in the text': 'http://a.example/b ',
    'mailboxes in the text': 'a.-_',
    www: 'www.',
    'brackets in addresses': 'http://a.example/((',
    backslashes: '\\',
    entities: '&amp;',
    'entities that do not end': '&a',
    spaces: ' ',
    tabs: '\t',
    'empty lines': '\n',
    tables: '|a|b|\n|-|-|\n',
    'one long line': 'a',
    accents: 'a\u0301',
  },
  html: {
    'nested quotes': '<blockquote>',
    'nested lists': '<ul><li>',
    'nested emphasis': '<b><i>',
    'nested links': '<a href="https://a.example">',
    'nested boxes': '<div>',
    'crossing tags': '<b><p></b></p>',
    tables: '<table><td>',
    forms: '<form><input name=firstChild>',
    drawings: '<svg><math>',
    'tags that do not end': '<a ',
    'attributes that do not end': '<a b="',
    attributes: { open: '', text: '<p ', close: 'a=b ' },
    'comments that do not end': '<!--',
    handlers: '<p onclick=a>',
    scripts: '<script>',
    entities: '&amp;',
    'angle brackets': '<',
    spaces: ' ',
    paragraphs: '<p>a',
    breaks: '<br>',
    code: '<pre><code>a',
  },
};

/** Something that is opened again and again, and closed as often. */
interface Nested {
  readonly open: string;
  readonly text: string;
  readonly close: string;
}

/** Parses and draws hostile texts, and tells how long each took and what the parsers weigh. */
export async function benchText(): Promise<string> {
  const site = await startSite([]);
  try {
    return await withBrowser(async (browser) => {
      const page = await openPage(browser, `${site.origin}/text`, 'textBench');
      const rows: string[][] = [];
      let worst = 0;
      for (const [format, kinds] of Object.entries(motifs)) {
        for (const [name, motif] of Object.entries(kinds)) {
          const body = { format: format as 'markdown', source: textOf(motif) };
          const times = await within(
            120,
            name,
            page.evaluate((what, often) => globalThis.textBench.draw(what, often), body, runs),
          );
          worst = Math.max(worst, ...times);
          rows.push([`${format}, ${name}`, spreadText(times, 1), String(budget)]);
        }
      }
      const head = ['ms', 'parse and draw', 'budget'];
      return `${length} characters of text, from its source to its place on the page; median (least–most) of ${runs}
${table([head, ...rows])}
  longest of all: ${worst.toFixed(1)} ms

${bytes()}`;
    });
  } finally {
    await site.close();
  }
}

function textOf(motif: string | Nested): string {
  if (typeof motif === 'string')
    return motif.repeat(Math.ceil(length / motif.length)).slice(0, length);
  const { open, text, close } = motif;
  // Line by line, each deeper than the one before, or all on one line.
  if (text.endsWith('\n')) {
    const lines: string[] = [];
    for (let i = 0, sum = 0; sum < length; i++) {
      lines.push(open.repeat(i % 60) + text);
      sum += lines.at(-1)!.length;
    }
    return lines.join('').slice(0, length);
  }
  const times = Math.floor((length - text.length) / (open.length + close.length));
  return open.repeat(times) + text + close.repeat(times);
}

/** What a reader of such texts fetches, gzipped; the first load is printed by `npm run size`. */
function bytes(): string {
  const folder = path.join(project, 'dist/cdn');
  const sizeOf = (file: string): number =>
    gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length;
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const part = (title: string, names: RegExp): [string, number] => {
    const sum = files
      .filter((file) => names.test(file))
      .reduce((all, file) => all + sizeOf(file), 0);
    return [title, sum];
  };
  const parts = [
    part(
      'first load',
      /^(comment-section\.js|backends-local-(?!bulk|hearing|window|writes)|guests-)/,
    ),
    part('HTML, and what both need', /^(content-)?html-/),
    part('Markdown', /^content-markdown-/),
  ];
  const total = parts.reduce((sum, [, size]) => sum + size, 0);
  return table([
    ['bytes, gzipped', ''],
    ...parts.map(([title, size]) => [title, String(size)]),
    ['in all, for a thread with Markdown', String(total)],
  ]);
}
