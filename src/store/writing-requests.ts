import type { Author } from '../model/comment.ts';
import type { Draft } from '../model/draft.ts';
import { CommentError } from '../model/errors.ts';
import { partsOf } from '../model/writing.ts';
import type { Handlers, Parts } from './requests.ts';
import { announce, countOn, moveFocus } from './effects.ts';

/** What each request does that has to do with writing. */
export const writingHandlers = {
  compose: ({ composers }, { place, quote }) => composers.open(place, quote),

  leave: ({ composers }, { place }) => composers.leave(place),

  type: ({ composers }, { place, text }) => composers.type(place, text),

  preview: ({ composers }, { place, shown }) => composers.update(place, { isPreviewed: shown }),

  guest: ({ guest }, { field, value }) => guest.type(field, value),

  remember: ({ guest }, { on }) => guest.remember(on),

  check({ composers }, { place, isClosed }) {
    if (isClosed) throw composers.refuse(place, new CommentError('closed'));
    composers.draftOf(place);
  },

  hold: ({ composers }, { place }) => composers.hold(place),

  refuse({ composers, context }, { place, sentence }) {
    composers.update(place, { isBusy: false, refusal: sentence });
    const composer = composers.get(place);
    // Without a sentence there is nothing to move to.
    if (composer && sentence) moveFocus(context, `${composer.key}-errors`);
  },

  async submit(parts, { place, body, trap }) {
    const { composers, context } = parts;
    const draft = { ...composers.draftOf(place, body), ...(trap && { trap }) };
    const [kind, id = ''] = partsOf(place);
    const real = context.collection.realId(id);
    const target = kind === 'edit' ? real : draft.key;
    composers.sent(place, draft.key, target);
    const done = kind === 'edit' ? edit(parts, real, draft.body) : add(parts, draft);
    // Who has typed on meanwhile is not taken away from that.
    if (!composers.get(place)?.text) focusRow(context, target);
    await done;
  },

  async add(parts, { draft }) {
    const done = add(parts, draft);
    focusRow(parts.context, draft.key);
    await done;
  },

  async edit(parts, { id, body }) {
    const real = parts.context.collection.realId(id);
    const done = edit(parts, real, body);
    focusRow(parts.context, real);
    await done;
  },

  async 'sign-in'({ account, context, composers }, { provider, place }) {
    const viewer = await account.signIn(provider);
    if (!viewer) return;
    announce(context, { say: 'signed-in', name: viewer.name });
    composers.signedIn(place);
  },

  'cancel-sign-in': ({ account }) => account.cancel(),

  async 'sign-out'({ account, context }) {
    await account.signOut();
    announce(context, { say: 'signed-out' });
  },

  'change-account': ({ account }, { shown }) => account.change(shown),

  async retry(parts, { id }) {
    const { runner, composers, context } = parts;
    const real = context.collection.realId(id);
    const isAdd = runner.failed(real)?.type === 'add';
    await runner.retry(real);
    if (isAdd) settleAdded(parts, id);
    else composers.settled(id);
  },

  discard({ runner, composers, context }, { id }) {
    runner.discard(context.collection.realId(id));
    composers.settled(id);
  },

  async 'take-back'(parts, { id }) {
    const { runner, composers, context } = parts;
    const act = runner.failed(context.collection.realId(id));
    if (act?.type === 'edit') {
      runner.discard(act.id);
      composers.settled(id);
      composers.takeBackEdit(act.id, act.body, act.error);
    } else if (act?.type === 'add') {
      // Its answer may be all that was lost: then there is nothing to send again.
      if (await runner.hasArrived(act)) return settleAdded(parts, id);
      if (!runner.discard(act.id)) return;
      composers.settled(id);
      composers.takeBack(act.draft, act.error);
    }
  },
} satisfies Partial<Handlers>;

async function add(parts: Parts, draft: Draft): Promise<void> {
  const { runner, context } = parts;
  const { writing } = context.state;
  const author = authorOf(draft, writing.viewer);
  await runner.do({ type: 'add', id: draft.key, draft, author, at: Date.now() });
  writing.posted = context.collection.realId(draft.key);
  settleAdded(parts, draft.key);
}

async function edit(
  { runner, composers, context }: Parts,
  id: string,
  body: string,
): Promise<void> {
  await runner.do({ type: 'edit', id, body, at: Date.now() });
  composers.settled(id);
  announce(context, { say: 'edited' });
}

function focusRow(context: Parts['context'], id: string): void {
  const row = context.collection.row(id);
  if (row) moveFocus(context, row.key);
  context.commit();
}

function settleAdded({ context, arrivals, composers }: Parts, id: string): void {
  composers.settled(id);
  arrivals.settled(context.collection.realId(id));
  const status = context.collection.row(id)?.comment.status ?? 'published';
  if (status === 'published') countOn(context, 1);
  announce(context, { say: 'posted', status });
}

function authorOf({ guest }: Draft, viewer: Author | null): Author {
  return viewer ?? { name: guest?.name ?? '', ...(guest?.url && { url: guest.url }) };
}
