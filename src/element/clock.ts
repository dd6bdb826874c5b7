/** Relative times are right to the minute. */
const tickMs = 60_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every minute while somebody can see the page, by one timer for all sections. */
export function everyMinute(callback: () => void): () => void {
  listeners.add(callback);
  timer ??= setInterval(() => {
    if (document.hidden) return;
    for (const listener of listeners) listener();
  }, tickMs);
  return () => {
    listeners.delete(callback);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
