import { spawnSync } from 'node:child_process';
import { project } from '../support/project.ts';
import { machineFacts, within } from './browser.ts';
import { benchActs } from './acts.ts';
import { benchLocal } from './local.ts';
import { benchServer } from './server.ts';
import { benchText } from './text.ts';
import { benchThread } from './thread.ts';
import { benchWordpress } from './wordpress.ts';

// npm run bench: builds, measures and prints. `npm run bench -- thread`, `-- local`, `-- text`,
// `-- wordpress` (in Chromium) or `-- server` runs one part; the server's memory is watched for 300 seconds, or as many
// as MEMORY_SECONDS says. SKIP_BUILD=1 trusts the dist/ that is there. It judges no number: it fails
// only when something could not be measured.

const memorySeconds = Number(process.env['MEMORY_SECONDS'] ?? 300);

const parts: Readonly<Record<string, () => Promise<string>>> = {
  acts: benchActs,
  thread: benchThread,
  local: benchLocal,
  text: benchText,
  wordpress: benchWordpress,
  server: () => benchServer(memorySeconds),
};
/** Seconds; the whole takes about seven minutes, and the memory of the server its time. */
const limit = 2400 + memorySeconds;

try {
  await within(limit, 'The benchmarks', run(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
// A browser that did not close would hold the process open; it ends with it.
process.exit();

async function run(words: readonly string[]): Promise<void> {
  const unknown = words.filter((word) => !Object.hasOwn(parts, word));
  if (unknown.length > 0) {
    throw new Error(`There are ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}.`);
  }
  if (!process.env['SKIP_BUILD']) build();
  console.log(`\n${await machineFacts()}`);
  for (const [name, measure] of Object.entries(parts)) {
    if (words.length === 0 || words.includes(name)) console.log(`\n${await measure()}`);
  }
}

function build(): void {
  console.log('Building dist/ …');
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
    cwd: project,
    encoding: 'utf8',
    shell: process.platform === 'win32', // there npm is npm.cmd
    timeout: 120_000,
  });
  if (status !== 0)
    throw new Error(`The build failed, so nothing was measured.\n${stdout}${stderr}`);
}
