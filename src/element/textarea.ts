/** What the tools and the keyboard do to a textarea, through its own history, so that undo works. */
export type Tool = 'bold' | 'italic' | 'link' | 'quote' | 'code' | 'list';

export function applyTool(area: HTMLTextAreaElement, tool: Tool): void {
  area.focus();
  switch (tool) {
    case 'bold':
      return wrap(area, '**');
    case 'italic':
      return wrap(area, '_');
    case 'code':
      return wrap(area, selected(area).includes('\n') ? '\n```\n' : '`');
    case 'quote':
      return prefixLines(area, '> ');
    case 'list':
      return prefixLines(area, '- ');
    case 'link': {
      const text = selected(area);
      const { selectionStart } = area;
      insert(area, `[${text}](https://)`);
      const address = selectionStart + text.length + 3;
      return area.setSelectionRange(address, address + 'https://'.length);
    }
  }
}

/** A web address pasted over a selection makes that a link. True: it was done. */
export function pasteLink(area: HTMLTextAreaElement, pasted: string): boolean {
  const text = selected(area);
  if (!text || text.includes('\n') || !/^https?:\/\/\S+$/.test(pasted) || /^https?:/.test(text)) {
    return false;
  }
  insert(area, `[${text}](${pasted})`);
  return true;
}

/** As high as its text where styles cannot do it (`field-sizing`). */
export function growWith(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.setProperty('block-size', 'auto');
  area.style.setProperty('block-size', `${area.scrollHeight + 2}px`);
}

function selected({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): string {
  return value.slice(selectionStart, selectionEnd);
}

function wrap(area: HTMLTextAreaElement, mark: string): void {
  const { selectionStart } = area;
  const text = selected(area);
  insert(area, `${mark}${text}${mark}`);
  const start = selectionStart + mark.length;
  area.setSelectionRange(start, start + text.length);
}

function prefixLines(area: HTMLTextAreaElement, prefix: string): void {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  // A selection that ends with a line ends before the next one begins.
  const endsLine = selectionEnd > selectionStart && value[selectionEnd - 1] === '\n';
  const end = selectionEnd - Number(endsLine);
  area.setSelectionRange(start, end);
  insert(area, value.slice(start, end).replace(/^/gm, prefix));
}

/**
 * `execCommand` is deprecated and the only way to change a textarea that its undo history knows
 * of. Where it does nothing, the text still gets in.
 */
function insert(area: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
