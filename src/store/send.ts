import type { Added, Call, CommentBackend } from '../backends/contract.ts';
import type { Act } from '../model/acts.ts';
import type { Comment } from '../model/comment.ts';
import { CommentError } from '../model/errors.ts';
import { soundComment } from '../model/sound.ts';
import type { ActList } from './act-list.ts';
import type { Collection } from './collection.ts';

/** What to do to the collection now that an act is confirmed. */
export type Confirm = (collection: Collection, acts: ActList) => void;

/** Sends one act to the backend. */
export async function send(backend: CommentBackend, act: Act, call: Call): Promise<Confirm> {
  const { id } = act;
  switch (act.type) {
    case 'add': {
      const found = act.resent ? await findAdded(backend, act, call) : null;
      return found ?? added(id, await backend.add(act.draft, call));
    }
    case 'edit':
      return confirmed(await can(backend, 'edit')(id, act.body, call));
    case 'restore':
      return confirmed(await can(backend, 'restore')(id, call));
    case 'remove': {
      const left = await can(backend, 'remove')(id, call);
      return removed(id, left, backend.restore !== undefined);
    }
    case 'like': {
      const { likes } = await can(backend, 'setLiked')(id, act.liked, call);
      return (collection) => {
        const known = collection.confirmed(id);
        if (!known) return;
        const comment = likes === undefined ? known.comment : { ...known.comment, likes };
        collection.confirm([comment], new Map([[id, { ...known.marks, liked: act.liked }]]));
      };
    }
  }
}

/** Null: the comment of this act has not arrived, or nobody can say. */
export async function findAdded(
  backend: CommentBackend,
  act: Act,
  call: Call,
): Promise<Confirm | null> {
  const found = act.type === 'add' ? await backend.find?.(act.draft.key, call) : null;
  return found ? added(act.id, found) : null;
}

function added(temporaryId: string, answer: Added): Confirm {
  const { comment, marks = { own: true } } = sound(answer);
  return (collection, acts) => {
    collection.settle(temporaryId, { comment, marks });
    acts.rename(temporaryId, comment.id);
  };
}

function confirmed(answer: Added): Confirm {
  const { comment, marks } = sound(answer);
  return (collection) => collection.confirm([comment], marks && new Map([[comment.id, marks]]));
}

/** While it can be had back, something has to stand in its place. */
function removed(id: string, left: Comment | null, restorable: boolean): Confirm {
  return (collection) => {
    const known = collection.confirmed(id);
    const body = { format: 'text', source: '' } as const;
    const gone =
      restorable && known ? { ...known.comment, body, status: 'removed' as const } : null;
    const comment = soundComment(left) ?? gone;
    if (!comment) return collection.gone(id);
    collection.confirm([comment], new Map([[id, { ...known?.marks, restorable }]]));
  };
}

/** Whatever is answered, only a comment can take the place of one. */
function sound(answer: Added): Added {
  const { comment, marks } = Object(answer) as Partial<Added>;
  const known = soundComment(comment);
  if (!known) throw new CommentError('unavailable', { detail: 'The answer holds no comment.' });
  return { comment: known, ...(marks && { marks }) };
}

/** A method that a backend lacks is something it cannot do. */
function can<Name extends 'edit' | 'remove' | 'restore' | 'setLiked'>(
  backend: CommentBackend,
  name: Name,
): NonNullable<CommentBackend[Name]> {
  const method = backend[name];
  if (!method) throw new CommentError('unsupported');
  return method.bind(backend) as NonNullable<CommentBackend[Name]>;
}
