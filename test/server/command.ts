import { spawn, spawnSync } from 'node:child_process';
import { cli } from '../support/served.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Where {
  /** The folder it runs in. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command with nobody in front of it. */
export async function run(args: readonly string[], { cwd, env }: Where): Promise<Ended> {
  const child = spawn(process.execPath, [...cli, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

/** The command on a terminal, with somebody in front of it. */
export interface Terminal {
  /** Resolves once this stands on the screen, behind what was waited for before. */
  sees(text: string): Promise<void>;
  /** Types a line, as soon as this question is asked. */
  answer(question: string, line: string): Promise<void>;
  /** Types what ends it (Control and C). */
  interrupt(): void;
  /** All that has been on the screen. */
  screen(): string;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  /** Whatever it does, it is over. */
  close(): Promise<void>;
}

/** Why there is no terminal here, for the option `skip` of a test; false where there is one. */
export function terminalSkip(): string | false {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return stdout?.includes('util-linux') ? false : 'needs script(1) of util-linux';
}

const patienceMs = 30_000;

export function onTerminal(args: readonly string[], { cwd, env }: Where): Terminal {
  // Without a shell between them, what ends it reaches the command alone.
  const command = `exec ${[process.execPath, ...cli, ...args].map(quoted).join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...process.env, ...env, SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let screen = '';
  let from = 0;
  const ended = new Promise<number | null>((done) => child.once('close', done));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const sees = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      const giveUp = (why: string): void => {
        clearTimeout(late);
        fail(new Error(`${why} before it said “${text}”.\n${screen}`));
      };
      const late = setTimeout(() => giveUp('Too much time went by'), patienceMs);
      const look = (): void => {
        const at = screen.indexOf(text, from);
        if (at < 0) return;
        from = at + text.length;
        clearTimeout(late);
        child.stdout.off('data', look);
        done();
      };
      child.stdout.on('data', look);
      void ended.then(() => giveUp('It ended'));
      look();
    });
  return {
    sees,
    async answer(question, line) {
      await sees(question);
      child.stdin.write(`${line}\r`);
    },
    interrupt: () => child.stdin.write('\u0003'),
    screen: () => screen,
    ended,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
