/** Red, green, blue and alpha, each from 0 to 1. */
type Paint = readonly [number, number, number, number];

export interface Words {
  readonly text: string;
  /** WCAG 2: from 1 to 21. */
  readonly contrast: number;
}

/** Every piece of text that is painted in a section, with its contrast, the lowest first. */
export function contrastsIn(root: ShadowRoot): Words[] {
  return [...root.querySelectorAll('*')]
    .filter((element) => element.checkVisibility() && ownText(element) !== '')
    .filter((element) => element.closest('[role="status"], option, style') === null)
    .map((element) => ({ text: ownText(element), contrast: contrastOf(element) }))
    .sort((a, b) => a.contrast - b.contrast);
}

function ownText(element: Element): string {
  const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
  return texts.map((node) => node.textContent!.trim()).join('');
}

function contrastOf(element: Element): number {
  const ground = groundOf(element);
  const text = over(ground, paintOf(getComputedStyle(element).color));
  const [dark, light] = [luminance(ground), luminance(text)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** All backgrounds behind an element, laid over each other. */
function groundOf(element: Element): Paint {
  const parent = element.parentElement ?? hostOf(element);
  const behind: Paint = parent ? groundOf(parent) : [1, 1, 1, 1];
  return over(behind, paintOf(getComputedStyle(element).backgroundColor));
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function over(ground: Paint, [r, g, b, alpha]: Paint): Paint {
  const mix = (below: number, above: number): number => below + (above - below) * alpha;
  return [mix(ground[0], r), mix(ground[1], g), mix(ground[2], b), 1];
}

/** Lets the browser read its own notation. */
function paintOf(color: string): Paint {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const paint = canvas.getContext('2d', { willReadFrequently: true })!;
  paint.fillStyle = color;
  paint.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = paint.getImageData(0, 0, 1, 1).data;
  return [r / 255, g / 255, b / 255, alpha / 255];
}

/** WCAG 2.2, relative luminance. */
function luminance([r, g, b]: Paint): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
