/** How far away from the visible part of the page a section starts to load. */
const margin = '800px';

/** Calls back once, when the element comes near what the reader sees; returns how to stop. */
export function whenNear(element: Element, callback: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      callback();
    },
    { rootMargin: margin },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
