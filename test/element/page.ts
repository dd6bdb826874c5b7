import type { CommentBackend } from '../../src/backends/contract.ts';
import type { memoryBackend } from '../../src/backends/memory.ts';
import type { CommentSection } from '../../src/comment-section.ts';
import { afterThisTest, eventually } from './harness.ts';
import { Section } from './section.ts';
import { giveOwnStorage, OwnStorage } from './storage.ts';

/** A page of a test's own, in a frame: its address, head, history and storage are its to change. */
export interface Page {
  readonly window: Window;
  readonly document: Document;
  /** The sections on it, in order. */
  readonly sections: readonly Section[];
  readonly section: Section;
}

export interface PageChoices {
  readonly body: string;
  readonly head?: string;
  /** For every section, by its place among them; made by the code of the page itself. */
  readonly backend?: (make: typeof memoryBackend, index: number) => CommentBackend;
  /** What stands behind the path: `?p=1#comment-a`. */
  readonly address?: string;
  /** What an earlier visit left. */
  readonly storage?: OwnStorage;
  /** Without the script nothing is a section yet. */
  readonly script?: boolean;
}

export async function openPage(choices: PageChoices): Promise<Page> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 800px; block-size: 600px';
  frame.src = new URL(`page.html${choices.address ?? ''}`, import.meta.url).href;
  document.body.append(frame);
  afterThisTest(() => frame.remove());
  await new Promise((done) => frame.addEventListener('load', done, { once: true }));
  const page = frame.contentDocument!;
  giveOwnStorage(frame.contentWindow!, choices.storage ?? new OwnStorage());
  page.head.insertAdjacentHTML('beforeend', choices.head ?? '');
  page.body.innerHTML = choices.body;
  const elements = [...page.querySelectorAll<CommentSection>('comment-section')];
  const { backend } = choices;
  if (backend) {
    const make = await ownMemoryBackend(page);
    elements.forEach((element, index) => (element.backend = backend(make, index)));
  }
  if (choices.script !== false) await loadEntry(page);
  const sections = elements.map((element) => new Section(element));
  return { window: frame.contentWindow!, document: page, sections, section: sections[0]! };
}

/** Loads the script as a page does; `query` makes it another copy of it. */
export async function loadEntry(page: Document, query = ''): Promise<void> {
  const script = page.createElement('script');
  script.type = 'module';
  script.src = new URL(`../../src/index.ts${query}`, import.meta.url).href;
  const loaded = new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${script.src} does not load.`)));
  });
  page.head.append(script);
  await loaded;
}

/** A backend throws errors of the page's own classes, as one that a page brings along does. */
async function ownMemoryBackend(page: Document): Promise<typeof memoryBackend> {
  const script = page.createElement('script');
  script.type = 'module';
  const file = new URL('../../src/backends/memory.ts', import.meta.url).href;
  script.textContent = `import { memoryBackend } from '${file}';
    document.currentMemoryBackend = memoryBackend;
    document.dispatchEvent(new Event('memory-backend'));`;
  const made = new Promise((resolve) => page.addEventListener('memory-backend', resolve));
  page.head.append(script);
  await made;
  return (page as Document & { currentMemoryBackend: typeof memoryBackend }).currentMemoryBackend;
}

/** Waits until a section of a page has its comments. */
export async function shows(section: Section, ...ids: string[]): Promise<void> {
  await eventually(() => {
    for (const id of ids) if (!section.has(id)) throw new Error(`${id} is not on the page.`);
  });
}
