const prefix = '#comment-';

/**
 * The address of a comment on this page. A full one, since `<base>` would bend a bare `#…`. Halves of
 * characters have none.
 */
export function permalinkTo(id: string): string {
  return location.href.replace(/#.*/, '') + prefix + encodeURIComponent(id.replace(/\p{Cs}/gu, ''));
}

/** The comment that the page's address names; undefined when its fragment is not one of ours. */
export function linkedComment(): string | undefined {
  if (!location.hash.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(location.hash.slice(prefix.length)) || undefined;
  } catch {
    return undefined; // a broken escape names nothing
  }
}
