import { html, render } from 'lit';
import type { Locale } from '../locales/locale.ts';
import type { PlainName } from '../locales/messages.ts';
import type { Request } from '../model/requests.ts';
import type { State } from '../model/state.ts';
import { rowAt } from './gestures.ts';

/** Every shortcut there is, with the sentence that explains it. */
const shortcuts: readonly (readonly [key: string, name: PlainName])[] = [
  ['j', 'shortcutNext'],
  ['k', 'shortcutPrevious'],
  ['r', 'shortcutReply'],
  ['c', 'shortcutCompose'],
  ['l', 'shortcutLike'],
  ['x', 'shortcutFold'],
  ['?', 'shortcutHelp'],
];

/**
 * What a key pressed inside the thread does: it moves the real focus, opens the help, or answers
 * with a request. Keys with modifiers, and those typed into a field, are not ours (WCAG 2.1.4).
 */
export function press(
  event: KeyboardEvent,
  root: ShadowRoot,
  state: State,
  locale: Locale,
): Request | undefined {
  const focused = root.activeElement;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!focused?.closest('[part~=list]') || focused.closest('form')) return;
  const row = rowAt(focused, state);
  const id = row?.comment.id ?? '';
  switch (event.key) {
    case 'j':
      return step(root, focused, 1);
    case 'k':
      return step(root, focused, -1);
    case 'r':
      return row && root.getElementById(`${row.key}-reply`)
        ? opening(event, { type: 'compose', place: `reply ${id}` })
        : undefined;
    case 'c':
      return root.getElementById('thread-body')
        ? opening(event, { type: 'compose', place: 'thread' })
        : undefined;
    case 'l':
      return row && focused.closest('li')?.querySelector('[data-do=like]')
        ? { type: 'like', id, liked: !row.marks.liked }
        : undefined;
    case 'x':
      return row?.children.length
        ? { type: 'collapse', id, collapsed: !state.collapsed.has(row.key) }
        : undefined;
    case '?':
      return showHelp(root, locale);
    default:
      return undefined;
  }
}

/** The key itself is not to be typed into the form that opens. */
function opening(event: KeyboardEvent, request: Request): Request {
  event.preventDefault();
  return request;
}

/** Moves the focus to the next or the previous comment that is not folded away. */
function step(root: ShadowRoot, focused: Element, by: 1 | -1): undefined {
  const articles = [...root.querySelectorAll<HTMLElement>('article')].filter(
    (article) => !article.closest('[hidden]'),
  );
  const here = focused.closest('li')?.querySelector<HTMLElement>('article');
  const next = articles[articles.indexOf(here ?? articles[0]!) + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

/** A native dialog: it takes the focus, closes with Esc, and gives the focus back. */
function showHelp(root: ShadowRoot, locale: Locale): undefined {
  const holder = document.createElement('div');
  holder.lang = locale.tag;
  holder.dir = locale.dir;
  root.append(holder);
  render(
    html`
      <dialog aria-labelledby="shortcuts" @close=${() => holder.remove()}>
        <div id="shortcuts" role="heading" aria-level="2">${locale.say('shortcuts')}</div>
        <dl>
          ${shortcuts.map(
            ([key, name]) =>
              html`<dt><kbd>${key}</kbd></dt>
                <dd>${locale.say(name)}</dd>`,
          )}
        </dl>
        <form method="dialog"><button>${locale.say('close')}</button></form>
      </dialog>
    `,
    holder,
  );
  holder.querySelector('dialog')?.showModal();
}
