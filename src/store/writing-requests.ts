import type { Author } from '../model/comment.ts';
import type { Draft } from '../model/draft.ts';
import { partsOf, type PlaceName } from '../model/writing.ts';
import type { Handlers, Parts } from './requests.ts';

/** What each request does that has to do with writing. */
export const writingHandlers = {
  compose: ({ composers }, { place, quote }) => composers.open(place, quote),

  leave: ({ composers }, { place }) => composers.leave(place),

  type: ({ composers }, { place, text }) => composers.type(place, text),

  preview: ({ composers }, { place, shown }) => composers.update(place, { isPreviewed: shown }),

  guest: ({ guest }, { field, value }) => guest.type(field, value),

  remember: ({ guest }, { on }) => guest.remember(on),

  check: ({ composers }, { place }) => void composers.draftOf(place),

  hold: ({ composers }, { place }) => composers.hold(place),

  refuse({ composers, context }, { place, sentence }) {
    composers.update(place, { isBusy: false, refusal: sentence });
    const composer = composers.get(place);
    // Without a sentence there is nothing to move to.
    if (composer && sentence) context.focus(`${composer.key}-errors`);
  },

  async submit(parts, { place, body, trap }) {
    const { composers, context } = parts;
    const draft = { ...composers.draftOf(place, body), ...(trap && { trap }) };
    const [kind, id = ''] = partsOf(place);
    const real = context.collection.realId(id);
    composers.sent(place, draft.key, kind === 'edit' ? real : draft.key);
    await (kind === 'edit' ? edit(parts, real, draft.body) : add(parts, draft));
  },

  add: (parts, { draft }) => add(parts, draft),

  edit: (parts, { id, body }) => edit(parts, parts.context.collection.realId(id), body),

  async 'sign-in'({ account, context, composers }, { provider }) {
    const viewer = await account.signIn(provider);
    if (!viewer) return;
    context.announce({ say: 'signed-in', name: viewer.name });
    const composer = [...context.state.writing.composers.values()].findLast((each) => each.isOpen);
    if (!composer) return;
    composers.update(composer.place, { errors: {}, error: undefined });
    context.focus(`${composer.key}-body`);
  },

  'cancel-sign-in': ({ account }) => account.cancel(),

  async 'sign-out'({ account, context }) {
    await account.signOut();
    context.announce({ say: 'signed-out' });
  },

  'change-account': ({ account }, { shown }) => account.change(shown),

  async retry(parts, { id }) {
    const { runner, composers, context } = parts;
    const real = context.collection.realId(id);
    const isAdd = runner.failed(real)?.type === 'add';
    await runner.retry(real);
    composers.settled(id);
    if (isAdd) announcePosted(parts, id);
  },

  discard({ runner, composers, context }, { id }) {
    runner.discard(context.collection.realId(id));
    composers.settled(id);
  },

  'take-back'({ runner, composers, context }, { id }) {
    const act = runner.failed(context.collection.realId(id));
    if (act?.type !== 'add' && act?.type !== 'edit') return;
    runner.discard(act.id);
    const { place, text } =
      act.type === 'edit'
        ? { place: `edit ${act.id}` as const, text: act.body }
        : { place: placeOf(act.draft), text: act.draft.body };
    composers.settled(id);
    composers.takeBack(place, text, act.error);
  },
} satisfies Partial<Handlers>;

async function add(parts: Parts, draft: Draft): Promise<void> {
  const { runner, composers, context } = parts;
  const { writing } = context.state;
  const author = authorOf(draft, writing.viewer);
  const done = runner.do({ type: 'add', id: draft.key, draft, author, at: Date.now() });
  focusRow(context, draft.key);
  await done;
  composers.settled(draft.key);
  writing.posted = context.collection.realId(draft.key);
  announcePosted(parts, draft.key);
}

async function edit(
  { runner, composers, context }: Parts,
  id: string,
  body: string,
): Promise<void> {
  const done = runner.do({ type: 'edit', id, body, at: Date.now() });
  focusRow(context, id);
  await done;
  composers.settled(id);
  context.announce({ say: 'edited' });
}

function focusRow(context: Parts['context'], id: string): void {
  const row = context.collection.row(id);
  if (row) context.focus(row.key);
  context.commit();
}

function announcePosted({ context, arrivals }: Parts, id: string): void {
  arrivals.settled(context.collection.realId(id));
  const status = context.collection.row(id)?.comment.status ?? 'published';
  if (status === 'published') context.count(1);
  context.announce({ say: 'posted', status });
}

function placeOf({ parentId }: Draft): PlaceName {
  return parentId === null ? 'thread' : `reply ${parentId}`;
}

function authorOf({ guest }: Draft, viewer: Author | null): Author {
  return viewer ?? { name: guest?.name ?? '', ...(guest?.url && { url: guest.url }) };
}
