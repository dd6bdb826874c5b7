/**
 * The address as a browser would follow it, if it is one that a comment may lead to: absolute, of the
 * web or of a mailbox, and without a name and password in it, which serve to look like another host
 * (`https://bank.example@evil.example`). Undefined for everything else. What browsers skip in an
 * address (`java\nscript:`) is taken out first, so that there is nothing left to disagree about.
 */
export function safeUrl(text: string): string | undefined {
  try {
    const url = new URL(text.replace(/[\p{Cc}\s]/gu, ''));
    const { protocol, username, password, href } = url;
    return /^(https?|mailto):$/.test(protocol) && !username && !password ? href : undefined;
  } catch {
    return undefined; // relative, or no address at all
  }
}
