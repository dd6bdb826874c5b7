import { sorts, type Sort } from '../model/order.ts';
import type { Problem } from './advice.ts';

/** What the attributes say, each of them checked. */
export interface Settings {
  readonly thread: string;
  readonly title: string;
  /** Undefined: the backend's own first choice. */
  readonly sort: Sort | undefined;
  readonly pageSize: number | 'all';
  readonly maxDepth: number;
  readonly theme: (typeof themes)[number];
  readonly loading: (typeof loadings)[number];
  readonly headingLevel: number;
  /** Ids of providers; undefined: all there are. */
  readonly login: readonly string[] | undefined;
  /** Milliseconds; 0: never. */
  readonly poll: number;
}

/** The same as the page gives them: text in attributes, and anything at all in properties. */
export interface RawSettings {
  thread: string | null;
  threadTitle: string | null;
  sort: string | null;
  pageSize: number | string | null;
  maxDepth: number | string | null;
  theme: string | null;
  loading: string | null;
  headingLevel: number | string | null;
  login: string | null;
  poll: number | string | null;
}

const themes = ['auto', 'light', 'dark'] as const;
const loadings = ['lazy', 'eager', 'manual'] as const;

export const defaults = { pageSize: 25, maxDepth: 6, headingLevel: 2 } as const;

/** Checks what the page gives. What is wrong goes to `problems`, and the default is taken. */
export function readSettings(raw: RawSettings, problems: Problem[]): Settings {
  const oneOf = <Value extends string, Default>(
    attribute: string,
    value: string | null,
    values: readonly Value[],
    taken: Default & (string | undefined),
  ): Value | Default => {
    if (value === null) return taken;
    const found = values.find((each) => each === value);
    if (found) return found;
    problems.push({ about: 'value', attribute, value, allowed: values, taken });
    return taken;
  };
  const whole = <Default extends number | undefined>(
    attribute: string,
    value: number | string | null,
    least: number,
    most: number,
    taken: Default,
  ): number | Default => {
    if (value === null) return taken;
    const number = value === '' ? NaN : Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    problems.push({ about: 'value', attribute, value, allowed: { least, most }, taken });
    return taken;
  };
  return {
    thread: raw.thread || threadOfPage(problems),
    title: raw.threadTitle ?? document.title,
    sort: raw.sort ? oneOf('sort', raw.sort, sorts, undefined) : undefined,
    pageSize:
      raw.pageSize === 'all' ? 'all' : whole('page-size', raw.pageSize, 1, 500, defaults.pageSize),
    maxDepth: whole('max-depth', raw.maxDepth, 0, 20, defaults.maxDepth),
    theme: oneOf('theme', raw.theme, themes, 'auto'),
    loading: oneOf('loading', raw.loading, loadings, 'lazy'),
    login: raw.login?.split(/[\s,]+/).filter(Boolean),
    poll: (whole('poll', raw.poll, 5, 3600, undefined) ?? 0) * 1000,
    headingLevel: whole('heading-level', raw.headingLevel, 1, 5, defaults.headingLevel),
  };
}

/**
 * A page names its thread by its canonical link; without one by its address, query included,
 * because `?p=1` and `?p=2` are two posts on many blogs.
 */
function threadOfPage(problems: Problem[]): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  if (canonical) return canonical;
  const { href, hash } = location;
  const thread = href.slice(0, href.length - hash.length).replace(/\/(?=\?|$)/, '');
  problems.push({ about: 'address', thread });
  return thread;
}
