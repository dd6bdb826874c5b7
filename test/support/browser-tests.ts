import {
  startTestRunner,
  type TestResult,
  type TestSession,
  type TestSuiteResult,
} from '@web/test-runner';
import type { BrowserName } from './browsers.ts';
import { add, nothing, sentence, type Counts } from './counts.ts';
import { testRunnerConfig } from './web-test-runner.ts';

/** Runs test files in every browser given; each test counts once per browser. */
export async function runBrowserTests(
  files: string[],
  browsers: readonly BrowserName[],
): Promise<Counts> {
  if (files.length === 0) return nothing;
  console.log(`\nBrowsers (${browsers.join(', ')}): ${files.length} test files`);
  const runner = await startTestRunner({
    config: await testRunnerConfig(files, browsers),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('The browser tests did not start.');
  await new Promise((done) => runner.on('stopped', done));
  const counts = [...runner.sessions.all()].map(countSession).reduce(add, nothing);
  console.log(`Browsers: ${sentence(counts)}`);
  return counts;
}

function countSession(session: TestSession): Counts {
  const counts = session.testResults ? countSuite(session.testResults) : nothing;
  // A file that cannot be loaded has no tests that could fail.
  return !session.passed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function countSuite(suite: TestSuiteResult): Counts {
  return [...suite.tests.map(countTest), ...suite.suites.map(countSuite)].reduce(add, nothing);
}

function countTest(test: TestResult): Counts {
  if (test.skipped) return { ...nothing, skipped: 1 };
  return test.passed ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
}
