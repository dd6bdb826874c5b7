import { additions } from '../locales/registry.ts';
import { parentOf } from './ancestors.ts';

/**
 * Calls back when the page around an element may look or read differently: a theme switch sets a
 * class, an attribute or a style sheet, at once or with a transition; the system's preference
 * flips; a `lang` or `dir` changes; a language is added. Returns how to stop.
 */
export function watchPage(element: Element, callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  for (let at = parentOf(element); at; at = parentOf(at))
    observer.observe(at, { attributes: true });
  observer.observe(element, { attributeFilter: ['lang', 'dir'] });
  observer.observe(document.head, { attributes: true, childList: true, subtree: true });
  const stop = new AbortController();
  const { signal } = stop;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', callback, { signal });
  document.addEventListener('transitionend', callback, { signal });
  // A style sheet that a switch has put there.
  document.head.addEventListener('load', callback, { signal, capture: true });
  additions.addEventListener('language', callback, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
  return () => stop.abort();
}
