import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../src/server/database/open.ts';
import { change } from '../../src/server/desk.ts';
import { createHandler } from '../../src/server/handler.ts';
import { postgresSkip } from '../support/postgres.ts';
import { blog, guest, placeFor, server } from './site.ts';

test(
  'the server lives on when PostgreSQL cuts its connections, and so do its readers',
  {
    skip: postgresSkip(),
  },
  async () => {
    const place = await placeFor('postgres');
    const [database, other] = [
      await openDatabase(place.address),
      await openDatabase(place.address),
    ];
    try {
      const handler = createHandler({ database, origins: [blog], policy: { limits: null } });
      const cut = () =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
      const half = change(handler.site, { ref: { id: 'post' } }, async (desk) => {
        await cut();
        desk.touch({ closed: 1 });
      });
      await assert.rejects(half, /./);
      const body = {
        thread: { id: 'post' },
        body: 'Hello',
        guest: { name: 'ann', email: 'a@b.c' },
      };
      const post = async (key: string): Promise<number> => {
        const request = new Request(`${server}/v1/comments`, {
          method: 'POST',
          headers: {
            Authorization: guest('ann'),
            'Idempotency-Key': key,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify(body),
        });
        return (await handler(request)).status;
      };
      const key = randomUUID();
      // A connection may have been idle when it was cut: the pool finds out when it is used.
      let status = await post(key);
      for (let tries = 0; status === 503 && tries < 20; tries++) status = await post(key);
      assert.equal(status, 201);
      const answer = await handler(new Request(`${server}/v1/thread?thread=post`));
      const { total, rules } = (await answer.json()) as {
        total: number;
        rules: { closed: boolean };
      };
      assert.deepEqual([total, rules.closed], [1, false]);
    } finally {
      await database.close();
      await other.close();
      await place.remove();
    }
  },
);
