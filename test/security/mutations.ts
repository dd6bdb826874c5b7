import { spawn } from 'node:child_process';
import { text as allOf } from 'node:stream/consumers';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../support/project.ts';
import { rules, type Rule } from './rules.ts';

// npx tsx test/security/mutations.ts [words of a rule]: leaves out each rule in turn, and says
// whether a test notices. Its tests have to pass with it, and to be run without it: what cannot be
// built proves nothing. Each file is put back as it was, also when this is stopped.

const words = process.argv.slice(2).join(' ');
const chosen = rules.filter(({ rule }) => rule.includes(words));
await checkBaseline([...new Set(chosen.map(({ tests }) => tests))]);
const unproved: string[] = [];
for (const rule of chosen) {
  const counts = await countsWithout(rule);
  const verdict = counts.failed === 0 ? 'SURVIVED' : counts.passed === 0 ? 'BROKEN' : 'noticed';
  console.log(`${verdict.padEnd(8)} ${rule.rule} (${rule.file}; ${rule.tests})`);
  if (verdict !== 'noticed') unproved.push(rule.rule);
}
console.log(
  `${chosen.length - unproved.length} of ${chosen.length} rules are noticed when they miss.`,
);
process.exitCode = unproved.length > 0 ? 1 : 0;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** All that was printed. */
  readonly said: string;
}

async function checkBaseline(tests: readonly string[]): Promise<void> {
  const { passed, failed, said } = await countsOf(tests, false);
  if (failed === 0 && passed > 0) return;
  console.error(`${said}\nNothing is left out while a test fails with all rules.`);
  process.exit(2);
}

async function countsWithout({ file, text, without, tests }: Rule): Promise<Counts> {
  const whole = path.join(project, file);
  const source = readFileSync(whole, 'utf8');
  const putBack = (): void => writeFileSync(whole, source);
  const stop = (): void => {
    putBack();
    process.exit(1);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    writeFileSync(
      whole,
      source.replace(text, () => without),
    );
    // Only tests of the built files need them anew.
    return await countsOf([tests], !tests.startsWith('security'));
  } finally {
    putBack();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function countsOf(tests: readonly string[], isBuilt: boolean): Promise<Counts> {
  const run = spawn('npm', ['test', '--', ...tests], {
    cwd: project,
    env: { ...process.env, ...(isBuilt && { SKIP_BUILD: '1' }) },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = await allOf(run.stdout);
  const last = said.trim().split('\n').at(-1)!;
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(last)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), said };
}
