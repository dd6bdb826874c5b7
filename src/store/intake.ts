import type { Comment } from '../model/comment.ts';
import type { Sort } from '../model/order.ts';
import { inReadingOrder } from '../model/reading-order.ts';

/** So long may it go on before the page has its turn again, in milliseconds. */
const sliceMs = 8;
/** So many comments are shown first: more than a screen holds. */
const beginning = 100;
/** So many are looked at between two looks at the clock. */
const step = 50;
/** So many are shown together at most, because showing them takes a slice of its own. */
const most = 4000;

/** The beginning of a long answer is in when `begun` resolves, all of it when `whole` does. */
export interface Intake {
  readonly begun: Promise<void>;
  readonly whole: Promise<void>;
}

/**
 * Takes a long answer in without holding the page up: what is read first first, the rest in slices.
 * `take` adds comments, `show` shows what was added; the first time when there is a screen full of
 * them, and then each time there are twice as many, because showing goes through the lists.
 */
export function takeInSlices(
  answer: readonly Comment[],
  sort: Sort,
  signal: AbortSignal,
  { take, show }: { take: (comments: readonly Comment[]) => void; show: () => void },
): Intake {
  let settle!: () => void;
  const begun = new Promise<void>((resolve) => (settle = resolve));
  const whole = run().finally(settle);
  return { begun, whole };

  async function run(): Promise<void> {
    const order = inReadingOrder(answer, sort);
    let shown = 0;
    let taken = 0;
    let portion: Comment[] = [];
    let end = Date.now() + sliceMs;
    for (let next = order.next(); !signal.aborted; next = order.next()) {
      if (next.value) portion.push(next.value);
      if (next.done || portion.length >= step) {
        take(portion);
        taken += portion.length;
        portion = [];
      }
      if (next.done) break;
      if (taken - shown >= Math.min(Math.max(shown, beginning), most)) {
        shown = taken;
        show();
        settle();
        end = 0;
      }
      if ((portion.length === 0 || next.value === undefined) && Date.now() >= end) {
        await pause();
        end = Date.now() + sliceMs;
      }
    }
    if (!signal.aborted) show();
  }
}

interface Scheduler {
  postTask?(work: () => void): Promise<void>;
}

/** Lets the page have its turn: input, frames, and what was drawn of it so far. */
function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.postTask?.(() => {}) ?? new Promise((resolve) => setTimeout(resolve));
}
