import { spawn } from 'node:child_process';
import { text as allOf } from 'node:stream/consumers';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../support/project.ts';
import { rules, type Rule } from './rules.ts';

// npx tsx test/security/mutations.ts [words of a rule]: leaves out each rule in turn, and says
// whether a test notices. Each file is put back as it was, also when this is stopped.

const words = process.argv.slice(2).join(' ');
const survivors: string[] = [];
for (const rule of rules.filter(({ rule: name }) => name.includes(words))) {
  const fails = await failsWithout(rule);
  console.log(`${fails ? 'noticed  ' : 'SURVIVED '} ${rule.rule} (${rule.file}; ${rule.tests})`);
  if (!fails) survivors.push(rule.rule);
}
process.exitCode = survivors.length > 0 ? 1 : 0;

async function failsWithout({ file, text, without, tests }: Rule): Promise<boolean> {
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
    const run = spawn('npm', ['test', '--', tests], {
      cwd: project,
      // Only tests of the built files need them anew.
      env: { ...process.env, ...(!tests.startsWith('security') && { SKIP_BUILD: '1' }) },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = await allOf(run.stdout);
    // A test file that cannot be found proves nothing.
    return /[1-9]\d* failed/.test(said);
  } finally {
    putBack();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
