import { html, nothing, type TemplateResult } from 'lit';
import { cleanText } from '../model/names.ts';
import type { Locale } from '../locales/locale.ts';
import type { Sort } from '../model/order.ts';
import type { View } from './view.ts';

/** The heading with its count, the order, and what is new. */
export function headerView(view: View): TemplateResult {
  const { state, locale, options } = view;
  const { fresh } = state;
  return html`
    <header>
      <div
        id="heading"
        part="heading"
        role="heading"
        aria-level=${options.headingLevel}
        tabindex="-1"
      >
        ${headingText(view)}
      </div>
      ${
        fresh > 0
          ? html`<span class="new">${locale.count('newSinceLastVisit', fresh)}</span>`
          : nothing
      }
      ${sortView(view)}
    </header>
    ${view.live?.arrivedView(view)}
  `;
}

/** The name of an order. */
export function sortName(sort: Sort, locale: Locale): string {
  return locale.say(sortMessages[sort]);
}

const sortMessages = {
  oldest: 'sortOldest',
  newest: 'sortNewest',
  'most-liked': 'sortMostLiked',
} as const;

function headingText({ state, locale, options }: View): string {
  const title = cleanText(options.title);
  if (!state.info) return locale.say('headingUnknown');
  const total = state.info.total ?? { value: state.thread.size, exact: false };
  const shown = (total.exact ? '' : '≈ ') + locale.number(total.value);
  if (total.value === 0) {
    return title ? locale.say('headingNone', { title }) : locale.say('headingUntitledNone');
  }
  return title
    ? locale.count('heading', total.value, { title }, shown)
    : locale.count('headingUntitled', total.value, {}, shown);
}

function sortView({ state, locale }: View): TemplateResult | typeof nothing {
  const sorts = state.info?.rules.sorts ?? [];
  if (sorts.length < 2 || state.thread.size < 2) return nothing;
  // Alone in a form of its own, because browsers that fill in forms would look for the rest of it in
  // the whole page, each time that something is chosen.
  return html`
    <form>
      <select part="sort" data-do="sort" aria-label=${locale.say('sortBy')} .value=${state.sort}>
        ${sorts.map(
          (sort) => html`
            <option value=${sort} ?selected=${sort === state.sort}>
              ${sortName(sort, locale)}
            </option>
          `,
        )}
      </select>
    </form>
  `;
}
