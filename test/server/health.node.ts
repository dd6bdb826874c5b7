import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { openDatabase } from '../../src/server/database/open.ts';
import { startServer } from '../../src/server/index.ts';
import { postgresSkip, testDatabase } from '../support/postgres.ts';
import { blog, placeFor, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  test(
    `a server whose tables somebody took away does not say that it is well, ${engine}`,
    { skip: skips[engine] },
    async () => {
      const place = await placeFor(engine);
      const server = await startServer({ database: place.address, origins: [blog] });
      const other = await openDatabase(place.address);
      try {
        assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
        for (const table of ['likes', 'comments', 'threads']) {
          await other.db.schema.dropTable(table).execute();
        }
        assert.equal((await fetch(`${server.url}/v1/thread?thread=post`)).status, 503);
        assert.equal((await fetch(`${server.url}/healthz`)).status, 503);
      } finally {
        await other.close();
        await server.close();
        await place.remove();
      }
    },
  );
}

test(
  'a server says when its database is gone, tells nobody more than that, and when it is back',
  { skip: postgresSkip() },
  async () => {
    const { url, drop } = await testDatabase();
    const server = await startServer({ database: url, origins: [blog] });
    const name = new URL(url).pathname.slice(1);
    const owner = new Client({ connectionString: url.replace(name, 'postgres') });
    const ask = async (path: string): Promise<[status: number, text: string]> => {
      const answer = await fetch(server.url + path);
      return [answer.status, await answer.text()];
    };
    try {
      await owner.connect();
      assert.deepEqual(await ask('/healthz'), [200, '{"status":"ok"}']);

      await owner.query(`alter database ${name} with allow_connections false`);
      await owner.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      );
      assert.deepEqual(await ask('/healthz'), [503, '{"status":"database unavailable"}']);
      const [status, problem] = await ask('/v1/thread?thread=post');
      assert.equal(status, 503);
      assert.equal((JSON.parse(problem) as { code: string }).code, 'unavailable');
      assert.ok(!problem.includes(name), problem);

      await owner.query(`alter database ${name} with allow_connections true`);
      assert.deepEqual(await ask('/healthz'), [200, '{"status":"ok"}']);
      assert.equal((await ask('/v1/thread?thread=post'))[0], 200);
    } finally {
      await server.close();
      await owner.end();
      await drop();
    }
  },
);
