import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpBackend } from '../../src/backends/http.ts';
import { postgresSkip } from '../support/postgres.ts';
import { serve } from '../support/served.ts';
import { blog, placeFor, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;
const writers = 8;
const rounds = 3;
const thread = { id: 'https://blog.example/killed' };

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  test(
    `a comment that was answered is there after the server was killed, ${engine}`,
    {
      skip: skips[engine],
    },
    async () => {
      const place = await placeFor(engine);
      const acknowledged = new Map<string, string>();
      const unanswered = new Set<string>();
      try {
        for (let round = 0; round < rounds; round++) {
          await writeUntilKilled(place.address, round, acknowledged, unanswered);
        }
        await compare(place.address, acknowledged, unanswered);
      } finally {
        await place.remove();
      }
    },
  );
}

/** Writers write as fast as they can, and in the middle of it the server is gone. */
async function writeUntilKilled(
  database: string,
  round: number,
  acknowledged: Map<string, string>,
  unanswered: Set<string>,
): Promise<void> {
  const server = await start(database);
  const enough = acknowledged.size + 40;
  let killed: Promise<unknown> | undefined;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const add = await adderAt(server.url, `writer ${writer}`);
      for (let n = 0; !killed; n++) {
        const key = `${round} ${writer} ${n}`;
        unanswered.add(key);
        try {
          acknowledged.set(key, await add(key));
          unanswered.delete(key);
        } catch (thrown) {
          if (!killed) throw thrown;
        }
        if (acknowledged.size >= enough) killed ??= server.end('SIGKILL');
      }
    }),
  );
  await killed;
}

/** What was answered is there; what was not can be sent again, and is there once. */
async function compare(
  database: string,
  acknowledged: ReadonlyMap<string, string>,
  unanswered: ReadonlySet<string>,
): Promise<void> {
  const server = await start(database);
  try {
    for (const key of unanswered) {
      const [, writer] = key.split(' ');
      await (
        await adderAt(server.url, `writer ${writer}`)
      )(key);
    }
    const backend = httpBackend({ server: server.url });
    const call = { signal: new AbortController().signal };
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const place = after === undefined ? {} : { after };
      const query = { branch: null, sort: 'oldest', limit: 100, ...place } as const;
      const { info, page } = await backend.open(thread, query, call);
      assert.equal(info.total?.value, acknowledged.size + unanswered.size);
      found.push(...page!.comments.map(({ body }) => body.source));
      after = page!.after ?? null;
    }
    assert.deepEqual(found.sort(), [...acknowledged.keys(), ...unanswered].sort());
  } finally {
    assert.equal(await server.end('SIGTERM'), 0);
  }
}

function start(database: string): ReturnType<typeof serve> {
  const limits = ['address', 'actor', 'site'].map((name) => `--limit-${name}=0`);
  const where = [`--address=http://localhost`, `--origins=${blog}`];
  return serve([`--database=${database}`, ...where, ...limits]);
}

/** Adds a comment whose text is its key, and answers with its id. */
async function adderAt(url: string, guestKey: string): Promise<(key: string) => Promise<string>> {
  const backend = httpBackend({ server: url, pauseMs: 5 });
  const call = { signal: new AbortController().signal, guestKey };
  await backend.open(thread, { branch: null, sort: 'oldest', limit: 1 }, call);
  const guest = { name: guestKey, email: 'writer@blog.example' };
  return async (key) => {
    const { comment } = await backend.add({ key, parentId: null, body: key, guest }, call);
    return comment.id;
  };
}
