import { parentOf } from './ancestors.ts';

/**
 * Is what is painted behind an element dark? A page may be dark without setting `color-scheme`,
 * so neither the scheme nor the system's preference is enough: backgrounds are laid over each
 * other from the page's canvas upwards, as the browser does.
 */
export function isOnDark(element: Element): boolean {
  const layers: string[] = [];
  for (let at = parentOf(element); at; at = parentOf(at)) {
    layers.push(getComputedStyle(at).backgroundColor);
  }
  let ground = canvas();
  for (const layer of layers.reverse()) ground = over(ground, channels(layer));
  const [r, g, b] = ground;
  // Luma of ITU-R BT.709 without linearising: near enough to tell night from day.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
}

type Rgb = readonly [number, number, number];

/** What the browser paints where the page paints nothing. */
function canvas(): Rgb {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = scheme.includes('dark') && (prefersDark || !scheme.includes('light'));
  return dark ? [18, 18, 18] : [255, 255, 255];
}

function over(ground: Rgb, [r, g, b, alpha]: readonly number[]): Rgb {
  const mix = (below: number, above = 0): number => below + (above - below) * (alpha ?? 1);
  return [mix(ground[0], r), mix(ground[1], g), mix(ground[2], b)];
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
