import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import Sqlite from 'libsql';
import { erasePerson, findPerson } from '../../src/server/erasing.ts';
import { importSite, linesOf } from '../../src/server/importing.ts';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import { sweep } from '../../src/server/sweeping.ts';
import type { Site } from '../../src/server/site.ts';
import { postgresSkip } from '../support/postgres.ts';
import { ask, exported, fill, post, stream } from './filled.ts';
import { placeFor, testSite, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(`what is kept, ${engine}`, { skip: skips[engine] }, () => {
    it('comes back from an export as it was, every thread of it', async () => {
      const [one, other] = [await testSite(engine), await testSite(engine)];
      try {
        await fill(one);
        const lines = await exported(one.handler.site);
        assert.ok(lines.length > 12);
        assert.doesNotMatch(lines.join(''), /[\u2028\u2029]/, 'whoever reads lines would read two');
        const file = linesOf(Readable.from(lines.map((line) => `${line}\n`)));
        const first = await importSite(other.handler.site, file);
        assert.deepEqual(first, { threads: 2, comments: 9, known: 0 });
        assert.deepEqual(await exported(other.handler.site), lines);
        for (const question of publicQuestions) {
          const path = `/v1/${question}`;
          const [was, is] = [await one.ask({ path }), await other.ask({ path })];
          assert.equal(is.text, was.text, question);
        }
        const again = await importSite(other.handler.site, stream(lines));
        assert.deepEqual(again, { threads: 0, comments: 0, known: 9 });
        assert.deepEqual(await exported(other.handler.site), lines);
      } finally {
        await one.close();
        await other.close();
      }
    });

    it('is not touched by a file with a wrong line', async () => {
      const site = await testSite(engine);
      try {
        await fill(site);
        const before = await exported(site.handler.site);
        const fresh = { thread: { id: 'fresh', createdAt: 1 } };
        const comment = { id: 'c1', thread: 'fresh', createdAt: 2, body: { source: 'text' } };
        const files: readonly [lines: unknown[], sentence: RegExp][] = [
          [[fresh, '{'], /^Line 2 is no JSON\. Nothing/],
          [[fresh, { comment: { ...comment, createdAt: 'x' } }], /^Line 2 has no “createdAt”/],
          [[fresh, { comment: { ...comment, status: 'x' } }], /^Line 2 has a status/],
          [[{ comment }], /^Line 1 comes before its thread/],
          [[fresh, { comment: { ...comment, id: 'c 1' } }], /^Line 2 has “id” with spaces/],
          [[fresh, { comment: { ...comment, id: 'c'.repeat(201) } }], /with more than 200/],
          [[fresh, { comment: { ...comment, parentId: 'c 0' } }], /^Line 2 has “parentId” with/],
          [[fresh, { comment: { ...comment, parentId: 'c0' } }], /c1 answers c0, which is not/],
          [[{ format: 'comment-section', version: 2 }], /^Line 1 is the beginning/],
        ];
        for (const [lines, sentence] of files) {
          const texts = lines.map((line) => (line === '{' ? line : JSON.stringify(line)));
          await assert.rejects(importSite(site.handler.site, stream(texts)), {
            message: sentence,
          });
        }
        assert.deepEqual(await exported(site.handler.site), before);
      } finally {
        await site.close();
      }
    });

    it('is not seen by another site on the same database', async () => {
      const place = await placeFor(engine);
      const database = await openDatabase(place.address);
      try {
        const site = await testSite(engine);
        await fill(site);
        const lines = await exported(site.handler.site);
        await site.close();
        const of = (name: string): Site => ({ ...site.handler.site, db: database.db, name });
        await importSite(of('one'), stream(lines));
        assert.equal((await exported(of('two'))).length, 1);
        const { comments } = await findPerson(of('two'), 'ann@blog.example');
        assert.deepEqual(comments, []);
      } finally {
        await database.close();
        await place.remove();
      }
    });

    it('is without a person once they are erased, and counts right without them', async () => {
      const site = await testSite(engine);
      try {
        await fill(site);
        const { site: inside } = site.handler;
        const person = await findPerson(inside, 'ANN@blog.example');
        assert.deepEqual([person.comments.length, person.likes.length], [3, 2]);
        await erasePerson(inside, person);
        const lines = await exported(inside);
        // Not three letters anywhere: ids are made of random ones.
        assert.doesNotMatch(lines.join('\n'), /"name":"ann"|ann@blog|ann\.example/i);
        assert.match(lines.join('\n'), /bob@blog\.example/);
        // Counts are made anew by an import: an equal export says that these were right.
        const copy = await testSite(engine);
        await importSite(copy.handler.site, stream(lines));
        for (const question of publicQuestions) {
          const path = `/v1/${question}`;
          assert.equal((await site.ask({ path })).text, (await copy.ask({ path })).text);
        }
        await copy.close();
        const { comments } = await findPerson(inside, 'ann@blog.example');
        assert.deepEqual(comments, []);
      } finally {
        await site.close();
      }
    });

    it('is found by an address in whatever capitals, also of other alphabets', async () => {
      const site = await testSite(engine);
      try {
        const { id } = await post(site, 'änn', 'text');
        for (const email of ['änn@blog.example', ' ÄNN@Blog.example', 'A\u0308nn@blog.example']) {
          const { comments } = await findPerson(site.handler.site, email);
          assert.deepEqual(
            comments.map((each) => each.id),
            [id],
            email,
          );
        }
      } finally {
        await site.close();
      }
    });

    it('forgets removed texts after an hour, keys after a day, addresses after a month', async () => {
      let now = Date.UTC(2026, 0, 1);
      const site = await testSite(engine, { now: () => now, policy: { limits } });
      try {
        const { site: inside } = site.handler;
        const { id } = await post(site, 'ann', 'soon gone');
        await ask(site, 'ann', 'DELETE', `/v1/comments/${id}`);
        await sweep(inside);
        assert.match((await exported(inside)).join(), /soon gone/);
        now += 61 * 60_000;
        await sweep(inside);
        assert.doesNotMatch((await exported(inside)).join(), /soon gone|ann@/);
        assert.equal((await ask(site, 'ann', 'POST', `/v1/comments/${id}/restore`)).status, 404);
        const { db } = inside;
        const count = async (table: 'writes' | 'day_keys' | 'buckets'): Promise<number> =>
          (await db.selectFrom(table).selectAll().execute()).length;
        assert.deepEqual([await count('writes'), await count('day_keys')], [2, 1]);
        now += 25 * 60 * 60_000;
        await sweep(inside);
        assert.deepEqual([await count('writes'), await count('buckets')], [0, 0]);
        assert.equal(await count('day_keys'), 1);
        now += 31 * 24 * 60 * 60_000;
        await sweep(inside);
        assert.equal(await count('day_keys'), 0);
      } finally {
        await site.close();
      }
    });
  });
}

