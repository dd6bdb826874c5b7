import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { importSite } from '../../src/server/importing.ts';
import type { Site } from '../../src/server/site.ts';
import { postgresSkip } from '../support/postgres.ts';
import { cli } from '../support/served.ts';
import { exported, fill, post, stream } from './filled.ts';
import { testSite, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;
const path = '/v1/thread?thread=first';

/** A comment of a file, by its name. */
function line(id: string, more: object = {}): string {
  const body = { source: `imported ${id}` };
  return JSON.stringify({ comment: { id, thread: 'first', createdAt: 5, body, ...more } });
}

const thread = JSON.stringify({ thread: { id: 'first', createdAt: 1 } });

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(`an import beside a server, ${engine}`, { skip: skips[engine] }, () => {
    it('into a thread that is read already is seen at once', async () => {
      const site = await testSite(engine);
      try {
        await fill(site);
        const before = await site.ask({ path });
        const was = before.value['total'] as number;
        await importSite(site.handler.site, stream([thread, line('more')]));
        const headers = { 'If-None-Match': before.headers.get('ETag')! };
        const after = await site.ask({ path, headers });
        assert.deepEqual([after.status, after.value['total']], [200, was + 1]);
        assert.match(after.text, /imported more/);
        const again = { 'If-None-Match': after.headers.get('ETag')! };
        await importSite(site.handler.site, stream([thread, line('more')]));
        assert.equal((await site.ask({ path, headers: again })).status, 304);
      } finally {
        await site.close();
      }
    });

    it('loses nobody who writes meanwhile from the counts', async () => {
      const site = await testSite(engine);
      try {
        const roots: string[] = [];
        for (let i = 0; i < 100; i++) roots.push((await post(site, 'ann', `root ${i}`)).id);
        const replies = roots.map((parentId) => line(`below-${parentId}`, { parentId }));
        const over = new AbortController();
        const importing = importSite(site.handler.site, stream([thread, ...replies]));
        void importing.finally(() => over.abort());
        let posted = 0;
        do {
          await post(site, 'bob', `meanwhile ${posted}`, { parentId: roots[0]! });
          posted++;
        } while (!over.signal.aborted);
        await importing;
        const { value } = await site.ask({ path });
        assert.equal(value['total'], roots.length + replies.length + posted);
        const { comments } = value['page'] as {
          comments: readonly { id: string; replyCount: number }[];
        };
        assert.equal(comments.find(({ id }) => id === roots[0])?.replyCount, 1 + posted);
      } finally {
        await site.close();
      }
    });

    it('refuses what would be lost without a sound, by its line', async () => {
      const site = await testSite(engine);
      try {
        await fill(site);
        const inside = site.handler.site;
        const lines = await exported(inside);
        const copy: Site = { ...inside, name: 'copy' };
        const at = lines.findIndex((each) => each.startsWith('{"comment"')) + 1;
        await assert.rejects(importSite(copy, stream(lines)), {
          message: `Line ${at} has an “id” of another site on this database. Nothing was imported.`,
        });
        assert.equal((await exported(copy)).length, 1);
        const acts = lines.filter((each) => each.startsWith('{"act"'));
        await assert.rejects(
          importSite(copy, stream(acts)),
          /^Error: Line 1 has an “id” of another/,
        );
        const second = JSON.stringify({ thread: { id: 'second', createdAt: 1 } });
        const moved = [second, thread, line('one'), line('one', { thread: 'second' })];
        await assert.rejects(
          importSite(inside, stream(moved)),
          /Line 4 has an “id” of another thread/,
        );
        const key = { owner: 'somebody', key: 'draft' };
        const twins = [thread, line('one', key), line('two', key)];
        await assert.rejects(
          importSite(inside, stream(twins)),
          /Line 3 has the “owner” and the “key”/,
        );
        assert.deepEqual(await exported(inside), lines);
      } finally {
        await site.close();
      }
    });

    it('keeps acts of one moment in order, and takes them from older files once', async () => {
      const [one, other] = [await testSite(engine), await testSite(engine)];
      try {
        const of = (i: number): object => ({
          at: 7,
          actor: 'owner',
          verb: 'hide',
          target: `c${i}`,
        });
        const old = Array.from({ length: 20 }, (_, i) => JSON.stringify({ act: of(i) }));
        await importSite(one.handler.site, stream(old));
        await importSite(one.handler.site, stream(old));
        const lines = await exported(one.handler.site);
        assert.equal(lines.length, 1 + old.length);
        await importSite(other.handler.site, stream(lines));
        assert.deepEqual(await exported(other.handler.site), lines);
      } finally {
        await one.close();
        await other.close();
      }
    });
  });
}

it('an import that comes in slowly keeps nobody from writing', async () => {
  const site = await testSite();
  const child = spawn(process.execPath, [...cli, 'import', '-', `--database=${site.database}`]);
  const ended = once(child, 'close');
  try {
    const lines = Array.from({ length: 500 }, (_, i) => line(`c${i}`));
    const some = `${[thread, ...lines].join('\n')}\n`.padEnd(1_000_000);
    // More than a pipe holds: once it is gone, the command is reading.
    await new Promise((done) => child.stdin.write(some, done));
    await post(site, 'ann', 'meanwhile');
    child.stdin.end(`\n${line('last')}`);
    assert.equal((await ended)[0], 0);
    const { value } = await site.ask({ path });
    assert.equal(value['total'], lines.length + 2);
  } finally {
    child.kill();
    await ended;
    await site.close();
  }
});
