import { deal } from './cut.ts';
import type { Box, List } from './piece-lists.ts';
import { put } from './put.ts';

/**
 * Some boxes of a list, next to each other. The browser has an eye on every box in every frame, unless
 * that is in a box which is out of sight itself: so chapters are boxes of boxes, while they are far.
 * Near the eye they are none, because in another box Chromium shows a box only when it is on the
 * screen, and not in time.
 */
export interface Chapter {
  readonly element: HTMLElement;
  boxes: readonly Box[];
}

/** A chapter holds half as many boxes as a box comments: with more or fewer, frames cost more. */
const boxWeight = 2;

/** Puts the boxes of a list on the page in order, in chapters. */
export function arrange(list: List): void {
  const before = list.chapters;
  const groups = deal(
    list.boxes,
    before,
    (box) => box.chapter,
    () => boxWeight,
  );
  list.chapters = groups.map((group) => {
    const chapter = group.box ?? newChapter();
    chapter.boxes = group.rows;
    return chapter;
  });
  let previous: Element | null = null;
  for (const chapter of list.chapters) {
    put(list.element, chapter.element, previous);
    previous = chapter.element;
    fill(chapter);
  }
  // What was in those that are none any more has moved on.
  for (const each of before) if (!list.chapters.includes(each)) each.element.remove();
}

/** Has a box take about as much room as its comments will, while they are not laid out. */
export function reserve(box: Box, comments: number): void {
  const { chapter, element } = box;
  box.weight = comments;
  hold(element, comments);
  // What is in sight grows into its place while it is drawn.
  const isNew = element.classList.contains('undrawn');
  element.style.setProperty('min-block-size', isNew ? `${comments * 7}rem` : '');
  if (!chapter) return;
  hold(
    chapter.element,
    chapter.boxes.reduce((sum, { weight }) => sum + weight, 0),
  );
}

function fill(chapter: Chapter): void {
  let previous: Element | null = null;
  for (const box of chapter.boxes) {
    box.chapter = chapter;
    put(chapter.element, box.element, previous);
    previous = box.element;
  }
}

function newChapter(): Chapter {
  const element = document.createElement('div');
  element.role = 'presentation';
  element.className = 'chapter';
  nearness ??= new IntersectionObserver(noteNearness, { rootMargin: '100%' });
  nearness.observe(element);
  return { element, boxes: [] };
}

/** One for all sections. It holds on to no chapter that the page has given up. */
let nearness: IntersectionObserver | undefined;

function noteNearness(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) target.classList.toggle('far', !isIntersecting);
}

/** Not a custom property, because all that is in it would inherit that and be styled anew. */
function hold({ style }: HTMLElement, comments: number): void {
  const size = comments > 0 ? `auto ${comments * 7}rem` : '0';
  style.setProperty('contain-intrinsic-block-size', size);
}
