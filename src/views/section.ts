import { html, nothing, type TemplateResult } from 'lit';
import { headerView } from './header.ts';
import { threadComposerView } from './composer.ts';
import { failureView, noticesView, partFailedView } from './notices.ts';
import { moreView } from './more.ts';
import type { View } from './view.ts';

/** The whole section once there is something to show. */
export function sectionView(view: View): TemplateResult {
  const { state, locale, options } = view;
  const loaded = state.info !== undefined;
  return html`
    <section
      part="section"
      aria-labelledby="heading"
      aria-busy=${state.phase === 'loading'}
      lang=${locale.tag}
      dir=${options.dir ?? nothing}
    >
      <slot name="header"></slot>
      ${headerView(view)} ${partFailedView(view)}
      ${state.phase === 'failed' ? failureView(view) : nothing}
      ${loaded ? noticesView(view) : loadingView(view)} ${loaded ? threadView(view) : nothing}
      ${threadComposerView(view)}
      <slot name="footer"></slot>
      <p class="unseen" role="status">${options.announcement}</p>
    </section>
  `;
}

/** What the page itself offers stands in until the comments are here, or for good. */
function loadingView({ state, locale }: View): TemplateResult {
  return html`
    <slot></slot>
    ${state.phase === 'loading' ? html`<p part="notice">${locale.say('loading')}</p>` : nothing}
  `;
}

function threadView(view: View): TemplateResult {
  const { state, locale } = view;
  if (state.thread.size === 0 && state.phase === 'ready') {
    return html`<slot name="empty"><p part="notice">${locale.say('empty')}</p></slot>`;
  }
  return html`
    ${moreView(view, null, 'before')} ${view.list(null, 0)} ${moreView(view, null, 'after')}
  `;
}
