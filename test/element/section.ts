import type { CommentSection } from '../../src/comment-section.ts';

/** A section as its reader meets it: by words, roles and parts. */
export class Section {
  readonly element: CommentSection;

  constructor(element: CommentSection) {
    this.element = element;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** All there is to read, folded or not. */
  get text(): string {
    return textOf(this.root);
  }

  part(name: string): HTMLElement | null {
    return this.root.querySelector(`[part~="${name}"]`);
  }

  get heading(): string {
    return textOf(this.part('heading'));
  }

  /** Sentences about the section, in order. */
  get notices(): string[] {
    return [...this.root.querySelectorAll('[part~="notice"]')].map(textOf);
  }

  /** What was said last to those who do not see it happen. */
  get status(): string {
    return textOf(this.root.querySelector('[role="status"]'));
  }

  /** Comments that are on the page, folded ones included, in reading order. */
  get comments(): ShownComment[] {
    return [...this.root.querySelectorAll('article')].map((each) => new ShownComment(each));
  }

  /** Ids of the comments, in reading order. */
  get ids(): string[] {
    return this.comments.map(({ id }) => id);
  }

  /** Ids as they are nested: replies are a list behind the id of their parent. */
  get outline(): Outline {
    const list = this.part('list');
    return list ? outlineOf(list) : [];
  }

  comment(id: string): ShownComment {
    const found = this.comments.find((each) => each.id === id);
    if (!found) throw new Error(`No comment "${id}" among: ${this.ids.join(', ')}`);
    return found;
  }

  has(id: string): boolean {
    return this.ids.includes(id);
  }

  /** A button by its name. */
  button(name: string | RegExp): HTMLButtonElement {
    return buttonIn(this.root, name);
  }

  get buttons(): string[] {
    return buttonsIn(this.root).map((each) => nameOf(each));
  }

  get sort(): HTMLSelectElement {
    return this.part('sort') as HTMLSelectElement;
  }

  /** Chooses an order as a reader does. */
  chooseSort(label: string): void {
    const index = [...this.sort.options].findIndex((option) => textOf(option) === label);
    if (index < 0) throw new Error(`No order is called "${label}".`);
    this.sort.selectedIndex = index;
    this.sort.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Name of what has the focus inside the section; of a comment it is its id. */
  get focus(): string {
    const { activeElement } = this.root;
    if (!activeElement) return '';
    if (activeElement.localName === 'article') return new ShownComment(activeElement).id;
    return nameOf(activeElement);
  }

  /** Does the page's own content stand where the comments will be? */
  get showsChildren(): boolean {
    return this.root.querySelector('slot:not([name])') !== null;
  }

  get dialog(): HTMLDialogElement | null {
    return this.root.querySelector('dialog');
  }
}

/** One comment on the page. The comments of the tests have the text “Text of <id>”. */
export class ShownComment {
  readonly article: Element;

  constructor(article: Element) {
    this.article = article;
  }

  get id(): string {
    return this.text.replace(/^Text of /, '');
  }

  get text(): string {
    return textOf(this.part('body'));
  }

  part(name: string): HTMLElement | null {
    return this.article.querySelector(`[part~="${name}"]`);
  }

  /** Its accessible name. */
  get name(): string {
    return nameOf(this.article);
  }

  get headingLevel(): string | null | undefined {
    return this.article.querySelector('[role="heading"]')?.getAttribute('aria-level');
  }

  /** Name, badge and mark. */
  get author(): string {
    return textOf(this.part('author'));
  }

  get time(): HTMLTimeElement | null {
    return this.article.querySelector('time');
  }

  get permalink(): HTMLAnchorElement {
    return this.part('time') as HTMLAnchorElement;
  }

  /** Everything that can be read below its text: likes, notes, what became of an act. */
  get allActions(): string {
    return textOf(this.part('actions'));
  }

  /** Without what is there for those who write, which tests of their own look at. */
  get actions(): string {
    return textOf(this.part('actions'))
      .replace(/ ?\b(Reply|Edit Delete)\b/g, '')
      .trim();
  }

  /** Everything there is to read in it. */
  get words(): string {
    return textOf(this.article);
  }

  get like(): HTMLButtonElement {
    return this.part('like') as HTMLButtonElement;
  }

  get avatar(): string {
    return textOf(this.article.querySelector('[aria-hidden="true"]'));
  }

  get buttons(): string[] {
    return buttonsIn(this.article).map((each) => nameOf(each));
  }

  button(name: string | RegExp): HTMLButtonElement {
    return buttonIn(this.article, name);
  }

  /** Folds and unfolds what hangs below. */
  get toggle(): HTMLButtonElement {
    return this.article.querySelector('button[aria-expanded][aria-controls]')!;
  }

  /** The line along the replies. */
  get line(): HTMLElement {
    return this.article.parentElement!.querySelector(':scope > .line')!;
  }

  /** Not folded away, and painted. */
  get isVisible(): boolean {
    return this.part('body')?.checkVisibility() ?? false;
  }

  /** A link or a jump led here. */
  get isTarget(): boolean {
    return this.article.hasAttribute('data-target');
  }
}

/** Text as it is read: white space is one space, marks of direction are nothing. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Name for assistive technology, as far as our markup needs it. */
export function nameOf(element: Element): string {
  const root = element.getRootNode() as ShadowRoot;
  const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
  if (ids.length > 0) return ids.map((id) => textOf(root.getElementById(id))).join(' ');
  return (element.getAttribute('aria-label') ?? textOf(element)).replace(/[\u2068\u2069]/g, '');
}

export type Outline = (string | Outline)[];

function outlineOf(list: Element): Outline {
  return itemsOf(list).flatMap((item) => {
    const below = item.querySelector('[part~="list"]');
    const { id } = new ShownComment(item.querySelector('article')!);
    return below ? [id, outlineOf(below)] : [id];
  });
}

/** Between a list and its items there may be what only the browser has to know. */
export function itemsOf(list: Element): Element[] {
  return [...list.children].flatMap((each) =>
    each.role === 'presentation' ? itemsOf(each) : [each],
  );
}

function buttonsIn(root: ParentNode): HTMLButtonElement[] {
  return [...root.querySelectorAll('button')];
}

function buttonIn(root: ParentNode, name: string | RegExp): HTMLButtonElement {
  const fits = (each: Element): boolean =>
    typeof name === 'string' ? nameOf(each) === name : name.test(nameOf(each));
  const found = buttonsIn(root).find(fits);
  if (found) return found;
  const names = buttonsIn(root).map(nameOf).join(' | ');
  throw new Error(`No button ${String(name)} among: ${names}`);
}
