import { memoryBackend, type MemoryOptions } from '../../src/backends/memory.ts';
import type { GuestBackend } from '../../src/backends/guests.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import {
  eventually,
  newThread,
  openSection,
  type Section,
  type Wanted,
} from '../element/harness.ts';
import { Form } from './form.ts';
import './storage.ts';

/*
 * Sections to write in. What a writer sees is read through `Form`, so that no test knows a
 * selector; the storage of the page is the test's own.
 */

export { afterThisTest, eventually, newThread, openSection } from '../element/harness.ts';
export type { Section } from '../element/harness.ts';
export { local, session } from './storage.ts';
export { Form };

export const ada = { name: 'Ada', email: 'ada@secret.test', website: '' } as const;

/** A section with its thread on the page, and the form at its end. */
export async function openToWrite(wanted: Wanted = {}): Promise<{ section: Section; form: Form }> {
  const section = await openSection(wanted);
  // Words of another language take a moment longer.
  await eventually(() => {
    if (!section.part('section')) throw new Error('The section is not there.');
  });
  return { section, form: Form.of(section) };
}

/** The same, with somebody in the form and all of it there. */
export async function openForm(wanted: Wanted = {}): Promise<{ section: Section; form: Form }> {
  const opened = await openToWrite(wanted);
  await opened.form.open();
  return opened;
}

/** Opens the form below a comment. */
export async function openReply(section: Section, id: string): Promise<Form> {
  section.comment(id).button('Reply').click();
  return Form.below(section, id);
}

/** Writes as Ada and presses Post; what comes of it is still to come. */
export async function post(
  form: Form,
  text: string,
  guest: Partial<typeof ada> = ada,
): Promise<void> {
  await form.open();
  form.type(text);
  form.fill(guest);
  form.submit.click();
}

/** A comment of Ada's that is on the page, and in the backend. */
export async function posted(
  section: Section,
  text: string,
  form = Form.of(section),
): Promise<void> {
  await post(form, text);
  await eventually(() => {
    const { words } = section.comment(text);
    if (/Sending|Could not/.test(words)) throw new Error(words);
  });
}

/** A backend in memory that calls back before it does anything; what throws makes it fail. */
export function failing(
  before: (method: string, args: readonly unknown[]) => unknown,
  options: MemoryOptions = {},
): GuestBackend {
  const kept = memoryBackend({ keeper: 'server', ...options });
  return intercept(kept, (method, args) => before(method, args));
}

/** A promise and what settles it. */
export function gate(): { opened: Promise<void>; open: () => void; fail: (why: unknown) => void } {
  let open!: () => void;
  let fail!: (why: unknown) => void;
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, fail };
}

/** A thread with a comment of Steve's and one of Clive's, and a backend of its own. */
export function steves(more: MemoryOptions = {}): MemoryOptions {
  return {
    comments: [
      comment('first', null, { author: { name: 'Steve' } }),
      comment('second', null, { author: { name: 'Clive' } }),
    ],
    ...more,
  };
}

/** What two visits of one reader have in common. */
export function visits(options: MemoryOptions = {}): {
  open: () => Promise<{ section: Section; form: Form }>;
} {
  const thread = newThread();
  const backend = memoryBackend({ keeper: 'server', ...options });
  return { open: () => openToWrite({ backend, attributes: { thread } }) };
}
