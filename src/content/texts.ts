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
  /** What was drawn without its parser asks for that once: what cannot be had is not asked for ever. */
  #drawn = new WeakMap<Body, Parts>();
  #parsed: { [F in Format]?: (source: string) => Parts } = {};
  #loading: { [F in Format]?: Promise<void> | undefined } = {};
  #onLoad: (styles: CSSStyleSheet | undefined) => void;
  #onFail: () => void;

  /** `onLoad` gets the styles of what can be drawn from now on. */
  constructor(onLoad: (styles: CSSStyleSheet | undefined) => void, onFail: () => void) {
    this.#onLoad = onLoad;
    this.#onFail = onFail;
  }

  view(body: Body): Parts {
    let drawn = this.#drawn.get(body);
    if (!drawn) {
      const format = parserFor(body);
      const parsed = format && this.#parsed[format];
      if (format && !parsed) this.#loading[format] ??= this.#load(format);
      drawn = parsed ? parsed(body.source) : plainParts(body);
      this.#drawn.set(body, drawn);
    }
    return drawn;
  }

  async #load(format: Format): Promise<void> {
    try {
      // Asked for together: the Markdown parser needs the other one as well.
      const [{ htmlTree, textParts, textStyles }, markdown] = await Promise.all([
        import('./html.ts'),
        format === 'html' ? undefined : import('./markdown.ts'),
      ]);
      const parse = markdown?.markdownTree ?? htmlTree;
      this.#parsed[format] = (source) => textParts(parse(source));
      this.#drawn = new WeakMap();
      this.#onLoad(textStyles.styleSheet);
    } catch {
      this.#loading[format] = undefined;
      this.#onFail();
    }
  }
}

function plainParts(body: Body): Parts {
  const [text, rest] = cutLong(plainText(body));
  return rest ? [plainView(text), plainView(rest)] : [plainView(text)];
}
