import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { SettingError } from './setting-readers.ts';

/** Whether somebody sits in front of it. */
export function isAsking(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await answerTo(question, lines);
  } finally {
    lines.close();
  }
}

/** What is typed is not shown. */
export async function askSecret(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // From here on the terminal shows nothing by itself, so the question comes after it.
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await answerTo('', lines);
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** Whoever leaves, by Ctrl+D or Ctrl+C, answers no more; the question alone would wait for good. */
async function answerTo(question: string, lines: Interface): Promise<string> {
  const left = new AbortController();
  lines.once('close', () => left.abort());
  try {
    return await lines.question(question, left);
  } catch (thrown) {
    if (!left.signal.aborted) throw thrown;
    throw new SettingError('\nThere was no answer, so nothing was done.');
  }
}
