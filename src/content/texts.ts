import type { TemplateResult } from 'lit';
import type { Body } from '../model/comment.ts';
import { cutLong, parserFor, plainText, plainView, type Format } from './plain.ts';

type Drawn = readonly (TemplateResult | string)[];

/** The beginning of a text, and the rest of a long one. */
export type Parts = readonly [Drawn, Drawn?];

/**
 * Texts of comments as they stand on a page. Those with markup are plain until their parser is here;
 * who draws them is told when they are to be drawn anew.
 */
export class Texts {
  /** Grows when texts are to be drawn anew. */
  revision = 0;
  #drawn = new WeakMap<Body, Parts>();
  #parsed: { [F in Format]?: (source: string) => Parts } = {};
  /** Each is asked for once, and again when somebody wants that. */
  #asked = new Set<Format>();
  #failed = new Set<Format>();
  #onChange: (styles?: CSSStyleSheet) => void;

  /** `onChange` gets the styles of what can be drawn from now on. */
  constructor(onChange: (styles?: CSSStyleSheet) => void) {
    this.#onChange = onChange;
  }

  /** Some texts are shown as they were written, because their parser could not be loaded. */
  get hasFailed(): boolean {
    return this.#failed.size > 0;
  }

  retry(): void {
    for (const format of this.#failed) void this.#load(format);
  }

  view(body: Body): Parts {
    let drawn = this.#drawn.get(body);
    if (!drawn) {
      const format = parserFor(body);
      const parsed = format && this.#parsed[format];
      if (format && !this.#asked.has(format)) void this.#load(format);
      drawn = parsed ? parsed(body.source) : plainParts(body);
      this.#drawn.set(body, drawn);
    }
    return drawn;
  }

  async #load(format: Format): Promise<void> {
    this.#asked.add(format);
    try {
      // Asked for together: the Markdown parser needs the other one as well.
      const [{ htmlTree, textParts, textStyles }, markdown] = await Promise.all([
        import('./html.ts'),
        format === 'html' ? undefined : import('./markdown.ts'),
      ]);
      const parse = markdown?.markdownTree ?? htmlTree;
      this.#parsed[format] = (source) => textParts(parse(source));
      this.#drawn = new WeakMap();
      this.revision++;
      this.#failed.delete(format);
      this.#onChange(textStyles.styleSheet);
    } catch {
      this.#failed.add(format);
      this.#onChange();
    }
  }
}

function plainParts(body: Body): Parts {
  const [text, rest] = cutLong(plainText(body));
  return rest ? [plainView(text), plainView(rest)] : [plainView(text)];
}
