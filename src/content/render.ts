import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from './safe-url.ts';
import type { Link, Markup, Tree } from './tree.ts';

/**
 * Comment text as it stands on a page: the only place where it becomes elements. It cannot make any
 * but these, and none of their attributes but a checked address comes from the text.
 */
export function textView(tree: Tree, dir: 'auto' | typeof nothing = 'auto'): Drawn[] {
  return tree.map((piece) => (typeof piece === 'string' ? piece : markupView(piece, dir)));
}

type Drawn = TemplateResult | string;

/** Calls itself, but no deeper than a tree is, and those are made with a limit. */
function markupView(piece: Exclude<Markup, string>, dir: 'auto' | typeof nothing): TemplateResult {
  switch (piece.type) {
    case 'paragraph':
      return html`<p dir=${dir}>${textView(piece.children)}</p>`;
    case 'break':
      return html`<br />`;
    case 'emphasis':
      return html`<em>${textView(piece.children)}</em>`;
    case 'strong':
      return html`<strong>${textView(piece.children)}</strong>`;
    case 'strikethrough':
      return html`<del>${textView(piece.children)}</del>`;
    case 'code':
      return html`<code>${piece.text}</code>`;
    case 'code-block':
      return html`<pre dir=${dir}><code>${piece.text}</code></pre>`;
    case 'quote':
      return html`<blockquote>${textView(piece.children)}</blockquote>`;
    case 'list': {
      // A list goes one way, and so do its markers; `dir="auto"` does not look into what has its own.
      const items = piece.items.map((item) => html`<li>${textView(item, nothing)}</li>`);
      return piece.start === undefined
        ? html`<ul dir=${dir}>
            ${items}
          </ul>`
        : html`<ol dir=${dir} start=${piece.start}>
            ${items}
          </ol>`;
    }
    case 'link':
      return linkView(piece);
    case 'rule':
      return html`<hr />`;
  }
}

/** The only links there are to where a stranger wants to lead. What is shown is the text by itself. */
export function linkView(
  { href, children, host }: Link,
  shown: unknown = textView(children),
): TemplateResult {
  return html`<a href=${safeUrl(href) ?? nothing} rel="nofollow ugc noopener noreferrer">${shown}</a
    >${host === undefined ? nothing : html`&nbsp;<bdi class="host">(${host})</bdi>`}`;
}
