/**
 * Whom WordPress lets write it tells only to who tries. What this browser was refused is kept for a
 * day, so that nobody is offered a form in vain again and again. Where storage is refused they are.
 */
export interface Refused {
  /** No guests, anywhere on the site. */
  readonly guests: boolean;
  /** Nobody, on this post. */
  readonly everybody: boolean;
}

const item = 'comment-section:wordpress-refused';
const most = 100;
const keptMs = 86_400_000;

export function readRefused(site: string, post: number): Refused {
  const kept = read();
  return { guests: kept.has(site), everybody: kept.has(`${site}#${post}`) };
}

/** Notes what was refused, or that nothing was. */
export function noteRefused(site: string, post: number, { guests, everybody }: Refused): void {
  const kept = read();
  const places: [place: string, isRefused: boolean][] = [
    [site, guests],
    [`${site}#${post}`, everybody],
  ];
  for (const [place, isRefused] of places) {
    kept.delete(place);
    if (isRefused) kept.set(place, Date.now());
  }
  try {
    localStorage.setItem(item, JSON.stringify([...kept].slice(-most)));
  } catch {
    // Then it is found out again.
  }
}

/** By place, when it was refused. Anything on the page may have written there. */
function read(): Map<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(item) ?? '[]');
    const oldest = Date.now() - keptMs;
    return new Map((kept as [string, number][]).filter(([, at]) => at > oldest));
  } catch {
    return new Map();
  }
}
