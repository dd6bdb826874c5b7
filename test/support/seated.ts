import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cli } from './served.ts';

/** A command with somebody in front of it, as far as it can tell. */
export interface Seated {
  /** Resolves once it has said this, after what it was told last. */
  says(words: string): Promise<void>;
  type(keys: string): void;
  /** The last keys: a stream keeps the command waiting for more, as no terminal does. */
  typeLast(keys: string): void;
  /** Its exit code, and all that it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Streams to another process are no terminals; the command believes what they say they are. */
const terminal = 'data:text/javascript,process.stdin.isTTY=process.stderr.isTTY=true';

export function sit(args: readonly string[], folder: string): Seated {
  const child = spawn(process.execPath, ['--import', terminal, ...cli, ...args], { cwd: folder });
  let stderr = '';
  let heard = 0;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.resume();
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  const over = new AbortController();
  void ended.then(() => over.abort());
  return {
    async says(words) {
      while (!stderr.slice(heard).includes(words)) {
        await once(child.stderr, 'data', over).catch(() => {
          throw new Error(`It ended without “${words}”:\n${stderr}`);
        });
      }
    },
    type(keys) {
      heard = stderr.length;
      child.stdin.write(keys);
    },
    typeLast: (keys) => child.stdin.end(keys),
    ended,
  };
}
