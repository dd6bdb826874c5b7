import { css } from 'lit';

/** Styles of what comes after reading: marks of acts and live changes, dialogs, paper. */
export const liveStyles = css`
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
    .pill {
      border: 1px solid;
    }
  }
`;
