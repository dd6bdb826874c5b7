import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { defaultReporter, type TestRunnerConfig } from '@web/test-runner';
import { launchOptions, type BrowserName } from './browsers.ts';
import { emulateFeaturesPlugin } from './emulate-features-plugin.ts';
import { project } from './project.ts';

/** How test files run inside browsers: TypeScript as it is, no bundle, Lit's production build. */
export async function testRunnerConfig(
  files: string[],
  browsers: readonly BrowserName[],
): Promise<TestRunnerConfig> {
  return {
    rootDir: project,
    hostname: '127.0.0.1',
    files,
    browsers: await Promise.all(browsers.map(launcher)),
    nodeResolve: { exportConditions: ['production', 'default'] },
    plugins: [
      esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${project}/tsconfig.json` }),
      a11ySnapshotPlugin(),
      emulateFeaturesPlugin(),
    ],
    reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false })],
    testFramework: { config: { ui: 'bdd', timeout: '5000' } },
    testRunnerHtml: page,
  };
}

async function launcher(name: BrowserName) {
  // Without accessibility Chromium's tree shows only what is near the viewport, and a11ySnapshot
  // would miss the rest of a long thread.
  const options = await launchOptions(name, { accessibility: true });
  const made = chromeLauncher({ launchOptions: options });
  // Both would call themselves Chrome.
  return Object.assign(made, { name: name === 'firefox' ? 'Firefox' : 'Chromium' });
}

/** Asks for nothing but the test: tests that count requests start from zero. */
function page(testFramework: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>Test</title>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`;
}
