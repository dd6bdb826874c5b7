import { spawnSync } from 'node:child_process';
import { chosenBrowsers } from './support/browsers.ts';
import { runBrowserTests } from './support/browser-tests.ts';
import { runNodeTests } from './support/node-tests.ts';
import { listFiles, project } from './support/project.ts';
import { add, nothing, sentence, type Counts } from './support/counts.ts';
import { startWordpress } from './support/wordpress.ts';

// npm test: builds, runs test/**/*.node.ts in Node and test/**/*.test.ts in browsers, and closes with
// one line of counts. Words behind `npm test --` choose the files whose paths hold one of them.
// BROWSERS=chromium,firefox chooses browsers; SKIP_BUILD=1 trusts the dist/ that is there.

const counts = await run(process.argv.slice(2));
console.log(`\n${sentence(counts)}`);
// Something may still hold the process open, such as a browser that was slow to close.
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

async function run(words: string[]): Promise<Counts> {
  const chosen = (ending: string) =>
    listFiles('test', ending).filter(
      (file) => words.length === 0 || words.some((word) => file.includes(word)),
    );
  try {
    const browsers = chosenBrowsers();
    const nodeFiles = chosen('.node.ts');
    if (nodeFiles.length > 0 && !process.env['SKIP_BUILD']) build();
    const stop = await startServers(nodeFiles);
    try {
      const inNode = await runNodeTests(nodeFiles);
      const inBrowsers = await runBrowserTests(chosen('.test.ts'), browsers);
      return add(inNode, inBrowsers);
    } finally {
      await stop();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { ...nothing, failed: 1 };
  }
}

/** Once for all files that need it: a WordPress, for those that name it. */
async function startServers(files: string[]): Promise<() => Promise<void>> {
  if (!files.some((file) => file.includes('wordpress'))) return async () => {};
  const { wordpress, stop } = await startWordpress('tests');
  process.env['TEST_WORDPRESS'] = JSON.stringify(wordpress);
  return stop;
}

/** Some of Node's tests load the built files in a browser. */
function build(): void {
  console.log('Building dist/ …');
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
    cwd: project,
    encoding: 'utf8',
    shell: process.platform === 'win32', // there npm is npm.cmd
  });
  if (status !== 0) throw new Error(`The build failed, so nothing was tested.\n${stdout}${stderr}`);
}
