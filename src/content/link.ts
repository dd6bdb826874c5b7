import { hasRtl } from '../model/direction.ts';
import { safeUrl } from './safe-url.ts';
import { textOf, type Link, type Tree } from './tree.ts';

/** Longer addresses lead nowhere: nobody writes them, and they would stand in each piece of a link. */
const longest = 2000;

/**
 * The one place where links are made. Undefined when a comment may not lead there: then its text is
 * only text. A link that looks as if it led somewhere else says where it does.
 */
export function linkTo(address: string, children: Tree): Link | undefined {
  const href = address.length > longest ? undefined : safeUrl(address);
  if (href === undefined) return undefined;
  const host = hostBehind(textOf(children), href);
  return { type: 'link', href, children: unlinked(children), ...(host !== undefined && { host }) };
}

/**
 * Where an address leads, when the text does not make that plain: it has the look of another address,
 * its letters do not stand in their order, or the host is written in letters that can be taken for
 * others (`URL` gives those as `xn--…`).
 */
export function hostBehind(text: string, href: string): string | undefined {
  const { protocol, hostname, pathname } = new URL(href);
  const real = protocol === 'mailto:' ? pathname.toLowerCase() : hostname.replace(/^www\./, '');
  if (/(^|[.@])xn--/.test(real) || /\p{Bidi_C}/u.test(text)) return real;
  const claims = addressesIn(text);
  const isPlain = claims.every((claim) => claim === real) && !(claims.length > 0 && hasRtl(text));
  return isPlain ? undefined : real;
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
 * What looks like a host or a mailbox in a text, however it is quoted, whatever nobody sees stands in
 * it, and whatever looks like a dot is one. A path behind one may say what it likes. Word by word, so
 * that it takes no longer for a hostile text.
 */
function addressesIn(text: string): string[] {
  return text
    .replace(unseen, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(dots, '.')
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

/** What draws nothing, or hardly anything: spaces may be as thin as the gap between two letters. */
const unseen = /[\p{DI}\ufff9-\ufffc\u2005-\u200a\u2028\u2029\u202f\u205f]|[^\P{Cc}\t\n\r]/gu;

/** `。` is one in addresses too (UTS #46); the others only look like one (UTS #39). */
const dots = /[。·‧∙⋅᛫⸱⸳ꓸ꘎܁܂٠۰]/g;
