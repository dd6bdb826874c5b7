import type { Page } from 'puppeteer-core';

/** As strict as a page can be that has a section. Its scripts carry the nonce `abc123`. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'nonce-abc123' 'strict-dynamic'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html comment-section 'allow-duplicates'",
].join('; ');

/** Runs in the page, before anything of it. */
export function listenToPolicy(): void {
  const violations: string[] = [];
  Object.assign(globalThis, { violations });
  addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

export async function violationsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}
