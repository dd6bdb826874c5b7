import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Comment } from '../../src/model/comment.ts';
import { sorts, type Sort } from '../../src/model/order.ts';
import type { ListQuery } from '../../src/model/page.ts';
import { addressOf } from '../../src/protocol/routes.ts';
import type { PageAnswer, PendingAnswer } from '../../src/protocol/shapes.ts';
import { importSite } from '../../src/server/importing.ts';
import { postgresSkip } from '../support/postgres.ts';
import { run } from './command.ts';
import { startTestServer } from './loopback.ts';
import { ownerToken, testSite, type Engine, type TestSite } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;
const thread = 'imported';
/** So many that the command has to turn a page as well. */
const waiting = 60;

/** As other systems name comments: what an alphabet, and what a machine, would sort otherwise. */
const ids = [
  'a',
  'B',
  'c',
  'Ä',
  'é',
  'z',
  'Z',
  '10',
  '9',
  '1-b',
  '1_a',
  '1.c',
  '~',
  '-',
  '_',
  '😀',
];

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(`of many comments with one time, ${engine}`, { skip: skips[engine] }, () => {
    let site: TestSite;
    before(async () => {
      site = await testSite(engine);
      await importSite(site.handler.site, imported());
    });
    after(() => site?.close());

    async function ask<Answer>(address: string): Promise<Answer> {
      const { code, value, text } = await site.ask({
        path: address,
        authorization: `Bearer ${ownerToken}`,
      });
      assert.equal(code, 'ok', text);
      return value as Answer;
    }

    async function list(query: Partial<ListQuery>): Promise<PageAnswer> {
      return ask(addressOf('', 'comments', { thread, ...query }));
    }

    /** Everything in one direction from a page on, in the order of the list. */
    async function walk(
      from: PageAnswer,
      way: 'after' | 'before',
      query: Query,
    ): Promise<string[]> {
      const found: string[] = [];
      let page = from;
      for (let cursor = page[way]; cursor != null; cursor = page[way]) {
        page = await list({ ...query, [way]: cursor });
        assert.ok(page.comments.length > 0, 'a cursor leads to something');
        const here = idsIn(page, query.branch);
        found[way === 'after' ? 'push' : 'unshift'](...here);
        assert.ok(found.length <= ids.length, found.join(' '));
      }
      return found;
    }

    for (const branch of [null, 'a']) {
      for (const sort of branch === null ? sorts : (['oldest'] as const)) {
        const name = branch === null ? `roots, ${sort}` : 'replies';
        const expected = branch === null ? ids : ids.map((id) => `${id}/reply`);

        it(`each is there once, whatever the pages and the direction: ${name}`, async () => {
          const whole = idsIn(await list({ branch, sort, limit: 100 }), branch);
          assert.deepEqual([...whole].sort(), [...expected].sort());
          for (const limit of [1, 3, ids.length - 1, ids.length]) {
            const query = { branch, sort, limit };
            const start = await list(query);
            assert.equal(start.before, null);
            const down = [...idsIn(start, branch), ...(await walk(start, 'after', query))];
            assert.deepEqual(down, whole, `down, ${limit} at once`);
            const last = await list({ ...query, after: await cursorAt(query, whole.at(-2)!) });
            assert.deepEqual(idsIn(last, branch), whole.slice(-1));
            assert.equal(last.after, null);
            const up = [...(await walk(last, 'before', query)), ...idsIn(last, branch)];
            assert.deepEqual(up, whole, `up, ${limit} at once`);
          }
        });
      }
    }

    /** The place of a comment in an order, as the page that ends with it says. */
    async function cursorAt({ branch, sort }: Query, id: string): Promise<string> {
      const whole = idsIn(await list({ branch, sort, limit: 100 }), branch);
      const page = await list({ branch, sort, limit: whole.indexOf(id) + 1 });
      return page.after!;
    }

    it('the page around any of them leads to all the others', async () => {
      for (const sort of sorts) {
        const whole = idsIn(await list({ branch: null, sort, limit: 100 }), null);
        for (const id of ids) {
          const query = { branch: null, sort, limit: 3 };
          const middle = await list({ ...query, around: id });
          const all = [
            ...(await walk(middle, 'before', query)),
            ...idsIn(middle, null),
            ...(await walk(middle, 'after', query)),
          ];
          assert.deepEqual(all, whole, `${sort}, ${id}`);
          assert.ok(idsIn(middle, null).includes(id), id);
        }
      }
    });

    it('the first replies that come along are replies, and not what only is called alike', async () => {
      const { comments } = await list({ branch: null, limit: 100 });
      const along = comments.filter(({ parentId }) => parentId !== null);
      assert.deepEqual(
        along.map(({ parentId }) => parentId),
        ['a', 'a', 'a'],
      );
    });

    it('those that wait are listed once each, over as many pages as it takes', async () => {
      const expected = Array.from({ length: waiting }, (_, n) => `held-${n}`).sort();
      for (const limit of [7, waiting - 1, waiting, 100]) {
        const found: string[] = [];
        let pages = 0;
        for (let after: string | null | undefined; after !== null; pages++) {
          const page: PendingAnswer = await ask(addressOf('', 'pending', { limit, after }));
          assert.ok(page.comments.length <= limit);
          found.push(...page.comments.map(({ comment }) => comment.id));
          ({ after } = page);
        }
        assert.deepEqual(found.sort(), expected);
        assert.equal(pages, Math.ceil(waiting / limit));
      }
    });
  });
}

