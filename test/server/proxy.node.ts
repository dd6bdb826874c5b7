import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { httpBackend, type HttpBackend } from '../../src/backends/http.ts';
import type { Call } from '../../src/backends/contract.ts';
import { addressOf } from '../../src/protocol/routes.ts';
import { nginxSkip, startNginx, type Nginx } from '../support/nginx.ts';
import { postgresSkip, testDatabase, type TestDatabase } from '../support/postgres.ts';
import { startServerProcess, type ServerProcess } from './process.ts';
import { blog, guest } from './site.ts';

const thread = { id: 'https://blog.example/a-post' };
const first = { branch: null, sort: 'oldest', limit: 25 } as const;
const question = addressOf('', 'thread', { thread: thread.id, sort: 'oldest', limit: 25 });

/** Two processes on one database, and a caching proxy in front of them. */
class Blog {
  readonly servers: ServerProcess[] = [];
  #database: TestDatabase | undefined;
  #nginx: Nginx | undefined;

  async open(freshSeconds: number, staleSeconds: number): Promise<void> {
    this.#database = await testDatabase();
    const policy = { limits: null, freshSeconds, staleSeconds };
    const options = { database: this.#database.url, origins: [blog], policy };
    // At once, as after a restart of the machine: one of them makes the tables.
    this.servers.push(
      ...(await Promise.all([startServerProcess(options), startServerProcess(options)])),
    );
    this.#nginx = await startNginx(this.servers.map(({ url }) => url));
  }

  async close(): Promise<void> {
    await this.#nginx?.close();
    await Promise.all(this.servers.map((server) => server.close()));
    await this.#database?.drop();
  }

  get origin(): string {
    return this.#nginx!.origin;
  }

  async statements(): Promise<number> {
    const counts = await Promise.all(this.servers.map((server) => server.statements()));
    return counts.reduce((sum, count) => sum + count);
  }
}

function callBy(guestKey: string): Call {
  return { signal: new AbortController().signal, guestKey };
}

async function post(
  backend: HttpBackend,
  body: string,
  guestKey = 'ann',
  place = thread,
): Promise<string> {
  await backend.open(place, first, callBy(guestKey));
  const who = { name: 'Ann', email: 'ann@mail.example' };
  const draft = { key: randomUUID(), parentId: null, body, guest: who };
  return (await backend.add(draft, callBy(guestKey))).comment.id;
}

const skip = postgresSkip() || nginxSkip();

describe('two processes on one PostgreSQL behind a caching proxy', { skip }, () => {
  const site = new Blog();
  before(async () => {
    await site.open(3_600, 60);
    await post(httpBackend({ server: site.servers[0]!.url }), 'by one process');
    await post(httpBackend({ server: site.servers[1]!.url }), 'by the other');
  });
  after(() => site.close());

  it('give everybody the same bytes, and the database hears of one reader only', async () => {
    const first = await fetch(site.origin + question);
    assert.equal(first.headers.get('X-Cache'), 'MISS');
    const bytes = await first.text();
    const asked = await site.statements();
    const readers = Array.from({ length: 200 }, (_, i) =>
      fetch(site.origin + question, {
        headers: {
          ...(i % 2 === 0 && { Origin: i % 4 === 0 ? blog : 'https://evil.example' }),
          ...(i % 3 === 0 && { Cookie: `session=${i}` }),
          'User-Agent': `Reader ${i}`,
          'Accept-Language': i % 5 === 0 ? 'de' : 'ar',
        },
      }),
    );
    const answers = await Promise.all(readers);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    assert.deepEqual([...new Set(bodies)], [bytes]);
    const origins = new Set(answers.map((answer) => answer.headers.get('X-Cache')));
    assert.deepEqual([...origins], ['HIT']);
    assert.equal(await site.statements(), asked, 'no database hears of them');
    const headers = answers.map(({ headers }) => [
      headers.get('ETag'),
      headers.get('Cache-Control'),
      headers.get('Access-Control-Allow-Origin'),
      headers.get('Vary'),
    ]);
    assert.equal(new Set(headers.map(String)).size, 1);
    assert.deepEqual(headers[0]!.slice(1), [
      'public, max-age=3600, stale-while-revalidate=60',
      '*',
      null,
    ]);
    const direct = await Promise.all(
      site.servers.map(async ({ url }) => (await fetch(url + question)).text()),
    );
    assert.deepEqual(direct, [bytes, bytes], 'both processes say the same');
    assert.ok((await site.statements()) > asked, 'who goes past the cache is heard of');
  });

  it('answer who has the answer already with 304', async () => {
    const known = (await fetch(site.origin + question)).headers.get('ETag')!;
    for (const { url } of [...site.servers, { url: site.origin }]) {
      const answer = await fetch(url + question, { headers: { 'If-None-Match': known } });
      assert.equal(answer.status, 304);
    }
  });

  it('keep what is for one viewer out of the cache', async () => {
    const mine = site.origin + addressOf('', 'mine', { thread: thread.id });
    const as = (key: string) => fetch(mine, { headers: { Authorization: guest(key) } });
    const [anns, bobs] = [await as('ann'), await as('bob')];
    assert.equal(anns.headers.get('Cache-Control'), 'private, no-store');
    const marks = async (answer: Response): Promise<unknown[]> =>
      ((await answer.json()) as { marks: unknown[] }).marks;
    assert.equal((await marks(anns)).length, 2);
    assert.equal((await marks(bobs)).length, 0);
    assert.equal((await fetch(mine)).status, 401);
  });

  it('show writers their own comment at once, however long the cache keeps others', async () => {
    const backend = httpBackend({ server: site.origin });
    const id = await post(backend, 'just written', 'cleo');
    const seen = await backend.list(first, callBy('cleo'));
    assert.ok(seen.comments.some((comment) => comment.id === id));
    assert.equal(seen.marks?.get(id)?.own, true);
    await backend.remove(id, callBy('cleo'));
    const left = await backend.list(first, callBy('cleo'));
    assert.ok(!left.comments.some((comment) => comment.id === id));
  });
});

describe('a comment that is posted through one process', { skip }, () => {
  const site = new Blog();
  const [freshSeconds, staleSeconds] = [1, 1];
  // nginx counts whole seconds, so both of its moments may be one off.
  const statedMs = (freshSeconds + staleSeconds + 1) * 1000;
  before(() => site.open(freshSeconds, staleSeconds));
  after(() => site.close());

  it('is seen through the proxy within the time that is stated', async () => {
    const cached = await fetch(site.origin + question);
    assert.match(await cached.text(), /"total":0/);
    const stated = /max-age=(\d+), stale-while-revalidate=(\d+)/.exec(
      cached.headers.get('Cache-Control')!,
    )!;
    assert.deepEqual(stated.slice(1).map(Number), [freshSeconds, staleSeconds]);

    await post(httpBackend({ server: site.servers[0]!.url }), 'news');
    const latest = Date.now() + statedMs;
    for (;;) {
      const asked = Date.now();
      const text = await (await fetch(site.origin + question)).text();
      if (text.includes('"news"')) break;
      assert.ok(asked <= latest, 'it is told too late');
      await wait(50);
    }
  });

  it('is seen by the first reader after a quiet time, and not the page from before it', async () => {
    const question = addressOf('', 'thread', { thread: 'quiet', sort: 'oldest', limit: 25 });
    assert.match(await (await fetch(site.origin + question)).text(), /"total":0/);
    await post(httpBackend({ server: site.servers[0]!.url }), 'news', 'ann', { id: 'quiet' });
    await wait(statedMs);
    assert.match(await (await fetch(site.origin + question)).text(), /"news"/);
  });
});
