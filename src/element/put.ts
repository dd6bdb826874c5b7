/**
 * Puts an element behind another one; null: first. Whoever has the focus in it keeps it. Answers
 * whether it was elsewhere.
 */
export function put(parent: Element, element: Element, previous: Element | null): boolean {
  const next = previous ? previous.nextSibling : parent.firstChild;
  if (next === element) return false;
  const focused = focusIn(element);
  const movable = parent as Element & { moveBefore?(node: Node, child: Node | null): void };
  // Where the browser can, nobody notices; else the focus is back in a moment.
  if (movable.moveBefore && element.isConnected && parent.isConnected) {
    movable.moveBefore(element, next);
  } else parent.insertBefore(element, next);
  if (focused && focusIn(element) !== focused) focused.focus({ preventScroll: true });
  return true;
}

function focusIn(element: Element): HTMLElement | undefined {
  const { activeElement } = element.getRootNode() as Partial<Document>;
  return activeElement && element.contains(activeElement)
    ? (activeElement as HTMLElement)
    : undefined;
}
