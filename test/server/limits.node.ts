import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import type { Limits } from '../../src/server/policy.ts';
import { postgresSkip } from '../support/postgres.ts';
import { blog, guest, placeFor, server, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;
const plenty = { burst: 1_000, perMinute: 1_000 };

interface Flooder {
  readonly by: string;
  readonly address: string;
}

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(
    `a flood through two servers on one database, ${engine}`,
    { skip: skips[engine] },
    () => {
      it('of one guest is refused by both together, which say when to come back', async () => {
        await withServers(engine, { actor: { burst: 4, perMinute: 2 } }, async (posts, clock) => {
          const [one, other] = posts;
          const ann = { by: 'ann', address: '192.0.2.7' };
          for (const post of [one, other, one, other]) {
            assert.equal((await post(ann)).status, 201);
          }
          for (const post of [one, other]) {
            const refused = await post({ ...ann, address: '192.0.2.8' });
            assert.equal(refused.status, 429);
            assert.equal(refused.headers.get('Retry-After'), '30');
          }
          assert.equal((await one({ ...ann, by: 'bob' })).status, 201);
          clock.passMs(30_000);
          assert.equal((await other(ann)).status, 201);
          assert.equal(
            (await one(ann)).status,
            429,
            'what the other gave out is gone here as well',
          );
        });
      });

      it('from one address is refused, whatever guests there are', async () => {
        await withServers(engine, { address: { burst: 2, perMinute: 1 } }, async ([one, other]) => {
          const address = '192.0.2.7';
          assert.equal((await one({ by: 'ann', address })).status, 201);
          assert.equal((await other({ by: 'bob', address })).status, 201);
          for (const post of [one, other]) {
            assert.equal((await post({ by: 'cleo', address })).status, 429);
          }
          assert.equal((await other({ by: 'cleo', address: '192.0.2.8' })).status, 201);
        });
      });

      it('of all at once lets in no more than the limit of the site', async () => {
        await withServers(engine, { site: { burst: 6, perMinute: 1 } }, async (posts) => {
          const answers = await Promise.all(
            Array.from({ length: 20 }, (_, i) =>
              posts[i % 2]!({ by: `guest ${i}`, address: `192.0.2.${i}` }),
            ),
          );
          const statuses = answers.map(({ status }) => status);
          assert.equal(statuses.filter((status) => status === 201).length, 6, statuses.join(' '));
          for (const { status, headers } of answers) {
            if (status === 201) continue;
            assert.equal(status, 429);
            assert.equal(headers.get('Retry-After'), '60');
          }
        });
      });
    },
  );
}

type Post = (flooder: Flooder) => Promise<Response>;

/** Two servers that have nothing in common but their database and the time. */
async function withServers(
  engine: Engine,
  limits: Partial<Limits>,
  work: (posts: [Post, Post], clock: { passMs(ms: number): void }) => Promise<void>,
): Promise<void> {
  const place = await placeFor(engine);
  const databases = await Promise.all([1, 2].map(() => openDatabase(place.address)));
  let time = Date.UTC(2026, 0, 1);
  try {
    const policy = { limits: { address: plenty, actor: plenty, site: plenty, ...limits } };
    const [one, other] = databases.map((database): Post => {
      const handler = createHandler({ database, origins: [blog], policy, now: () => time });
      return ({ by, address }) => handler(comment(by), { address });
    });
    await work([one!, other!], { passMs: (ms) => (time += ms) });
  } finally {
    for (const database of databases) await database.close();
    await place.remove();
  }
}

function comment(by: string): Request {
  return new Request(`${server}/v1/comments`, {
    method: 'POST',
    headers: {
      Origin: blog,
      Authorization: guest(by),
      'Idempotency-Key': randomUUID(),
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      thread: { id: 'flooded' },
      body: 'text',
      guest: { name: by, email: 'guest@mail.example' },
    }),
  });
}
