import { deal } from './cut.ts';
import type { Box, List } from './piece-lists.ts';
import { put } from './put.ts';

/**
 * Some boxes of a list, next to each other. The browser has an eye on every box in every frame, unless
 * it is in something that is out of sight itself: so there are boxes of boxes.
 */
export interface Chapter {
  readonly element: HTMLElement;
  boxes: readonly Box[];
}

/** Puts the boxes of a list on the page in order, in chapters of some 25. */
export function arrange(list: List): void {
  const before = list.chapters;
  const groups = deal(
    list.boxes,
    before,
    (box) => box.chapter,
    () => 1,
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
  box.weight = comments;
  hold(box.element, comments);
  const { chapter } = box;
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
  return { element, boxes: [] };
}

/** Not a custom property, because all that is in it would inherit that and be styled anew. */
function hold({ style }: HTMLElement, comments: number): void {
  const size = comments > 0 ? `auto ${comments * 7}rem` : '0';
  style.setProperty('contain-intrinsic-block-size', size);
}
