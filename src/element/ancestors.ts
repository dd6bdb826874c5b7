/** What an element is drawn inside of: its slot, its parent, or the host of its shadow tree. */
export function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  return element.assignedSlot ?? element.parentElement ?? host;
}

/** The nearest value of an attribute, the element's own first; null when nobody has it. */
export function nearestAttribute(element: Element, name: string): string | null {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    if (at.hasAttribute(name)) return at.getAttribute(name);
  }
  return null;
}
