import { safeUrl } from './safe-url.ts';
import { textOf, type Markup, type Tree } from './tree.ts';

/**
 * The one place where links are made. Undefined when a comment may not lead there: then its text is
 * only text. A link that looks as if it led somewhere else says where it does.
 */
export function linkTo(address: string, children: Tree): Markup | undefined {
  const href = safeUrl(address);
  if (href === undefined) return undefined;
  const host = hostBehind(textOf(children), href);
  return { type: 'link', href, children: unlinked(children), ...(host !== undefined && { host }) };
}

/**
 * Where an address leads, when the text does not make that plain: it has the look of another address,
 * or the host is written in letters that can be taken for others (`URL` gives those as `xn--…`).
 */
export function hostBehind(text: string, href: string): string | undefined {
  const { protocol, hostname, pathname } = new URL(href);
  const real = protocol === 'mailto:' ? pathname.toLowerCase() : hostname.replace(/^www\./, '');
  if (/(^|[.@])xn--/.test(real)) return real;
  return addressesIn(text).every((claim) => claim === real) ? undefined : real;
}

/** A link inside a link is only text. */
function unlinked(tree: Tree): Tree {
  return tree.flatMap((piece): Tree => {
    if (typeof piece === 'string' || !('children' in piece)) return [piece];
    const children = unlinked(piece.children);
    return piece.type === 'link' ? children : [{ ...piece, children }];
  });
}

/**
 * What looks like a host or a mailbox in a text, however it is quoted, and whatever nobody sees stands
 * in it. A path behind one may say what it likes. `。` is a dot in an address too (UTS #46). Word by
 * word, so that it takes no longer for a hostile text.
 */
function addressesIn(text: string): string[] {
  return text
    .normalize('NFKC')
    .replace(/\p{DI}/gu, '')
    .toLowerCase()
    .replace(/[。｡]/g, '.')
    .split(/\s+/)
    .flatMap((word) => {
      const start = namesIn(word.replace(/([^/:])[/?#].*/, '$1'));
      return start.length > 0 ? start : namesIn(word);
    });
}

function namesIn(word: string): string[] {
  return word
    .split(/[^\p{L}\p{M}\p{N}.@_+-]+/u)
    .map((name) =>
      name
        .split('.')
        .filter(Boolean)
        .join('.')
        .replace(/^www\./, ''),
    )
    .filter((name) => /\.(\p{L}[^.]+|\d+\.\d+\.\d+)$/u.test(name));
}
