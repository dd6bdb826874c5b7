import { endWithin, lettersInLine } from './plain.ts';
import { textView } from './render.ts';
import type { Markup, Tree } from './tree.ts';

type Drawn = ReturnType<typeof textView>;

/** What there is to see of a text at first, and the rest of one of many lines. */
export function textParts(tree: Tree): readonly [Drawn, Drawn?] {
  const [head, rest] = cut(tree, 12);
  return linesOf(rest) > 4 ? [textView(head), textView(rest)] : [textView(tree)];
}

/** Cuts behind about so many lines: between pieces, and inside of those that can be cut. */
function cut(tree: Tree, most: number): [Tree, Tree] {
  let left = most;
  for (const [i, piece] of tree.entries()) {
    const lines = linesOf([piece]);
    if (lines > left) {
      const [head, rest] = cutPiece(piece, left);
      return [
        [...tree.slice(0, i), ...head],
        [...rest, ...tree.slice(i + 1)],
      ];
    }
    left -= lines;
  }
  return [tree, []];
}

function cutPiece(piece: Markup, left: number): [Tree, Tree] {
  if (typeof piece === 'string') return cutWords(piece, left);
  if (piece.type === 'list') {
    const count = Math.max(1, Math.floor(left));
    const head = piece.items.slice(0, count);
    const rest = piece.items.slice(count);
    const start = piece.start === undefined ? {} : { start: piece.start + count };
    return [[{ ...piece, items: head }], rest.length ? [{ ...piece, ...start, items: rest }] : []];
  }
  if ('children' in piece && piece.type !== 'link') {
    const [head, rest] = cut(piece.children, left);
    const around = (children: Tree): Tree => (children.length ? [{ ...piece, children }] : []);
    return [around(head), around(rest)];
  }
  // What stays whole, and would hardly begin before the end, begins behind it.
  return left > 6 ? [[piece], []] : [[], [piece]];
}

function cutWords(text: string, lines: number): [Tree, Tree] {
  const end = endWithin(text, lines);
  return [end > 0 ? [text.slice(0, end)] : [], [text.slice(end)]];
}

/** About how many lines a text takes; code that is longer scrolls inside itself. */
function linesOf(tree: Tree): number {
  return tree.reduce<number>((sum, piece) => sum + linesOfPiece(piece), 0);
}

/** Calls itself no deeper than a tree is. */
function linesOfPiece(piece: Markup): number {
  if (typeof piece === 'string') {
    return piece.length / lettersInLine + piece.split('\n').length - 1;
  }
  switch (piece.type) {
    case 'break':
    case 'rule':
      return 1;
    case 'code':
      return piece.text.length / lettersInLine;
    case 'code-block':
      return Math.min(piece.text.split('\n').length, 24);
    case 'paragraph':
      return Math.ceil(linesOf(piece.children));
    case 'list':
      return piece.items.reduce((sum, item) => sum + Math.max(1, linesOf(item)), 0);
    default:
      return linesOf(piece.children);
  }
}
