/**
 * Comment text as data, whatever it was written in: the only thing that is ever drawn but plain text.
 * It says what a text means, never how it looks, and cannot say anything that would run or load.
 */
export type Tree = readonly Markup[];

/** A string is text, to be shown letter by letter. */
export type Markup = string | Leaf | Code | Holder | List | Link;

interface Leaf {
  readonly type: 'break' | 'rule';
}

interface Code {
  readonly type: 'code' | 'code-block';
  readonly text: string;
}

interface Holder {
  readonly type: 'paragraph' | 'quote' | 'emphasis' | 'strong' | 'strikethrough';
  readonly children: Tree;
}

interface List {
  readonly type: 'list';
  /** Number of the first item; absent: not numbered. */
  readonly start?: number;
  readonly items: readonly Tree[];
}

export interface Link {
  readonly type: 'link';
  /** An address that `safeUrl` gave. */
  readonly href: string;
  readonly children: Tree;
  /** Where it really leads, to be said because its text does not, or says something else. */
  readonly host?: string;
}

/** How deep quotes and lists may stand in each other, and emphasis and the like in each other. */
export const deepest = 20;

/**
 * How many pieces a text may have: browsers look for the direction of a paragraph anew with each that
 * comes into it, and are slow to draw very many. What is beyond is text.
 */
export const mostPieces = 1000;

/** Text without markup, as a tree: an empty line parts paragraphs, and lines are lines. */
export function plainTree(text: string): Tree {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.split('\n').map(trimmed).filter(Boolean).join('\n'))
    .filter(Boolean);
  const rest = paragraphs.splice(mostPieces).join('\n\n');
  return [...paragraphs, rest]
    .filter(Boolean)
    .map((paragraph) => ({ type: 'paragraph', children: [paragraph] }));
}

/** Without the spaces at its ends, which are not shown anyway. In one go, however many there are. */
function trimmed(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--;
  return line.slice(0, end).replace(/^[ \t]+/, '');
}

/** Letters of a tree, without what they look like. */
export function textOf(tree: Tree): string {
  const texts: string[] = [];
  const left: Markup[] = [...tree].reverse();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') texts.push(next);
    else if ('text' in next) texts.push(next.text);
    else if ('children' in next) left.push(...[...next.children].reverse());
    else if ('items' in next) left.push(...next.items.flat().reverse());
  }
  return texts.join('');
}
