/**
 * What is wrong with what a section shows, a sentence each: an element, an attribute or an address
 * that can only have come from a payload. The views' own elements are known by where they stand.
 */
export function complaintsAbout(root: ParentNode): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const inText = element.closest('[part~=body]') !== null && !element.matches('[part~=body]');
    const elements = inText ? textElements : ownElements;
    if (!elements.has(element.localName)) found.push(`element ${outline(element)}`);
    for (const { name, value } of element.attributes) {
      const isKnown = (inText ? textAttributes : ownAttributes).test(name);
      if (!isKnown) found.push(`attribute ${name} of ${outline(element)}`);
      if (/^(href|src|action|formaction|xlink:href)$/.test(name) && !isSafe(value)) {
        found.push(`address ${value} of ${outline(element)}`);
      }
      // Ids, and what points to them, are ours.
      if (/^(id|for|aria-controls|aria-describedby|aria-labelledby)$/.test(name)) {
        if (!/^[\w -]{0,80}$/.test(value)) found.push(`id ${value} of ${outline(element)}`);
      }
    }
  }
  return found;
}

/** Letters and digits of everything that can be read, addresses of links included, in order. */
export function lettersShown(root: Node): string {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) pieces.push(node.data);
    else if (node instanceof HTMLAnchorElement) pieces.push(node.href);
  }
  return lettersOf(pieces.join(''));
}

export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The first letters of one text that are missing in another, in order; empty when none are. */
export function missingIn(shown: string, expected: string): string {
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const found = shown.indexOf(expected[i]!, at);
    if (found === -1) return expected.slice(i, i + 20);
    at = found + 1;
  }
  return '';
}

const textElements = new Set(
  'p br em strong del code pre blockquote ul ol li a bdi div hr'.split(' '),
);
const textAttributes = /^(dir|href|rel|start|class|id|hidden)$/;

const ownElements = new Set(
  (
    'section slot header div span small bdi strong b i a time p ol ul li article button select option ' +
    'form label input textarea svg path circle dialog dl dt dd kbd'
  ).split(' '),
);
const ownAttributes =
  /^(part|class|id|role|lang|dir|href|rel|title|datetime|hidden|tabindex|name|type|rows|placeholder|autocomplete|novalidate|required|checked|value|selected|for|viewbox|d|cx|cy|r|slot|aria-[a-z]+|data-[a-z]+)$/i;

function isSafe(address: string): boolean {
  return /^(https?|mailto):/.test(address) && URL.canParse(address);
}

function outline(element: Element): string {
  return (element.cloneNode(false) as Element).outerHTML.slice(0, 200);
}
