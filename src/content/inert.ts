/**
 * HTML as a document in which nothing runs and nothing is asked for: it has no window. Undefined where
 * the page's policy forbids even that, or there is no page; the text is then shown as it stands.
 */
export function parseInert(source: string): Document | undefined {
  if (typeof Document === 'undefined' || isRefused) return undefined;
  const { parseHTML } = Document as MaybeParsing;
  try {
    // Browsers drop what they do not know together with its text, unless told what to drop.
    if (parseHTML) return parseHTML.call(Document, source, { sanitizer: { removeElements: [] } });
    policy ??= (globalThis as MaybeTrusting).trustedTypes?.createPolicy('comment-section', {
      createHTML: (html) => html,
    });
    const trusted = policy ? policy.createHTML(source) : source;
    return new DOMParser().parseFromString(trusted as string, 'text/html');
  } catch {
    // The page does not allow a policy of this name, and would be told of each time it is asked for.
    isRefused = true;
    return undefined;
  }
}

/** https://wicg.github.io/sanitizer-api/: Chromium 146, Firefox 148; not Safari. */
interface MaybeParsing {
  readonly parseHTML?: (html: string, options: { sanitizer: object }) => Document;
}

/** https://w3c.github.io/trusted-types/: all browsers; pages that demand them refuse DOMParser else. */
interface MaybeTrusting {
  readonly trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy };
}

interface Policy {
  createHTML(html: string): unknown;
}

let policy: Policy | undefined;
let isRefused = false;
