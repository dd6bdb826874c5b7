import { parentOf } from './ancestors.ts';

/**
 * Is what is painted behind an element dark? A page may be dark without setting `color-scheme`,
 * so neither the scheme nor the system's preference is enough: backgrounds lie over each other, down
 * to the page's canvas. What a picture or a gradient shows nobody can ask, but text is readable on it.
 */
export function isOnDark(element: Element): boolean {
  const around = parentOf(element);
  let ground = 0;
  let shinesThrough = 1;
  for (let at = around; at && shinesThrough > 0; at = parentOf(at)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    const [luma, alpha] = lumaOf(backgroundColor);
    ground += luma * alpha * shinesThrough;
    shinesThrough *= 1 - alpha;
    if (shinesThrough > 0 && backgroundImage !== 'none') {
      return !isDark(lumaOf(getComputedStyle(around!).color)[0]);
    }
  }
  return isDark(ground + canvas() * shinesThrough);
}

/** Near enough to tell night from day. */
function isDark(luma: number): boolean {
  return luma < 110;
}

/** The luma of what the browser paints where the page paints nothing. */
function canvas(): number {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  return scheme.includes('dark') && (prefersDark || !scheme.includes('light')) ? 18 : 255;
}

/** Luma of ITU-R BT.709, without linearising, from 0 to 255; alpha from 0 to 1. */
function lumaOf(color: string): [luma: number, alpha: number] {
  const [r = 0, g = 0, b = 0, alpha = 1] = channels(color);
  return [0.2126 * r + 0.7152 * g + 0.0722 * b, alpha];
}

/** Red, green, blue from 0 to 255 and alpha from 0 to 1, in whatever notation the browser answers. */
function channels(color: string): readonly number[] {
  if (color.startsWith('rgb')) return (color.match(/[\d.]+/g) ?? []).map(Number);
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!paint) return [0, 0, 0, 0];
  paint.fillStyle = color;
  paint.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = paint.getImageData(0, 0, 1, 1).data;
  return [r, g, b, alpha / 255];
}
