import type { Comment } from '../../../src/model/comment.ts';

/** How comments got onto a page. Milliseconds, those of moments from the answer on. */
export interface Load {
  /** The frame with the first comment is drawn. */
  readonly first: number;
  /** The frame with the last one is drawn. */
  readonly all: number;
  /** What long tasks took beyond 50 ms each, until the page is at rest, summed up. */
  readonly blocking: number;
  /** The same since the page was opened, its scripts included. */
  readonly blockingOfPage: number;
  /** 0: no task took 50 ms. */
  readonly longest: number;
  /** Sum of layout shifts, a score without unit: until the answer, and from then on. */
  readonly shiftBefore: number;
  readonly shift: number;
  /** Elements for each comment. */
  readonly elements: number;
}

/** At rest: so many milliseconds without a long task and without a file that came. */
const restMs = 500;
const giveUpMs = 30_000;

const longTasks: PerformanceEntry[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({
  type: 'longtask',
  buffered: true,
});

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
}
const shifts: LayoutShift[] = [];
new PerformanceObserver((list) => shifts.push(...(list.getEntries() as LayoutShift[]))).observe({
  type: 'layout-shift',
  buffered: true,
});

/**
 * Gives the page its answer and measures what it makes of it, in `root`. `answer` resolves when every
 * comment is there, or as many as are expected; null: any number.
 */
export async function measureLoad(
  root: ShadowRoot,
  json: string,
  answer: (comments: Comment[]) => unknown,
  expected?: number | null,
): Promise<Load> {
  const comments = JSON.parse(json) as Comment[];
  // Reading the answer is not what is measured: it gets a task of its own.
  await nextTask();
  const start = performance.now();
  const drawn = whenDrawn(root, start);
  const answered = answer(comments);
  const first = await drawn;
  await answered;
  const all = await endOfFrame(start);
  const found = root.querySelectorAll('article').length;
  const wanted = expected === undefined ? comments.length : (expected ?? found);
  if (found !== wanted) throw new Error(`${found} of ${wanted} comments are on the page.`);
  if (expected !== null) await rest(start + all);
  const isBefore = (entry: PerformanceEntry): boolean => entry.startTime < start;
  const durations = longTasks
    .filter(({ startTime, duration }) => startTime + duration > start)
    .map(({ duration }) => duration);
  return {
    first,
    all,
    blocking: sum(durations.map((duration) => duration - 50)),
    blockingOfPage: sum(longTasks.map(({ duration }) => duration - 50)),
    longest: Math.max(0, ...durations),
    shiftBefore: sum(shifts.filter(isBefore).map(({ value }) => value)),
    shift: sum(shifts.filter((entry) => !isBefore(entry)).map(({ value }) => value)),
    elements: root.querySelectorAll('*').length / found,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Looks before each frame whether a comment is there. What is there then is in that frame, which is
 * drawn (style, layout, paint) when the next task runs. Element Timing would say when it was on the
 * screen, but does not see into shadow roots, and a second frame adds up to 16 ms of waiting.
 */
async function whenDrawn(root: ShadowRoot, start: number): Promise<number> {
  do {
    await new Promise(requestAnimationFrame);
    if (performance.now() - start > giveUpMs) throw new Error('No comment is on the page.');
  } while (!root.querySelector('article'));
  return await endOfFrame(start);
}

/** Milliseconds until the page has drawn what `act` did. */
export async function nextPaint(act: () => void): Promise<number> {
  const start = performance.now();
  act();
  await new Promise(requestAnimationFrame);
  return await endOfFrame(start);
}

/**
 * Called before a frame, answers with when that is drawn: the next task of the highest priority comes
 * right behind it, before all else that browsers do then, such as looking for forms to fill in.
 */
async function endOfFrame(start: number): Promise<number> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (scheduler) await scheduler.postTask(() => {}, { priority: 'user-blocking' });
  else await nextTask();
  return performance.now() - start;
}

interface Scheduler {
  postTask(work: () => void, options: { priority: 'user-blocking' }): Promise<void>;
}

/** What loads later, and draws once more, belongs to the load. */
async function rest(drawn: number): Promise<void> {
  const lastEnd = (): number =>
    Math.max(
      drawn,
      ...longTasks.map(({ startTime, duration }) => startTime + duration),
      ...performance.getEntriesByType('resource').map((entry) => entry.startTime + entry.duration),
    );
  while (performance.now() - lastEnd() < restMs) await new Promise((go) => setTimeout(go, 50));
}

/** Messages are not slowed down as timers are. */
function nextTask(): Promise<void> {
  return new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      go();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
