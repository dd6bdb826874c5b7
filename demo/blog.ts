import { localBackend } from '../src/backends/local.ts';
import { khrushchevThread } from './khrushchev-thread.ts';
import './preview.ts';

// The comments this thread begins with, and the button that brings them back. A blog has neither.

const backend = localBackend();
const section = document.querySelector('comment-section')!;
const thread = section.getAttribute('thread')!;
const status = document.querySelector<HTMLOutputElement>('#preview-status')!;

document.querySelector('#reset')!.addEventListener('click', () => void reset());

await seedOnce();
// Only now does the line in the page become a section: it finds the comments already there.
await import('../src/index.ts');

async function seedOnce(): Promise<void> {
  try {
    const counts = await backend.counts([thread], { signal: AbortSignal.timeout(5000) });
    if (!counts.get(thread)) await backend.import(thread, khrushchevThread(Date.now()));
  } catch (error) {
    // A private window may keep nothing. The section says so itself, and works all the same.
    console.warn('The demo thread could not be stored.', error);
  }
}

async function reset(): Promise<void> {
  try {
    await backend.clear(thread);
    await backend.import(thread, khrushchevThread(Date.now()));
    section.reload();
    status.value = 'The thread is as it was at first.';
  } catch (error) {
    console.error(error);
    status.value = 'The thread could not be reset.';
  }
}
