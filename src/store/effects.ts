import type { Announcement } from '../model/state.ts';
import type { Context } from './context.ts';

/*
 * What comes of what readers do, besides what is shown. Reading alone needs none of it.
 */

export function announce({ changes }: Context, announcement: Announcement): void {
  changes.effect({ type: 'announce', announcement });
}

/** Moves the focus to a row, by its key, or to another part of the section; empty: the heading. */
export function moveFocus({ changes }: Context, key: string): void {
  changes.effect({ type: 'focus', key });
}

/** Counts published comments on until the backend says better. */
export function countOn({ state, changes }: Context, step: number): void {
  const { info } = state;
  if (!info?.total) return;
  const value = Math.max(0, info.total.value + step);
  state.info = { ...info, total: { ...info.total, value } };
  changes.section();
}
