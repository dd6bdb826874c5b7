import type { Request } from '../model/requests.ts';
import { sorts } from '../model/order.ts';
import type { State } from '../model/state.ts';
import type { Row } from '../model/thread.ts';
import { writingRequestOf } from './writing-gestures.ts';

/**
 * What a click or a choice inside the section asks for. The views mark what can be used by
 * `data-do` and a comment's item by `data-key`, so that one listener serves any number of them.
 */
export function requestOf(type: string, target: Element, state: State): Request | undefined {
  if (type === 'beforematch') return unfold(target, state);
  const control = target.closest<HTMLElement>('[data-do]');
  if (!control || control instanceof HTMLSelectElement !== (type === 'change')) return undefined;
  const row = rowAt(control, state);
  const id = row?.comment.id ?? '';
  switch (control.dataset['do'] ?? '') {
    case 'reload':
      return { type: 'reload' };
    case 'sort': {
      const sort = sorts.find((each) => each === (control as HTMLSelectElement).value);
      return sort && { type: 'sort', sort };
    }
    case 'show-arrived':
      return { type: 'show-arrived' };
    case 'more': {
      const branch = state.thread.byKey(control.dataset['branch'] ?? '')?.comment.id ?? null;
      return {
        type: 'more',
        branch,
        direction: control.dataset['direction'] as 'before' | 'after',
      };
    }
    case 'collapse':
      return row && { type: 'collapse', id, collapsed: !state.collapsed.has(row.key) };
    case 'unfold':
      return row && { type: 'unfold', id, unfolded: !state.unfolded.has(row.key) };
    case 'go-to':
      return { type: 'go-to', id };
    case 'parent':
      return row?.comment.parentId
        ? { type: 'go-to', id: row.comment.parentId, from: id }
        : undefined;
    case 'back': {
      const from = state.thread.byKey(state.target?.from ?? '');
      return from && { type: 'go-to', id: from.comment.id };
    }
    case 'likers':
      return row && { type: 'likers', id, shown: !state.likers.has(row.key) };
    case 'like':
      return row && { type: 'like', id, liked: !row.marks.liked };
    case 'reply':
      return row && { type: 'compose', place: `reply ${id}` };
    case 'edit':
      return row && { type: 'compose', place: `edit ${id}` };
    case 'remove':
      return row && { type: 'remove', id };
    case 'undo':
      return row && { type: 'restore', id };
    case 'take-back':
      return { type: 'take-back', id };
    case 'retry':
      return { type: 'retry', id };
    case 'discard':
      return { type: 'discard', id };
    default:
      return writingRequestOf(control);
  }
}

/** The browser found text in a folded branch, or in the rest of a long text. */
function unfold(target: Element, state: State): Request | undefined {
  const row = rowAt(target, state);
  if (!row) return undefined;
  const { id } = row.comment;
  return target.closest('[part=body]')
    ? { type: 'unfold', id, unfolded: true }
    : { type: 'collapse', id, collapsed: false };
}

/** The comment that a part of the section belongs to. */
export function rowAt(part: Element, state: State): Row | undefined {
  return state.thread.byKey(part.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '');
}
