import type { Comment } from '../model/comment.ts';
import type { Stored } from './guests.ts';
import { get } from './local-reading.ts';
import { decodeRecord, listKey, type Desk, type Key } from './local-records.ts';

/** The comment of this id, wherever it is. */
export async function readRecord(desk: Desk, id: string): Promise<Stored | undefined> {
  const place = await get(desk, placeKey(desk, id));
  if (!Array.isArray(place)) return undefined;
  return decodeRecord(await get(desk, [desk.thread, 'in', ...(place as Key), id]));
}

export function placeKey({ thread }: Desk, id: string): Key {
  return [thread, 'at', id];
}

export function recordKey(desk: Desk, { parentId, createdAt, id }: Comment): Key {
  return [...listKey(desk, parentId), createdAt, id];
}

/** A place among the roots by likes. */
export function likedKey({ thread }: Desk, { likes = 0, createdAt, id }: Comment): Key {
  return [thread, 'liked', -likes, createdAt, id];
}
