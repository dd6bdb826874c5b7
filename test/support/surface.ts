import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { project } from './project.ts';

/** Tags of the element's doc comment that the README has a table of. */
export const tags = {
  attr: ['attribute', 'what it does'],
  prop: ['property', 'what it does'],
  method: ['method', 'what it does'],
  fires: ['event', 'when, and what it carries'],
  slot: ['slot', 'what goes there'],
  csspart: ['part', 'what it is'],
  cssproperty: ['custom property', 'what it sets'],
  cssstate: ['state', 'when'],
} as const;
export type Tag = keyof typeof tags;

export interface Entry {
  /** Empty for the default slot. */
  readonly name: string;
  readonly type: string | undefined;
  readonly text: string;
}

/** What the doc comment of the element says under one tag. */
export function documented(tag: Tag): Entry[] {
  const source = readFileSync(path.join(project, 'src/comment-section.ts'), 'utf8');
  const line = new RegExp(
    `^ \\* @${tag} (?:\\{(?<type>[^}]+)\\} )?(?<name>\\S*?) ?- (?<text>.+)$`,
    'gm',
  );
  return [...source.matchAll(line)].map(({ groups }) => ({
    name: groups!['name']!,
    type: groups!['type'],
    text: groups!['text']!,
  }));
}

/** The README with its tables made anew, in the project's style. */
export async function withTables(readme: string): Promise<string> {
  const made = (Object.keys(tags) as Tag[]).reduce((text, tag) => {
    const place = new RegExp(`(<!-- ${tag} -->\\n)[^]*?(<!-- /${tag} -->)`);
    return text.replace(
      place,
      (_, start: string, end: string) => `${start}\n${table(tag)}\n${end}`,
    );
  }, readme);
  const style = await resolveConfig(path.join(project, 'README.md'));
  return await format(made, { ...style, parser: 'markdown' });
}

function table(tag: Tag): string {
  const rows = documented(tag).map(({ name, type, text }) => {
    const values =
      type && /'/.test(type) ? `${type.replaceAll("'", '`').split('|').join(', ')}. ` : '';
    return `| ${name === '' ? '(default)' : `\`${name}\``} | ${values}${text.replaceAll('|', '\\|')} |`;
  });
  return [`| ${tags[tag].join(' | ')} |`, '| --- | --- |', ...rows, ''].join('\n');
}
