import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { httpBackend } from '../../src/backends/http.ts';
import { openSqlite } from '../../src/server/database/libsql.ts';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import { importSite } from '../../src/server/importing.ts';
import { serve, type Served } from '../support/served.ts';
import { run } from './command.ts';
import { blog, server as anywhere } from './site.ts';

const writers = 4;
const thread = { id: 'https://blog.example/kept' };
const first = { branch: null, sort: 'oldest', limit: 100 } as const;
const call = { signal: new AbortController().signal };

test('a backup that is taken while many write has all that was answered before it', async () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'comment-section-backup-'));
  const database = path.join(cwd, 'comments.db');
  const copy = path.join(cwd, 'copy.db');
  let server: Served | undefined;
  try {
    await fill(database);
    // While somebody is in the middle of reading, what is written stays out of the database's own
    // file: to copy that is not enough.
    const { writer, reader } = await openSqlite(database);
    reader.exec('begin');
    reader.prepare('select count(*) from comments').get();
    const limits = ['address', 'actor', 'site'].map((name) => `--limit-${name}=0`);
    const where = [`--database=${database}`, '--address=http://localhost', `--origins=${blog}`];
    server = await serve([...where, ...limits]);
    const { url } = server;
    const acknowledged = new Set<string>();
    const sent = new Set<string>();
    const over = new AbortController();
    let go = (): void => {};
    const isUnderWay = new Promise<void>((done) => (go = done));
    const writing = Array.from({ length: writers }, async (_, writer) => {
      const backend = httpBackend({ server: url });
      const as = { ...call, guestKey: `writer ${writer}` };
      await backend.open(thread, first, as);
      const guest = { name: `Writer ${writer}`, email: 'writer@blog.example' };
      for (let n = 0; !over.signal.aborted; n++) {
        const body = `${writer} ${n}`;
        sent.add(body);
        await backend.add({ key: body, parentId: null, body, guest }, as);
        acknowledged.add(body);
        if (acknowledged.size === 50) go();
      }
    });
    await Promise.race([isUnderWay, ...writing]);
    const before = [...acknowledged];
    const backup = await run(['backup', copy, `--database=${database}`], { cwd });
    over.abort();
    await Promise.all(writing);
    reader.close();
    writer.close();
    assert.equal(await server.end('SIGTERM'), 0);
    assert.deepEqual([backup.code, backup.stderr], [0, `Copied to ${copy}.\n`]);
    assert.ok(acknowledged.size > before.length, 'they went on writing meanwhile');

    const { texts, total, integrity } = await read(copy);
    assert.deepEqual(integrity, ['ok']);
    assert.equal(total, texts.length, 'its counter is of the same moment as its comments');
    const missing = before.filter((text) => !texts.includes(text));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      texts.filter((text) => !sent.has(text)),
      [],
    );
  } finally {
    await server?.end('SIGKILL');
    rmSync(cwd, { recursive: true, force: true });
  }
});

/** So much of another thread that copying takes a while. */
async function fill(address: string): Promise<void> {
  const database = await openDatabase(address);
  const { site } = createHandler({ database, origins: [blog] });
  const body = { source: 'A long text. '.repeat(200) };
  const lines = Array.from({ length: 4_000 }, (_, n) =>
    JSON.stringify({ comment: { id: `old-${n}`, thread: 'old', createdAt: n, body } }),
  );
  const head = JSON.stringify({ thread: { id: 'old', createdAt: 0 } });
  await importSite(site, from([head, ...lines]));
  await database.close();
}

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** The thread as the copy has it. */
async function read(
  copy: string,
): Promise<{ texts: string[]; total: number; integrity: unknown[] }> {
  const database = await openDatabase(copy);
  try {
    const checked = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(
      database.db,
    );
    const handler = createHandler({ database, origins: [blog] });
    const backend = httpBackend({ server: anywhere, fetch: (request) => handler(request) });
    const { info, page } = await backend.open(thread, first, call);
    const texts = page!.comments.map(({ body }) => body.source);
    for (let { after } = page!; after;) {
      const next = await backend.list({ ...first, after }, call);
      texts.push(...next.comments.map(({ body }) => body.source));
      after = next.after;
    }
    const integrity = checked.rows.map((row) => row.integrity_check);
    return { texts, total: info.total!.value, integrity };
  } finally {
    await database.close();
  }
}
