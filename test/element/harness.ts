import { CommentSection } from '../../src/index.ts';
import { memoryBackend, type MemoryOptions } from '../../src/backends/memory.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { Section } from './section.ts';
import { giveOwnStorage } from './storage.ts';

/*
 * Puts sections on the page of a test and takes them away again. What is on them is read through
 * `Section`, so that no test knows a selector.
 */

export interface Wanted {
  /** What the thread holds, and what its backend allows. */
  readonly memory?: MemoryOptions;
  /** Any other backend. Null: what the attributes say. */
  readonly backend?: CommentBackend | null;
  /** True is an attribute without a value. */
  readonly attributes?: Readonly<Record<string, string | true>>;
  /** Markup inside the element. */
  readonly children?: string;
  /** Where it stands; without one at the end of the page. */
  readonly inside?: Element;
}

let threads = 0;

/** A thread that no other test has. */
export function newThread(): string {
  return `thread ${++threads}`;
}

/** A section that is being put on the page; nothing has to have happened yet. */
export function putSection(wanted: Wanted = {}): Section {
  const { memory, attributes, children = '', inside = document.body } = wanted;
  const element = document.createElement('comment-section');
  const all: Record<string, string | true> = {
    thread: newThread(),
    'thread-title': 'A Post',
    loading: 'eager',
    ...attributes,
  };
  for (const [name, value] of Object.entries(all)) {
    element.setAttribute(name, value === true ? '' : value);
  }
  // Comments of a server: a notice that says where comments are kept is of no concern here.
  const kept = memoryBackend({ keeper: 'server', ...memory });
  if (wanted.backend !== null) element.backend = wanted.backend ?? kept;
  element.innerHTML = children;
  inside.append(element);
  return new Section(element);
}

/** A section whose first page is on the page, or has failed to be. */
export async function openSection(wanted: Wanted = {}): Promise<Section> {
  const section = putSection(wanted);
  await opened(section.element);
  await section.element.updateComplete;
  return section;
}

/** Resolves when the section has its comments, or has said that it cannot have them. */
export async function opened(element: EventTarget): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('It never opened, and never said why.')), 3000);
    for (const type of ['comments-loaded', 'comment-error']) {
      element.addEventListener(type, () => (clearTimeout(late), resolve()), { once: true });
    }
  });
}

/** Firefox’s driver can neither emulate media nor show the accessibility tree. */
export const hasDevtools = !navigator.userAgent.includes('Firefox');

/** Waits until an assertion holds; when it never does, fails with what it said last. */
export async function eventually(assertion: () => void, timeoutMs = 3000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return assertion();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await turn();
  }
}

/** Lets everything run that is due, imports that are already here included. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Everything that is told to the owner of the page from now on. */
export function listenToConsole(): { warnings: string[]; notes: string[] } {
  const heard = { warnings: [] as string[], notes: [] as string[] };
  const { warn, info } = console;
  console.warn = (...words: unknown[]): void => void heard.warnings.push(words.join(' '));
  console.info = (...words: unknown[]): void => void heard.notes.push(words.join(' '));
  undo.push(() => Object.assign(console, { warn, info }));
  return heard;
}

/** Sets a style of the page itself until the test is over. */
export function stylePage(style: string, element: HTMLElement = document.body): void {
  const before = element.getAttribute('style');
  undo.push(() => {
    if (before === null) element.removeAttribute('style');
    else element.setAttribute('style', before);
  });
  element.setAttribute('style', style);
}

/** Has something undone when the test is over. */
export function afterThisTest(work: () => unknown): void {
  undo.push(work);
}

const undo: (() => unknown)[] = [];
const storage = giveOwnStorage(window);

afterEach(async () => {
  for (const section of document.querySelectorAll('comment-section')) section.remove();
  for (const work of undo.splice(0).reverse()) await work();
  history.replaceState(null, '', location.pathname + location.search);
  storage.clear();
});

export { CommentSection, Section };
