import { css } from 'lit';

/** Styles of what comes after reading: marks of acts and live changes, dialogs, paper. */
export const liveStyles = css`
  /* What answers to a pointer, before all that has ways of its own to do that. */
  button:hover {
    color: var(--accent);
    background: var(--wash);
  }
  [part='author'] a:hover,
  [part='time']:hover {
    text-decoration: underline;
  }
  /* Where a link leads whose text says something else. */
  .host {
    color: var(--muted);
    font-weight: 400;
  }
  .line:hover::before {
    border-color: var(--accent);
  }
  [data-open] > textarea {
    min-block-size: 6.5rem;
  }
  textarea[hidden] {
    display: none;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15rem;
    padding: 0.2rem 0.4rem;
    border-block-start: 1px solid var(--line);
    font: 0.875rem/1.4 var(--ui);
    color: var(--muted);
  }
  .end {
    margin-inline-start: auto;
  }
  .preview {
    min-block-size: 5.2rem;
    padding: 0.5rem 0.9rem;
  }
  .around,
  [part='identity'] {
    display: grid;
    gap: 0.75rem;
    margin-block-start: 0.75rem;
    font: 0.9375rem/1.45 var(--ui);
  }
  @media (prefers-reduced-motion: no-preference) {
    .around {
      animation: slide 0.18s ease-out;
    }
  }
  @keyframes slide {
    from {
      opacity: 0;
      translate: 0 -0.5rem;
    }
  }
  [part='identity'] {
    margin: 0;
  }
  .row,
  .providers,
  .foot,
  .as,
  .remember {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.9rem;
  }
  .as {
    --avatar: 1.75rem;
    flex-wrap: nowrap;
  }
  .avatar {
    position: relative;
  }
  .avatar > img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
    object-fit: cover;
  }
  .as > .avatar {
    flex: none;
  }
  .foot {
    justify-content: flex-end;
  }
  .foot > [part='notice'] {
    flex: 1 1 14rem;
    margin: 0;
  }
  .providers {
    gap: 0.5rem;
  }
  [part='provider'] {
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 50%;
    font-weight: 700;
  }
  [part='provider'] svg {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    vertical-align: -4px;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.75rem;
  }
  .fields label,
  small,
  .remember {
    font-size: 0.84375rem;
    color: var(--muted);
  }
  .fields input {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 0.4rem 0.6rem;
    border: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    border-radius: var(--radius);
    background: transparent;
    color: inherit;
    font: 16px/1.4 var(--ui);
  }
  input[type='checkbox'] {
    inline-size: 1.1em;
    block-size: 1.1em;
    accent-color: var(--accent);
  }
  [aria-invalid='true'] {
    border-color: light-dark(#a3261d, #ff9d93);
    outline: 1px solid light-dark(#a3261d, #ff9d93);
  }
  .remember {
    flex-wrap: nowrap;
    min-block-size: 28px;
  }
  @media (pointer: coarse) {
    .remember,
    .fields input {
      min-block-size: 44px;
    }
  }
  [part='submit'] {
    padding: 0.5rem 1.15rem;
    border-radius: var(--radius);
    background: var(--accent);
    color: light-dark(#fff, #10131a);
    font-weight: 600;
  }
  [part='submit']:hover {
    background: color-mix(in srgb, var(--accent) 88%, currentColor);
    color: light-dark(#fff, #10131a);
  }
  .errors {
    padding: 0.6rem 0.9rem;
    border: 1px solid;
    border-radius: var(--radius);
  }
  .errors ul {
    margin: 0.3rem 0 0;
    padding-inline-start: 1.2rem;
  }
  article form {
    margin-block-start: 0.75rem;
  }
  @container (width < 30rem) {
    .fields {
      grid-template-columns: 1fr;
    }
  }
  .bad.bad {
    color: light-dark(#a3261d, #ff9d93);
  }
  .pill {
    display: block;
    margin: 0 auto calc(var(--space) * 1.5);
    padding: 0.35rem 1rem;
    color: var(--accent);
    border: 1px solid var(--line);
    border-radius: 99px;
  }
  article[data-target] {
    background: var(--wash);
    box-shadow: 0 0 0 0.5rem var(--wash);
    border-radius: 2px;
  }
  @media print {
    [hidden] {
      content-visibility: visible;
      display: block;
    }
    .far,
    .piece {
      content-visibility: visible;
    }
    button,
    select,
    .line {
      display: none;
    }
    [part='like'] {
      display: inline-flex;
    }
  }
  dialog {
    max-inline-size: min(24rem, 90vw);
    border: 1px solid GrayText;
    border-radius: var(--radius);
    font: 0.9375rem/1.6 var(--ui);
  }
  dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 1rem;
  }
  dialog dd {
    margin: 0;
  }
  kbd {
    padding-inline: 0.4em;
    border: 1px solid GrayText;
    border-radius: 4px;
  }
  @media (forced-colors: active) {
    article[data-target] {
      outline: 2px solid Highlight;
    }
    .pill,
    [part='submit'] {
      border: 1px solid;
    }
  }
`;
