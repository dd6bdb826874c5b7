import type { Effect } from '../model/state.ts';
import type { Problem } from './advice.ts';

/** What a backend knows that the owner of the page can do. */
export function advise({ advice }: { readonly advice?: string } = {}): void {
  if (advice) tellOwner({ about: 'server', advice });
}

/** Providers that the attribute names and that there are not. */
export function adviseLogin({ ids, known }: Effect & { type: 'no-provider' }): void {
  for (const value of ids) {
    tellOwner({ about: 'value', attribute: 'login', value, allowed: known, taken: undefined });
  }
}

export function tellOwner(problem: Problem): void {
  import('./advice.ts').then(
    (part) => part.advise(problem),
    () => console.warn('<comment-section>', problem),
  );
}
