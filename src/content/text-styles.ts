import { css } from 'lit';

/** Styles of what only text with markup has; they come with its parser. */
export const textStyles = css`
  [part='body'] :is(ul, ol, blockquote, pre) {
    margin-inline: 0;
  }
  [part='body'] :is(ul, ol) {
    padding-inline-start: 1.4em;
    list-style: disc;
  }
  [part='body'] ol {
    list-style: decimal;
  }
  [part='body'] :is(p, ul, ol, blockquote, pre) + *,
  [part='body'] * + :is(p, ul, ol, blockquote, pre) {
    margin-block-start: 0.6em;
  }
  [part='body'] li > :is(ul, ol) {
    margin-block-start: 0;
  }
  /* By itself: what turns the letters around it does not turn those of an address. */
  [part='body'] a {
    unicode-bidi: plaintext;
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }
  [part='body'] blockquote {
    padding-inline-start: 0.9rem;
    border-inline-start: 3px solid var(--line);
    color: var(--muted);
  }
  /* Muted once; and deep ones go no further in, where a phone has no room. */
  [part='body'] blockquote blockquote {
    color: inherit;
  }
  [part='body']
    :is(blockquote, li)
    :is(blockquote, li)
    :is(blockquote, li)
    :is(blockquote, ul, ol) {
    padding-inline-start: 0;
    border: 0;
    list-style-position: inside;
  }
  /* Letters of another font must not push lines apart. */
  code,
  pre {
    font:
      0.82em/0 ui-monospace,
      monospace;
    background: color-mix(in srgb, currentColor 4%, transparent);
    border-radius: 4px;
  }
  code {
    padding: 0.1em 0.3em;
  }
  pre {
    max-block-size: 24lh;
    line-height: 1.4;
    padding: 0.6em 0.8em;
    overflow: auto;
    overflow-wrap: normal;
  }
  pre > code {
    all: unset;
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--line);
    margin-block: 1em;
  }
`;
