import { css } from 'lit';

/**
 * The section belongs to its page: text is the page's, in its font, size and colour; everything
 * else is mixed from those, so that it is readable on any ground. Logical properties only.
 */
export const styles = css`
  :host {
    --accent: var(--comment-accent, light-dark(#1f5fbf, #8ab4f8));
    --muted: var(--comment-muted, color-mix(in srgb, currentColor 74%, transparent));
    --line: var(--comment-border, color-mix(in srgb, currentColor 16%, transparent));
    --wash: color-mix(in srgb, var(--accent) 9%, transparent);
    --radius: var(--comment-radius, 8px);
    --space: var(--comment-space, 1rem);
    --ui: var(--comment-font, system-ui, sans-serif);
    display: block;
    container-type: inline-size;
    /* A container has no width of its own: in a flex row it would vanish. */
    min-inline-size: min(100%, 18rem);
    color: var(--comment-text, inherit);
    background: var(--comment-surface, none);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host(:state(forced):state(light)) {
    color: var(--comment-text, #24211d);
    background: var(--comment-surface, #fff);
  }
  :host(:state(forced):state(dark)) {
    color: var(--comment-text, #e4e2dd);
    background: var(--comment-surface, #16171a);
  }
  :host(:state(dark)) {
    color-scheme: dark;
  }
  :host(:state(light)) {
    color-scheme: light;
  }
  /* Until there is something to show, what follows the section stays where it will be. */
  :host(:state(reserved)) {
    min-block-size: 100vh;
  }

  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
    border-radius: 4px;
  }
  article:focus,
  #heading:focus {
    outline: none;
  }
  button,
  select {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    border-radius: 6px;
    margin: 0;
    padding: 0.2em 0.4em;
    min-block-size: 28px;
    min-inline-size: 28px;
    cursor: pointer;
  }
  option {
    color: CanvasText;
    background: Canvas;
  }
  .note button,
  .more button,
  [part='notice'] button {
    color: var(--accent);
  }
  .note button,
  [part='notice'] button {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  p,
  ol {
    margin: 0;
    padding: 0;
  }
  a {
    color: inherit;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.25rem var(--space);
    margin-block-end: calc(var(--space) * 1.75);
  }
  [part='heading'] {
    flex: 1 1 60%;
    font-size: 1.3em;
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
  }
  header > .new,
  select,
  .pill,
  [part='notice'],
  .note,
  .more,
  .head,
  [part='actions'] {
    font: 0.875rem/1.45 var(--ui);
  }
  [part='sort'],
  [part='notice'],
  .note,
  [part='actions'] {
    color: var(--muted);
  }
  /* Muted once, not twice. */
  [part='actions'] .note {
    color: inherit;
  }
  [part='notice'] {
    margin-block-end: var(--space);
  }
  section > [part='composer'] {
    margin-block-start: calc(var(--space) * 2.75);
  }
  [part='composer'] > [part='notice'] {
    margin-block: 0.75rem 0;
  }
  .title {
    margin-block-end: 0.6rem;
    font-size: 1.15em;
    font-weight: 600;
  }
  .box {
    border: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    border-radius: var(--radius);
  }
  .box:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 2.9rem;
    max-block-size: 60vh;
    padding: 0.6rem 0.9rem;
    border: 0;
    border-radius: inherit;
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: max(16px, 1em);
    resize: vertical;
    field-sizing: content;
  }
  textarea:focus {
    outline: none;
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  [part='sort'] {
    margin-inline-start: -0.4em;
  }
  .new {
    color: var(--accent);
    font-weight: 600;
    font-size: 0.8125rem;
    white-space: nowrap;
  }
  .new::before {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.35em;
    border-radius: 50%;
    background: currentColor;
  }

  ol {
    list-style: none;
  }
  /* Pieces of the thread, which are laid out and painted only near the eye. */
  .far,
  .piece {
    content-visibility: auto;
    overflow-clip-margin: 1rem;
  }
  /* A short thread is laid out at once, so that nothing below it moves. */
  .chapter:only-child > .piece:only-child {
    content-visibility: visible;
  }
  [data-key] {
    --avatar: 2.25rem;
    --gap: 0.75rem;
    position: relative;
  }
  .roots > .chapter > .piece > li {
    margin-block-start: calc(var(--space) * 1.9);
  }
  .roots > .chapter:first-child > .piece:first-child > li:first-child {
    margin-block-start: 0;
  }
  /* Hidden until found, it is a scope of counters, and when one comes or goes Chromium walks through the whole page: so it is one all along. */
  .fold {
    contain: style;
  }
  .replies {
    padding-inline-start: calc(2.25rem + 0.75rem);
  }
  .replies .replies {
    padding-inline-start: calc(1.75rem + 0.65rem);
  }
  .replies > li,
  .replies > .chapter > .piece > li {
    --avatar: 1.75rem;
    --gap: 0.65rem;
    margin-block-start: calc(var(--space) * 1.3);
  }
  article {
    display: grid;
    grid-template-columns: var(--avatar) minmax(0, 1fr);
    column-gap: var(--gap);
    overflow-wrap: anywhere;
    scroll-margin-block: 3rem;
  }
  .line {
    position: absolute;
    inset-block: calc(var(--avatar) + 0.4rem) 0;
    inset-inline-start: calc(var(--avatar) / 2 - 12px);
    inline-size: 24px;
    cursor: pointer;
  }
  .line::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 11px;
    border-inline-start: 2px solid var(--line);
  }
  .avatar {
    --hue: 210;
    display: grid;
    place-items: center;
    inline-size: var(--avatar);
    block-size: var(--avatar);
    border-radius: 50%;
    font: 600 0.75rem/1 var(--ui);
    color: light-dark(hsl(var(--hue) 45% 28%), hsl(var(--hue) 55% 84%));
    background: light-dark(hsl(var(--hue) 45% 90%), hsl(var(--hue) 28% 26%));
  }
  .replies .avatar {
    font-size: 0.65rem;
  }
  [data-hue='1'] {
    --hue: 28;
  }
  [data-hue='2'] {
    --hue: 150;
  }
  [data-hue='3'] {
    --hue: 330;
  }
  [data-hue='4'] {
    --hue: 265;
  }
  [data-hue='5'] {
    --hue: 190;
  }
  [data-hue='6'] {
    --hue: 55;
  }
  [data-hue='7'] {
    --hue: 0;
  }

  .head,
  .said,
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
  }
  .head {
    font-size: 0.9375rem;
    min-block-size: 28px;
  }
  [part='author'] {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    font-weight: 600;
  }
  [part='author'] a {
    text-decoration: none;
  }
  .badge {
    padding-inline: 0.35rem;
    color: var(--accent);
    border: 1px solid color-mix(in srgb, var(--accent) 45%, transparent);
    border-radius: 4px;
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1.4;
  }
  [part='time'] {
    color: var(--muted);
    font-size: 0.84375rem;
    text-decoration: none;
    padding-block: 0.25em;
  }
  .muted,
  .toggle {
    color: var(--muted);
  }
  .toggle::before {
    content: '−';
    padding-inline: 0.2em;
  }
  .toggle[aria-expanded='false']::before {
    content: '+';
  }
  /* Accents can be piled up to any height: they stay in the comment that has them. */
  [part='body'] {
    overflow: clip;
    margin-block: 0.15rem 0.3rem;
  }
  [part='body'] p {
    white-space: pre-line;
  }
  .unfold {
    min-block-size: 28px;
  }
  [part='body'] p + p,
  [part='body'] > div {
    margin-block-start: 0.6em;
  }
  [part='actions'] {
    gap: 0 0.9rem;
  }
  [part='actions'] > button {
    margin-inline-start: -0.4em;
  }
  [part='like'] {
    display: inline-flex;
    align-items: center;
  }
  [aria-pressed='true'] {
    color: var(--accent);
  }
  svg {
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.4em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linejoin: round;
    vertical-align: -0.1em;
  }
  [aria-pressed='true'] svg {
    fill: currentColor;
  }
  .more {
    margin-block-start: calc(var(--space) * 0.8);
  }
  .replies ~ .more {
    padding-inline-start: calc(var(--avatar) + var(--gap));
  }
  .answers > button {
    margin-inline-start: -0.4em;
  }

  @container (width < 30rem) {
    .replies,
    .replies .replies {
      padding-inline-start: 1.1rem;
    }
    .replies .replies .replies .replies {
      padding-inline-start: 0;
    }
    .replies .line {
      display: none;
    }
    .roots > .chapter > .piece > li > .line {
      inset-inline-start: -5px;
    }
  }
  @container (width >= 30rem) {
    .answers.narrow {
      display: none;
    }
  }
  @media (pointer: coarse) {
    button,
    select {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .avatar,
    .badge {
      border: 1px solid;
    }
    [aria-pressed='true'] svg {
      fill: Highlight;
    }
  }
`;
