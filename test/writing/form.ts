import { eventually, type Section } from '../element/harness.ts';
import { nameOf, textOf } from '../element/section.ts';

/** One form to write in, as its reader meets it: by labels, names of buttons, and sentences. */
export class Form {
  #find: () => HTMLFormElement | null;

  private constructor(find: () => HTMLFormElement | null) {
    this.#find = find;
  }

  /** The form at the end of the thread. */
  static of({ root }: Section): Form {
    return new Form(() => root.querySelector('section > form'));
  }

  /** The form in a comment: below it, or in the place of its text. */
  static async below(section: Section, id: string): Promise<Form> {
    return Form.in(section.comment(id).article);
  }

  /** The same, where the text by which a comment is known may have gone. */
  static async in(article: Element): Promise<Form> {
    const form = new Form(() => article.querySelector('form'));
    await eventually(() => form.textarea);
    return form;
  }

  get isThere(): boolean {
    return this.#find() !== null;
  }

  get element(): HTMLFormElement {
    const form = this.#find();
    if (!form) throw new Error('The form is not there.');
    return form;
  }

  get textarea(): HTMLTextAreaElement {
    return this.element.querySelector('textarea')!;
  }

  get text(): string {
    return this.textarea.value;
  }

  get title(): string {
    return textOf(this.element.querySelector('[role="heading"]'));
  }

  /** Everything there is to read in it. */
  get words(): string {
    return textOf(this.element);
  }

  /** Who is writing. */
  get identity(): string {
    return textOf(this.element.querySelector('[part="identity"]'));
  }

  get submit(): HTMLButtonElement {
    const button = this.element.querySelector<HTMLButtonElement>('[part="submit"]');
    if (!button) throw new Error('There is no button to post with.');
    return button;
  }

  /** The buttons to log in with. */
  get providers(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>('[part="provider"]')];
  }

  get isOpen(): boolean {
    return this.element.querySelector('[part="submit"]') !== null;
  }

  get buttons(): string[] {
    return [...this.element.querySelectorAll('button')].map(nameOf);
  }

  button(name: string | RegExp): HTMLButtonElement {
    const all = [...this.element.querySelectorAll('button')];
    const found = all.find((each) =>
      typeof name === 'string' ? nameOf(each) === name : name.test(nameOf(each)),
    );
    if (found) return found;
    throw new Error(`No button ${String(name)} among: ${this.buttons.join(' | ')}`);
  }

  /** A field of a guest's, by its label. */
  field(label: string): HTMLInputElement {
    const labels = [...this.element.querySelectorAll('label')];
    const found = labels.find((each) => textOf(each).startsWith(label))?.control;
    if (found instanceof HTMLInputElement) return found;
    throw new Error(`No field "${label}" among: ${labels.map(textOf).join(' | ')}`);
  }

  get labels(): string[] {
    return [...this.element.querySelectorAll('label')].map(textOf);
  }

  /** Moves into the text, and waits until all that belongs to it is there. */
  async open(): Promise<void> {
    this.textarea.focus();
    await eventually(() => this.submit);
  }

  /** Types a text in the place of the one there is, all at once. */
  type(text: string): void {
    enter(this.textarea, text);
  }

  fill(guest: {
    readonly name?: string;
    readonly email?: string;
    readonly website?: string;
  }): void {
    for (const [name, value] of Object.entries(guest)) {
      enter(this.element.querySelector<HTMLInputElement>(`input[name="${name}"]`)!, value);
    }
  }

  /** Presses a key in the text. */
  press(key: string, more: KeyboardEventInit = {}): void {
    this.textarea.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }),
    );
  }

  /** What a control is described by: hints, and what is wrong with it. */
  descriptionOf(control: Element): string {
    const root = control.getRootNode() as ShadowRoot;
    const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => textOf(root.getElementById(id))).join(' ');
  }

  /** The summary of what is wrong; null: there is none. */
  get summary(): HTMLElement | null {
    return this.element.querySelector('[role="group"][tabindex="-1"]');
  }

  get preview(): HTMLElement | null {
    return this.element.querySelector('.preview');
  }

  /** Does this part of it have the focus? */
  has(focused: Element | null): boolean {
    return focused !== null && (this.element.getRootNode() as ShadowRoot).activeElement === focused;
  }
}

function enter(control: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  control.value = text;
  control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
