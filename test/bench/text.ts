import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { project } from '../support/project.ts';
import { openPage, withBrowser, within } from './browser.ts';
import { spreadText, table } from './figures.ts';
import { startSite } from './site.ts';

/** Characters of each text: more are not parsed. */
const lengths = { markdown: 10_000, html: 100_000 };
const budget = 100;
/** How often each text is drawn, after once to warm up. */
const runs = 5;

/** What parsers need long for, by the square of its length or worse, until somebody sees to it. */
const motifs: Readonly<Record<'markdown' | 'html', Readonly<Record<string, Motif>>>> = {
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
    rules: '<hr>',
    'a link with a long address': {
      start: `<a href="https://a.example/${'a'.repeat(50_000)}">`,
      motif: '<p>a',
    },
    'different emphasis, never closed': { numbered: '<p><b c=', close: '>a' },
    'paragraphs in emphasis': { start: '<b><i>'.repeat(10), motif: '<p>a' },
  },
};

type Motif = string | Begun | Numbered | Nested;

/** Something that is said again and again behind something else. */
interface Begun {
  readonly start: string;
  readonly motif: string;
}

/** Something that is never the same. */
interface Numbered {
  readonly numbered: string;
  readonly close: string;
}

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
        const length = lengths[format as keyof typeof motifs];
        for (const [name, motif] of Object.entries(kinds)) {
          const body = { format: format as 'markdown', source: textOf(motif, length) };
          const times = await within(
            120,
            name,
            page.evaluate((what, often) => globalThis.textBench.draw(what, often), body, runs),
          );
          worst = Math.max(worst, ...times);
          const verdict = Math.max(...times) > budget ? `over ${budget}` : `within ${budget}`;
          rows.push([`${format}, ${name}`, spreadText(times, 1), verdict]);
        }
      }
      const head = ['ms', 'parse and draw', 'budget'];
      return `${lengths.markdown} characters of Markdown and ${lengths.html} of HTML, from their source to their place on the page; median (least–most) of ${runs}
${table([head, ...rows])}
  longest of all: ${worst.toFixed(1)} ms, of ${budget} that it may be

${bytes()}`;
    });
  } finally {
    await site.close();
  }
}

function textOf(motif: Motif, length: number): string {
  if (typeof motif === 'string') {
    return motif.repeat(Math.ceil(length / motif.length)).slice(0, length);
  }
  if ('numbered' in motif) {
    const once = ({ numbered, close }: Numbered, i: number): string => `${numbered}${i}${close}`;
    return Array.from({ length: length / 8 }, (_, i) => once(motif, i))
      .join('')
      .slice(0, length);
  }
  if ('start' in motif) return motif.start + textOf(motif.motif, length - motif.start.length);
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
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const counted = new Set<string>();
  /** Files of this name, and those that they import at once; each counts for who asks first. */
  const part = (title: string, names: RegExp): [string, number] => {
    const found = new Set(files.filter((file) => names.test(file)));
    let sum = 0;
    for (const file of found) {
      if (counted.has(file)) continue;
      counted.add(file);
      const source = readFileSync(path.join(folder, file));
      sum += gzipSync(source, { level: 9 }).length;
      for (const [, from] of source.toString().matchAll(/from\s*["']\.\/([^"']+)["']/g))
        found.add(from!);
    }
    return [title, sum];
  };
  const parts = [
    part('first load', /^(comment-section|backends-local-[\w-]{8})\.js$/),
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
