import type { Status } from '../model/comment.ts';
import type { Stored } from './guests.ts';
import { laterVersion } from './guest-writing.ts';

/** A thread in memory: records by id, and the counts that hang on them. */
export class MemoryThread {
  /** Names of those who like a comment, by guest key, by comment id. */
  readonly likes = new Map<string, Map<string, string>>();
  /** Ids by the key of the draft. */
  readonly keys = new Map<string, string>();
  /** What removed comments were before, by id. */
  readonly removed = new Map<string, Status>();
  /** Who wants to know of changes, and on whose behalf: nobody is told of their own. */
  readonly watchers = new Map<(ids: readonly string[]) => void, object>();
  /** Published comments. */
  total = 0;
  /** Grows with every change. */
  revision = 0;
  #records = new Map<string, Stored>();
  #replies = new Map<string | null, string[]>();
  #touched = new Set<string>();
  #last = 0;

  get(id: string): Stored | undefined {
    return this.#records.get(id);
  }

  /** Replies of a comment, roots for null; removed ones that nothing hangs on are not there. */
  replies(parentId: string | null): Stored[] {
    return (this.#replies.get(parentId) ?? []).map((id) => this.get(id)!).filter(isHere);
  }

  /** Stores a record, new or changed; what it changes for those above it is stored too. */
  put(record: Stored): Stored {
    for (let next: Stored | undefined = record; next;) next = this.#putOne(next);
    return this.get(record.id)!;
  }

  /** Milliseconds since 1970, later than any time given out before. */
  now(): number {
    return (this.#last = Math.max(Date.now(), this.#last + 1));
  }

  /** Tells everybody but `self` what was put since the last time. */
  commit(self: object): void {
    const ids = [...this.#touched];
    if (ids.length === 0) return;
    this.#touched.clear();
    this.revision++;
    for (const [tell, owner] of this.watchers) if (owner !== self) tell(ids);
  }

  /** Answers with the record above when that changes as well. */
  #putOne(record: Stored): Stored | undefined {
    const { id, parentId } = record;
    const known = this.get(id);
    if (!known) this.#list(record);
    const replyCount = known ? (record.replyCount ?? 0) : this.replies(id).filter(isCounted).length;
    const next = { ...record, replyCount, version: laterVersion((known ?? record).version) };
    this.#records.set(id, next);
    this.#touched.add(id);
    this.total += isPublished(next) - isPublished(known);
    const step = Number(isCounted(next)) - Number(known !== undefined && isCounted(known));
    const parent = parentId === null ? undefined : this.get(parentId);
    return parent && step !== 0
      ? { ...parent, replyCount: (parent.replyCount ?? 0) + step }
      : undefined;
  }

  #list({ id, parentId }: Stored): void {
    const list = this.#replies.get(parentId);
    if (list) list.push(id);
    else this.#replies.set(parentId, [id]);
  }
}

/** A removed comment keeps its place while there are replies to it. */
export function isHere(record: Stored): boolean {
  return record.status !== 'removed' || (record.replyCount ?? 0) > 0;
}

function isCounted(record: Stored): boolean {
  return isHere(record) && record.status !== 'pending';
}

function isPublished(record: Stored | undefined): number {
  return record?.status === 'published' ? 1 : 0;
}
