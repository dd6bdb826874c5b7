/**
 * Notes where the first comment is whose beginning can be seen, and answers with what brings it back
 * there after texts above it have become longer or shorter. Browsers do the same by themselves, but
 * not all of them, and not when they lose what they held on to.
 */
export function holdStill(root: ShadowRoot): () => void {
  for (const article of root.querySelectorAll('article')) {
    const { top } = article.getBoundingClientRect();
    if (top >= innerHeight) break;
    if (top >= 0) return () => scrollBy(0, article.getBoundingClientRect().top - top);
  }
  return () => {};
}
