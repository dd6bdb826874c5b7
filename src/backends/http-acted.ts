/**
 * Whether somebody has ever written or liked at a server. Who has not has nothing private to ask
 * for, so all that such a reader is told can come out of a shared cache.
 */
const prefix = 'comment-section:acted ';
const inThisPage = new Set<string>();

export function hasActed(server: string, guestKey: string | undefined): guestKey is string {
  if (guestKey === undefined) return false;
  if (inThisPage.has(`${server} ${guestKey}`)) return true;
  try {
    return globalThis.localStorage?.getItem(prefix + server) != null;
  } catch {
    return false; // storage is refused, and then the guest key is a new one on each page as well
  }
}

export function noteActed(server: string, guestKey: string | undefined): void {
  if (guestKey === undefined) return;
  inThisPage.add(`${server} ${guestKey}`);
  try {
    globalThis.localStorage?.setItem(prefix + server, '1');
  } catch {
    // Refused or full: it holds for this page.
  }
}