it('the command lists all that wait, over as many pages as it takes', async () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'comment-section-pending-'));
  const server = await startTestServer('sqlite');
  try {
    await importSite(server.handler.site, imported());
    const env = { COMMENT_SECTION_OWNER_TOKEN: ownerToken };
    const { stdout, stderr } = await run(['pending', `--address=${server.url}`], { cwd, env });
    assert.equal(stderr, `${waiting} waiting.\n`);
    const listed = [...stdout.matchAll(/^held-\d+/gm)].map(([id]) => id);
    assert.equal(new Set(listed).size, waiting);
  } finally {
    await server.close();
    rmSync(cwd, { recursive: true, force: true });
  }
});

it('a comment whose id could not be told from two others is not imported', async () => {
  const site = await testSite();
  try {
    const names = ['1', '2', '1 2', 'x'.repeat(201)];
    for (const id of names.slice(2)) {
      const lines = imported([...names.slice(0, 2), id]);
      await assert.rejects(importSite(site.handler.site, lines), {
        message: /^Line 4 has “id” with spaces, or with more than 200 characters\. Nothing/,
      });
    }
  } finally {
    await site.close();
  }
});

interface Query {
  readonly branch: string | null;
  readonly sort: Sort;
  readonly limit: number;
}

/** Those of the list itself, without what came along. */
function idsIn(
  { comments }: { readonly comments: readonly Comment[] },
  branch: string | null,
): string[] {
  return comments.filter(({ parentId }) => parentId === branch).map(({ id }) => id);
}

/** A thread from another system, which did not write down more than the day. */
async function* imported(names = ids): AsyncGenerator<string> {
  const at = { thread, createdAt: Date.UTC(2026, 0, 1), body: { source: 'text' } };
  const reply = (id: string) => ({ ...at, id: `${id}/reply`, parentId: names[0] });
  const held = (n: number) => ({ ...at, id: `held-${n}`, status: 'pending', heldFor: 'links' });
  yield JSON.stringify({ thread: { id: thread, createdAt: at.createdAt } });
  for (const id of names) yield JSON.stringify({ comment: { ...at, id } });
  for (const id of names) yield JSON.stringify({ comment: reply(id) });
  for (let n = 0; n < waiting; n++) yield JSON.stringify({ comment: held(n) });
}
