import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, project } from './project.ts';

/** A source file, for tests that read code instead of running it. */
export interface Source {
  /** From the project's folder on, such as `src/model/comment.ts`. */
  readonly file: string;
  readonly text: string;
}

export function readSources(folder = 'src'): Source[] {
  return listFiles(folder, '.ts').map((file) => ({
    file,
    text: readFileSync(path.join(project, file), 'utf8'),
  }));
}

export interface Import {
  /** What stands between the quotes; of a computed one, the part before the first expression. */
  readonly from: string;
  /** `import type` and `export type`: nothing of it is left when the code runs. */
  readonly typesOnly: boolean;
  readonly isComputed: boolean;
}

/** Every import, export-from and `import()` of a file. */
export function importsOf({ text }: Source): Import[] {
  const code = withoutComments(text);
  const found = [...code.matchAll(statement), ...code.matchAll(bare), ...code.matchAll(dynamic)];
  return found.map((match) => ({
    from: match.groups!['from']!,
    typesOnly: match.groups!['type'] !== undefined,
    isComputed: match.groups!['expression'] !== undefined,
  }));
}

const statement =
  /^\s*(?:import|export)\s+(?<type>type\s)?[\w\s*{},$]*?\bfrom\s*(?<quote>['"])(?<from>[^'"]*)\k<quote>/gm;
const bare = /^\s*import\s*(?<quote>['"])(?<from>[^'"]*)\k<quote>/gm;
const dynamic =
  /\bimport\s*\(\s*(?<quote>['"`])(?<from>(?:(?!\k<quote>|\$\{).)*)(?<expression>\$\{)?/g;

/** The code with comments blanked; line breaks stay, so that line numbers do. */
export function withoutComments(text: string): string {
  return text.replace(token, (piece) => (isComment(piece) ? blank(piece) : piece));
}

/** The code with comments and everything between quotes blanked: what is left is the language. */
export function withoutText(text: string): string {
  return text.replace(token, (piece) => (/^\W*['"`/]/.test(piece) ? blank(piece) : piece));
}

/**
 * Comments, strings, templates and regular expressions, each as a whole, because each may hold what
 * looks like another. An expression inside a template counts as part of its text. A slash begins a
 * regular expression only where a value may begin.
 */
const token = new RegExp(
  [
    String.raw`\/\*[^]*?\*\/|\/\/[^\n]*`,
    String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"`,
    String.raw`\`(?:\\[^]|[^\`\\])*\``,
    String.raw`(?<=[=(,:;!&|?{}[\n>]\s*|return\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`,
  ].join('|'),
  'g',
);

function isComment(piece: string): boolean {
  return piece.startsWith('//') || piece.startsWith('/*');
}

function blank(piece: string): string {
  return piece.replace(/[^\n]/g, ' ');
}

/** `src/model/comment.ts:12`, for a message that an editor can jump to. */
export function place({ file, text }: Source, index: number): string {
  return `${file}:${text.slice(0, index).split('\n').length}`;
}
