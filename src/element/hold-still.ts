/**
 * Notes where the first comment is whose beginning can be seen, and answers with what brings it back
 * there after texts above it have become longer or shorter. Browsers do the same by themselves, but
 * not all of them, and not when they lose what they held on to.
 */
export function holdStill(root: ShadowRoot): () => void {
  const article = firstInSight(root);
  if (!article) return () => {};
  const { top } = article.getBoundingClientRect();
  return () => scrollBy(0, article.getBoundingClientRect().top - top);
}

/** Asks what can be seen, line by line: going through all comments would lay out all of them. */
function firstInSight(root: ShadowRoot): Element | undefined {
  const { left, width } = root.host.getBoundingClientRect();
  for (let y = 0; y < innerHeight; y += lineHeight) {
    const article = root.elementFromPoint(left + width / 2, y)?.closest('article');
    if (article && article.getBoundingClientRect().top >= 0) return article;
  }
  return undefined;
}

/** No comment is lower than this, in pixels. */
const lineHeight = 20;
