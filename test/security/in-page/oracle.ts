/** What an element looks like, without the texts in it: nothing that a stranger writes changes it. */
type Shape = string;

/**
 * Says what is wrong with a section that shows texts of strangers. Comment text may hold a few
 * elements with a few attributes; everything around it must have a shape that it has for harmless
 * texts too, and those are learnt.
 */
export class Oracle {
  #known = new Set<Shape>();
  isLearning = true;

  /** Of an element, and of those in it. */
  complaintsAbout(node: Node): string[] {
    if (!(node instanceof Element)) return [];
    const found: string[] = [];
    for (const element of [node, ...node.querySelectorAll('*')]) {
      const complaint = this.#complaintAbout(element);
      if (complaint) found.push(`${complaint}: ${outline(element)}`);
    }
    return found;
  }

  #complaintAbout(element: Element): string | undefined {
    const { attributes, localName } = element;
    for (const { name, value } of attributes) {
      if (name === 'style' && isRoom(element)) continue;
      if (/^(on.*|style|srcdoc|srcset|action|formaction|poster|background|target)$/.test(name)) {
        return `the attribute ${name}`;
      }
      if (/^((xlink:)?href|src)$/.test(name) && !isAllowed(value)) return 'an address';
      if (/^(id|for|aria-(controls|describedby|labelledby))$/.test(name) && !isOwnId(value)) {
        return `the id ${value}`;
      }
    }
    if (isInText(element)) {
      const allowed = inText[localName];
      if (!allowed) return 'an element in a text';
      const names = [...attributes].map(({ name, value }) => `${name}=${value}`);
      return names.every((name) => allowed.test(name)) ? undefined : 'an attribute in a text';
    }
    const shape = shapeOf(element);
    if (this.isLearning) this.#known.add(shape);
    return this.#known.has(shape) ? undefined : 'an element that harmless texts do not bring';
  }
}

/** Letters and digits, without those that nobody sees. */
export function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]|\p{DI}/gu, '');
}

/** Letters that can be read, in order, and behind those of a link its address. */
export function lettersShown(root: Node): string {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (node instanceof Text) pieces.push(node.data);
    else if (node instanceof HTMLAnchorElement) pieces.push(node.textContent, decoded(node.href));
  }
  return lettersOf(pieces.join(''));
}

/** The first letters of a text that are missing in what is shown; empty when none are. */
export function missingIn(shown: string, expected: string): string {
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const found = shown.indexOf(expected[i]!, at);
    if (found === -1) return expected.slice(i, i + 30);
    at = found + 1;
  }
  return '';
}

/** All that comment text may become, each with what may stand in its attributes. */
const inText: Readonly<Record<string, RegExp>> = {
  p: /^(dir=auto|class=note)$/, // a note: there is nothing to preview
  br: /^$/,
  em: /^$/,
  strong: /^$/,
  del: /^$/,
  code: /^$/,
  pre: /^dir=auto$/,
  blockquote: /^$/,
  ul: /^dir=auto$/,
  ol: /^(dir=auto|start=-?\d+)$/,
  li: /^$/,
  hr: /^$/,
  a: /^(href=.*|rel=nofollow ugc noopener noreferrer)$/s,
  bdi: /^class=host$/,
  div: /^(id=c\d+-rest|class=fold|hidden=until-found|hidden=)$/,
};

function isInText(element: Element): boolean {
  return element.parentElement?.closest('[part~=body]') != null;
}

function shapeOf({ localName, attributes, parentElement }: Element): Shape {
  const names = [...attributes].map(({ name, value }) =>
    /^(part|class|type|role|rel|lang|dir)$/.test(name) ? `${name}=${value}` : name,
  );
  return `${parentElement?.localName ?? ''} > ${localName} ${names.sort().join(' ')}`;
}

/** How much room a piece of the thread takes until it is laid out. */
function isRoom(element: Element): boolean {
  return (
    element.matches('.chapter, .piece') &&
    !isInText(element) &&
    /^contain-intrinsic-block-size: (auto \d+rem|0px);( min-block-size: \d+rem;)?$/.test(
      element.getAttribute('style')!,
    )
  );
}

function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return /^(https?|mailto):$/.test(protocol) && !username && !password;
}

/** They are ours: counted, never a name of a backend. */
function isOwnId(value: string): boolean {
  return /^((c|w)\d+|thread|heading)[-a-z]*( ((c|w)\d+|thread)[-a-z]*)*$/.test(value);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function outline(element: Element): string {
  return new XMLSerializer().serializeToString(element.cloneNode(false)).slice(0, 200);
}