it('an import loses no line, however late it begins to read', async () => {
  const lines = linesOf(Readable.from(['one\nt', 'wo\n', 'thr\u2028ee']));
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  assert.deepEqual(read, ['one', 'two', 'thr\u2028ee']);
});

describe('the embedded database', () => {
  it('keeps nothing of an erased text in its files', async () => {
    const place = await placeFor('sqlite');
    const database = await openDatabase(place.address);
    try {
      const site = await testSite('sqlite');
      const secret = 'a very personal sentence';
      await post(site, 'ann', secret);
      const lines = await exported(site.handler.site);
      await site.close();
      const inside = { ...site.handler.site, db: database.db };
      await importSite(inside, stream(lines));
      await database.tidy();
      assert.ok(filesIn(place.address).includes(secret));
      await erasePerson(inside, await findPerson(inside, 'ann@blog.example'));
      await database.tidy();
      assert.ok(!filesIn(place.address).includes(secret));
    } finally {
      await database.close();
      await place.remove();
    }
  });

  it('keeps nothing of it either when somebody reads while it is tidied', async () => {
    const place = await placeFor('sqlite');
    const tries = new Set<() => void>();
    const database = await openDatabase(place.address, {
      onQuery: (text) => text.includes('wal_checkpoint') && tries.forEach((tell) => tell()),
    });
    const reader = new Sqlite(place.address);
    try {
      const secret = 'a very personal sentence';
      const inside = createHandler({ database, origins: [] }).site;
      const comment = { id: 'c', thread: 't', createdAt: 1, body: { source: secret } };
      const lines = [{ thread: { id: 't', createdAt: 1 } }, { comment }];
      await importSite(inside, stream(lines.map((line) => JSON.stringify(line))));
      reader.exec('begin');
      reader.prepare('select id from comments').all();
      await erasePerson(inside, await findPerson(inside, 'c'));
      const tried = new Promise<void>((done) => tries.add(done));
      const tidied = database.tidy();
      await tried;
      assert.ok(filesIn(place.address).includes(secret), 'the reader still needs it');
      reader.exec('commit');
      assert.equal(await tidied, true);
      assert.ok(!filesIn(place.address).includes(secret));
    } finally {
      reader.close();
      await database.close();
      await place.remove();
    }
  });

  it('is read while a write waits for a command that writes', async () => {
    const site = await testSite();
    const beside = await openDatabase(site.database);
    try {
      await post(site, 'ann', 'before');
      const writing = await beside.db.startTransaction().execute();
      let isWritten = false;
      const writer = post(site, 'bob', 'waiting').then(() => (isWritten = true));
      // Far more turns than the writer takes until it has to wait.
      for (let turn = 0; turn < 100; turn++) {
        const { value } = await site.ask({ path: `/v1/comments?thread=first&limit=${turn + 1}` });
        assert.equal((value['comments'] as unknown[]).length, 1);
      }
      assert.equal(isWritten, false);
      await writing.rollback().execute();
      await writer;
    } finally {
      await beside.close();
      await site.close();
    }
  });

  it('is backed up while it is written to', async () => {
    const place = await placeFor('sqlite');
    const database = await openDatabase(place.address);
    const copy = `${place.address}.copy`;
    try {
      const site = await testSite('sqlite');
      await fill(site);
      const lines = await exported(site.handler.site);
      await site.close();
      const inside = { ...site.handler.site, db: database.db };
      await importSite(inside, stream(lines));
      const [extra] = lines.slice(1);
      await Promise.all([database.backup(copy), importSite(inside, stream([extra!]))]);
      const opened = await openDatabase(copy);
      assert.deepEqual(await exported({ ...inside, db: opened.db }), lines);
      await opened.close();
    } finally {
      await database.close();
      await place.remove();
    }
  });
});

const limits = {
  address: { burst: 9, perMinute: 9 },
  actor: { burst: 9, perMinute: 9 },
  site: { burst: 9, perMinute: 9 },
};

const publicQuestions = [
  'thread?thread=first',
  'thread?thread=first&sort=most-liked',
  'thread?thread=second&sort=newest',
  'counts?thread=first&thread=second&thread=third',
];

function filesIn(database: string): string {
  const folder = path.dirname(database);
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'latin1'))
    .join('');
}
