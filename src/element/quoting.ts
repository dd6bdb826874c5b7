/**
 * What is selected in the text of this comment, as a quotation in Markdown; empty: nothing is.
 * What of a selection is outside the text, is no part of it.
 */
export function quoteFrom(root: ShadowRoot, comment: Element | null): string {
  const body = comment?.querySelector('[part=body]');
  const selection = selectionIn(root);
  const range = selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : undefined;
  if (!selection || !body || !range?.intersectsNode(body)) return '';
  if (!body.contains(range.startContainer)) range.setStart(body, 0);
  if (!body.contains(range.endContainer)) range.setEnd(body, body.childNodes.length);
  // Only a selection tells of its text as it is read, line by line.
  selection.removeAllRanges();
  selection.addRange(range);
  const text = selection.toString().trim();
  return text && `${text.replace(/^/gm, '> ')}\n\n`;
}

/** Browsers differ in how they tell of a selection in a shadow root. */
function selectionIn(root: ShadowRoot): Selection | null {
  const own = root as ShadowRoot & { getSelection?: () => Selection | null };
  return own.getSelection ? own.getSelection() : document.getSelection();
}
