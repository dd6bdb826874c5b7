import type { Call } from '../../../src/backends/contract.ts';
import type * as local from '../../../src/backends/local.ts';
import type { Comment } from '../../../src/model/comment.ts';

/** Milliseconds that each act took, from the call to the answer. */
export interface LocalTimes {
  readonly post: number[];
  readonly like: number[];
}

declare global {
  /** What the page with the local backend offers. */
  var localBench: {
    /** Stores seeded comments; milliseconds that it took. */
    fill(count: number): Promise<number>;
    /** Posts a comment and likes another one, as many times, in turn. */
    act(times: number): Promise<LocalTimes>;
  };
}

const built = '/esm/backends/local.js';
const { localBackend } = (await import(built)) as typeof local;

const thread = { id: 'bench' };
const backend = localBackend({ name: 'bench' });
const call: Call = { signal: new AbortController().signal, guestKey: 'a guest' };
let ids: string[] = [];
let acts = 0;

globalThis.localBench = {
  async fill(count) {
    const comments = (await (await fetch(`/comments-${count}.json`)).json()) as Comment[];
    ids = comments.map(({ id }) => id);
    const took = await time(() => backend.import(thread.id, comments));
    const { info } = await backend.open(thread, { branch: null, sort: 'oldest', limit: 25 }, call);
    if (info.total?.value !== count)
      throw new Error(`${info.total?.value} of ${count} are stored.`);
    return took;
  },

  async act(times) {
    const post: number[] = [];
    const like: number[] = [];
    for (let i = 0; i < times; i++) {
      post.push(await time(() => backend.add(draft(), call)));
      like.push(await time(() => backend.setLiked(nextToLike(), true, call)));
    }
    return { post, like };
  },
};

function draft() {
  const guest = { name: 'Nikita', email: 'nikita@example.org' };
  return { key: crypto.randomUUID(), parentId: null, body: 'What corn, what corn!', guest };
}

/** A hundred different ones from all over the thread: 37 has no divisor in common with 100. */
function nextToLike(): string {
  return ids[Math.floor((acts++ * 37 * ids.length) / 100) % ids.length]!;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
