import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import type { TestEvent } from './node-test-events.ts';
import { nothing, sentence, type Counts } from './counts.ts';
import { stopPostgres } from './postgres.ts';
import { project } from './project.ts';

/** No test of ours takes a minute; one that does hangs. */
const timeoutMs = 120_000;

/**
 * Runs test files with Node's own runner, a process for each. Prints what failed and why, and one
 * line at the end. The processes inherit from this one that TypeScript can be imported (tsx).
 */
export async function runNodeTests(files: string[]): Promise<Counts> {
  if (files.length === 0) return nothing;
  console.log(`\nNode: ${files.length} test files`);
  const counts = { ...nothing };
  /** How many, by the reason. */
  const skipped = new Map<string, number>();
  const events = run({
    files: files.map((file) => path.join(project, file)),
    // Most of them wait for a browser or a server most of the time.
    concurrency: availableParallelism(),
    timeout: timeoutMs,
  });
  try {
    await follow(events as AsyncIterable<TestEvent>, counts, skipped);
  } finally {
    stopPostgres();
  }
  for (const [reason, count] of skipped) console.log(`  ${count} skipped: ${reason}`);
  console.log(`Node: ${sentence(counts)}`);
  return counts;
}

async function follow(
  events: AsyncIterable<TestEvent>,
  counts: Mutable<Counts>,
  skipped: Map<string, number>,
): Promise<void> {
  for await (const event of events) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') {
      if (isSkipped(event.data)) {
        counts.skipped++;
        const reason = String(event.data.skip ?? event.data.todo);
        skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      } else counts.passed++;
    }
    if (event.type === 'test:fail' && !isBlameOfChildren(event.data)) {
      counts.failed++;
      report(event.data);
    }
    if (event.type === 'test:stderr') process.stderr.write(event.data.message);
    if (event.type === 'test:stdout') process.stdout.write(event.data.message);
  }
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

type Outcome = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>['data'];

function isSkipped({ skip, todo }: Outcome): boolean {
  return (skip ?? false) !== false || (todo ?? false) !== false;
}

/** A suite fails when a test in it does, which has been counted already. */
function isBlameOfChildren({ details }: Outcome): boolean {
  return details.error?.failureType === 'subtestsFailed';
}

function report({ name, file, details }: Outcome): void {
  const where = file ? path.relative(project, file) : '';
  const reason = details.error?.cause ?? details.error;
  const text = reason instanceof Error ? (reason.stack ?? reason.message) : inspect(reason);
  console.error(`\n✗ ${where}: ${name}\n${text.replace(/^/gm, '    ')}`);
}
