import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { project } from './project.ts';

/** `comment-section serve` in a process of its own. */
export interface Served {
  /** Where it listens. */
  readonly url: string;
  readonly pid: number;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when it has written this to its log. */
  says(words: string): Promise<void>;
  /** Sends a signal; resolves with the exit code once it has ended, null when it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const patienceMs = 30_000;

/** Starts it on a free port. It keeps its default settings, but for these. */
export async function serve(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
  command = cli,
): Promise<Served> {
  const child = spawn(process.execPath, [...command, 'serve', '--port=0', ...flags], {
    env: { ...process.env, ...env },
    cwd: project,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const url = await new Promise<string>((done, fail) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`The server did not start.\n${stderr}`));
    }, patienceMs);
    const look = (): void => {
      const found = /"event":"started","url":"([^"]+)"/.exec(stdout)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      done(found);
    };
    child.stdout.on('data', look);
    child.once('close', (code) => {
      clearTimeout(late);
      fail(new Error(`The server ended with ${code}.\n${stderr}`));
    });
  });
  return {
    url,
    pid: child.pid!,
    stdout: () => stdout,
    stderr: () => stderr,
    async says(words) {
      while (!stdout.includes(words)) await once(child.stdout, 'data');
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** What Node is given to run the command from its source. */
export const cli = [
  '--import',
  import.meta.resolve('tsx'),
  path.join(project, 'src/server/cli.ts'),
];
