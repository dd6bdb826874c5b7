import { test } from 'node:test';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import { postgresSkip } from '../support/postgres.ts';
import { blog, placeFor, type Engine } from './site.ts';
import { storm } from './storm.ts';

// A tenth of the storm that `npm run bench -- server` raises, to spare machines with two cores.
const acts = 1_000;
const skips = { sqlite: false, postgres: postgresSkip() } as const;

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  test(
    `16 who write at once lose nothing and double nothing, ${engine}`,
    {
      skip: skips[engine],
    },
    async () => {
      const place = await placeFor(engine);
      // Two servers on one database; they start at once, so one has to wait for the other's tables.
      const databases = await Promise.all([1, 2].map(() => openDatabase(place.address)));
      try {
        const servers = databases.map((database) =>
          createHandler({ database, origins: [blog], policy: { limits: null } }),
        );
        await storm({ servers, writers: 16, acts });
      } finally {
        for (const database of databases) await database.close();
        await place.remove();
      }
    },
  );
}
