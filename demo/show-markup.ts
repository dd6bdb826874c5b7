// Writes beside each variation the markup that makes it, taken from the page, so that the two agree.
// Runs before the element is defined: what is shown is what the page says, and nothing else.

for (const variation of document.querySelectorAll('.variation')) {
  const sections = [...variation.querySelectorAll('comment-section')];
  const code = document.createElement('code');
  code.textContent = sections.map(markupOf).join('\n');
  const pre = document.createElement('pre');
  pre.append(code);
  variation.querySelector('.about')!.append(pre);
}

/** `heading-level` only keeps the outline of this page in order. */
function markupOf(section: Element): string {
  const attributes = [...section.attributes]
    .filter(({ name }) => name !== 'heading-level')
    .map(({ name, value }) => (value ? `${name}="${value}"` : name));
  const inside = section.innerHTML.trim();
  return [
    '<comment-section',
    ...attributes.map((attribute) => `  ${attribute}`),
    inside ? `>\n  ${inside}\n</comment-section>` : '></comment-section>',
  ].join('\n');
}
