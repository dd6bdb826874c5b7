import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { httpBackend } from '../../src/backends/http.ts';
import type { Comment } from '../../src/model/comment.ts';
import { CommentError } from '../../src/model/errors.ts';
import { server } from './site.ts';

type Fetch = (request: Request) => Promise<Response>;

export interface Storm {
  /** Servers on one database; each request goes to any of them, also when it is sent again. */
  readonly servers: readonly Fetch[];
  readonly writers: number;
  /** Posts and likes, of all writers together. */
  readonly acts: number;
}

/** What everybody was told, against which the database is held at the end. */
interface Told {
  /** Ids by text. */
  readonly posted: Map<string, string>;
  /** Who likes what now, as `comment guest`. */
  readonly liked: Set<string>;
}

const thread = { id: 'https://blog.example/storm' };
/** How long a writer waits for an answer, before it asks again. */
const timeoutMs = 40;

/**
 * Many write at once, over connections that lose questions, lose answers, bring them too late, and
 * send twice. In the end every comment is there once, every like counts once, and every counter is
 * right.
 */
export async function storm({ servers, writers, acts }: Storm): Promise<void> {
  const told: Told = { posted: new Map(), liked: new Set() };
  const random = pseudoRandom(42);
  const line = unsteady(servers, random);
  await Promise.all(
    Array.from({ length: writers }, async (_, i) => {
      const backend = httpBackend({ server, fetch: line, timeoutMs, pauseMs: 5 });
      const count = Math.floor(acts / writers) + Number(i < acts % writers);
      for (let n = 0; n < count; n++) await act(backend, `writer ${i}`, n, told, random);
    }),
  );
  for (const fetch of servers) await compare(fetch, told);
}

async function act(
  backend: CommentBackend,
  guestKey: string,
  n: number,
  told: Told,
  random: () => number,
): Promise<void> {
  const call = { signal: new AbortController().signal, guestKey };
  const ids = [...told.posted.values()];
  const any = (): string | undefined => ids[Math.floor(random() * ids.length)];
  if (n === 0) {
    const first = { branch: null, sort: 'oldest', limit: 1 } as const;
    await persist(() => backend.open(thread, first, call));
  }
  if (random() < 0.5 || ids.length === 0) {
    const body = `${guestKey}, comment ${n}`;
    const key = `${guestKey} ${n}`;
    const parentId = random() < 0.5 ? (any() ?? null) : null;
    const guest = { name: guestKey, email: 'writer@blog.example' };
    const { comment } = await persist(() =>
      backend.add({ key, parentId, body, guest }, call).catch(tooDeep),
    );
    if (comment) told.posted.set(body, comment.id);
    return;
  }
  const id = any()!;
  const liked = random() < 0.7;
  await persist(() => backend.setLiked!(id, liked, call));
  if (liked) told.liked.add(`${id} ${guestKey}`);
  else told.liked.delete(`${id} ${guestKey}`);
}

/** Nothing was stored: replies go only so deep. */
function tooDeep(thrown: unknown): { comment?: undefined } {
  if (thrown instanceof CommentError && thrown.code === 'forbidden') return {};
  throw thrown;
}

/** As a reader's outbox does: the same again until there is an answer. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      const isLost = thrown instanceof CommentError && lost.has(thrown.code);
      if (!isLost || tries > 20) throw thrown;
    }
  }
}

const lost = new Set(['offline', 'unavailable', 'timeout']);

/** A connection as bad as they get, to one of the servers, as a balancer would choose it. */
function unsteady(servers: readonly Fetch[], random: () => number): Fetch {
  const any: Fetch = (request) => servers[Math.floor(random() * servers.length)]!(request);
  return async (request) => {
    const fate = random();
    if (fate < 0.05) throw new TypeError('The question was lost.');
    const again = request.clone();
    if (fate < 0.15) {
      await any(request);
      throw new TypeError('The answer was lost.');
    }
    if (fate < 0.2) {
      await any(request);
      return tooLate(request);
    }
    if (fate > 0.85) {
      const [, answer] = await Promise.all([any(again), any(request)]);
      return answer;
    }
    return any(request);
  };
}

/** The answer is on its way until nobody waits for it any more; then `fetch` fails like this. */
async function tooLate({ signal }: Request): Promise<never> {
  while (!signal.aborted) await wait(timeoutMs);
  throw signal.reason;
}

async function compare(fetch: Fetch, { posted, liked }: Told): Promise<void> {
  const backend = httpBackend({ server, fetch });
  const call = { signal: new AbortController().signal };
  const { info } = await backend.open(thread, { branch: null, sort: 'oldest', limit: 1 }, call);
  const found = await readAll(backend);
  const bodies = found.map(({ body }) => body.source);
  assert.equal(new Set(bodies).size, bodies.length, 'nothing is there twice');
  assert.deepEqual(bodies.sort(), [...posted.keys()].sort(), 'everything is there');
  assert.equal(info.total?.value, posted.size, 'the total is exact');
  const likes = new Map<string, number>();
  for (const like of liked) {
    const [id = ''] = like.split(' ');
    likes.set(id, (likes.get(id) ?? 0) + 1);
  }
  const replies = new Map<string, number>();
  for (const { parentId } of found) {
    if (parentId !== null) replies.set(parentId, (replies.get(parentId) ?? 0) + 1);
  }
  for (const comment of found) {
    assert.equal(comment.likes, likes.get(comment.id) ?? 0, 'likes are exact');
    assert.equal(comment.replyCount, replies.get(comment.id) ?? 0, 'replies are exact');
  }
}

/** Every comment of the thread, branch by branch. */
async function readAll(backend: CommentBackend): Promise<Comment[]> {
  const call = { signal: new AbortController().signal };
  const found: Comment[] = [];
  const branches: (string | null)[] = [null];
  for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
    for (let after: string | null | undefined; after !== null;) {
      const place = after === undefined ? {} : { after };
      const query = { branch, sort: 'oldest', limit: 100, ...place } as const;
      const page = await backend.list(query, call);
      const listed = page.comments.filter(({ parentId }) => parentId === branch);
      found.push(...listed);
      branches.push(...listed.filter(({ replyCount }) => replyCount).map(({ id }) => id));
      after = page.after ?? null;
    }
  }
  return found;
}

/** The same storm every time, as far as the order in which databases answer allows (mulberry32). */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
