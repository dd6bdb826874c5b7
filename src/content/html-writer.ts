import type { Markup, Tree } from './tree.ts';

/**
 * A tree as HTML for servers that take nothing else, such as WordPress: only elements that they let
 * visitors use (`a blockquote code del em strong`), with an empty line between paragraphs, as those
 * servers expect it, and each letter as they keep it, since they know a text that comes again by
 * being the same. What has no element there becomes text that looks like it. It is sent and never
 * shown: what comes back is read like everything else.
 */
export function limitedHtml(tree: Tree): string {
  return blocks(tree).join('\n\n');
}

/** Calls itself, but no deeper than a tree is, and those are made with a limit. */
function blocks(tree: Tree): string[] {
  const found: string[] = [];
  let line: Markup[] = [];
  const endLine = (): void => {
    if (line.length > 0) found.push(inline(line));
    line = [];
  };
  for (const piece of tree) {
    const block = typeof piece === 'string' ? undefined : blockOf(piece);
    if (block === undefined) line.push(piece);
    else {
      endLine();
      found.push(block);
    }
  }
  endLine();
  return found;
}

/** Undefined: it stands in a line. */
function blockOf(piece: Exclude<Markup, string>): string | undefined {
  switch (piece.type) {
    case 'paragraph':
      return inline(piece.children);
    case 'quote':
      return `<blockquote>${limitedHtml(piece.children)}</blockquote>`;
    case 'code-block':
      return piece.text.split('\n').map(codeLine).join('\n');
    case 'list':
      return piece.items.map((item, i) => itemOf(item, piece.start, i)).join('\n');
    case 'rule':
      return '* * *';
    default:
      return undefined;
  }
}

/** What belongs to an item stands under its first line, without empty lines, which would end it. */
function itemOf(item: Tree, start: number | undefined, index: number): string {
  const marker = start === undefined ? '•' : `${start + index}.`;
  return `${marker} ${blocks(item).join('\n').replaceAll('\n\n', '\n')}`;
}

/** Spaces at its beginning would be lost otherwise. */
function codeLine(line: string): string {
  const indent = /^[ \t]*/.exec(line)![0].replaceAll('\t', '    ');
  const text = line.trimStart();
  return text ? `<code>${'\u00a0'.repeat(indent.length)}${escaped(text)}</code>` : '';
}

function inline(tree: Tree): string {
  return tree.map(inLine).join('');
}

function inLine(markup: Markup): string {
  if (typeof markup === 'string') return escaped(markup);
  switch (markup.type) {
    case 'break':
      return '\n';
    case 'emphasis':
      return `<em>${inline(markup.children)}</em>`;
    case 'strong':
      return `<strong>${inline(markup.children)}</strong>`;
    case 'strikethrough':
      return `<del>${inline(markup.children)}</del>`;
    case 'code':
      return `<code>${escaped(markup.text)}</code>`;
    case 'link':
      return `<a href="${escaped(markup.href)}" rel="nofollow ugc">${inline(markup.children)}</a>`;
    default:
      return blockOf(markup) ?? '';
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\\', '&#092;');
}
