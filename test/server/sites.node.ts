import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { addressOf, type Route } from '../../src/protocol/routes.ts';
import { openDatabase, type OpenDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import { postgresSkip } from '../support/postgres.ts';
import {
  answerOf,
  blog,
  guest,
  ownerToken,
  placeFor,
  requestOf,
  type Answer,
  type Engine,
  type Question,
} from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;
const thread = 'https://blog.example/post';
const owner = { authorization: `Bearer ${ownerToken}` };
const ann = { authorization: guest('ann') };
const keys = { published: 'key of the published one', pending: 'key of the one that waits' };

type Ask = (question: Question) => Promise<Answer>;

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(`two sites on one database, ${engine}`, { skip: skips[engine] }, () => {
    let place: Awaited<ReturnType<typeof placeFor>>;
    let database: OpenDatabase;
    let one: Ask;
    let two: Ask;
    /** What Ann wrote on the first site. */
    let ids: { readonly published: string; readonly pending: string };

    before(async () => {
      place = await placeFor(engine);
      database = await openDatabase(place.address);
      [one, two] = [site('one'), site('two')];
      ids = { published: await post('text', 'published'), pending: await post('held', 'pending') };
      await done(one({ ...write('PUT', 'like', ids.published), ...ann }));
    });
    after(async () => {
      await database?.close();
      await place?.remove();
    });

    /** Everything but the name is the same, the owner's token, too. */
    function site(name: string): Ask {
      const policy = { limits: null, words: ['held'] };
      const handler = createHandler({ database, site: name, origins: [blog], ownerToken, policy });
      return async (question) => answerOf(await handler(requestOf(question)));
    }

    async function post(body: string, status: keyof typeof keys): Promise<string> {
      const { comment } = await done(one({ ...adding(body), key: keys[status], ...ann }));
      assert.equal((comment as { status: string }).status, status);
      return (comment as { id: string }).id;
    }

    /** Everything that the first site has, as its owner, its writer and its readers see it. */
    async function whole(): Promise<unknown[]> {
      const questions: Question[] = [
        get('thread', { thread }),
        get('counts', { thread }),
        get('likers', {}, ids.published),
        { ...get('mine', { thread }), ...ann },
        { ...get('pending', {}), ...owner },
      ];
      const values: unknown[] = [];
      for (const question of questions) values.push(await done(one(question)));
      return values;
    }

    it('show nothing of each other to readers', async () => {
      const { total, page } = await done(two(get('thread', { thread })));
      assert.deepEqual([total, (page as { comments: unknown[] }).comments], [0, []]);
      const { comments } = await done(two(get('comments', { thread, branch: ids.published })));
      assert.deepEqual(comments, []);
      const cursor = `0.${ids.published}`;
      for (const place of [{ after: cursor }, { before: `999999999999999.${ids.published}` }]) {
        const page = await done(two(get('comments', { thread, ...place })));
        assert.deepEqual(page['comments'], []);
      }
      const { counts } = await done(two(get('counts', { thread })));
      assert.deepEqual(counts, [{ thread, total: 0 }]);
      for (const id of Object.values(ids)) {
        assert.equal((await two(get('comments', { thread, around: id }))).code, 'not-found');
        assert.equal((await two(get('likers', {}, id))).code, 'not-found');
      }
    });

    it('show nothing of each other to who wrote it', async () => {
      const mine = await done(two({ ...get('mine', { thread }), ...ann }));
      assert.deepEqual(mine, { marks: [], comments: [] });
      for (const key of Object.values(keys)) {
        assert.equal((await two({ ...get('sent', { thread }), key, ...ann })).code, 'not-found');
      }
    });

    it('show nothing of each other to an owner', async () => {
      const { comments } = await done(two({ ...get('pending', {}), ...owner }));
      assert.deepEqual(comments, []);
    });

    it('change nothing of each other, whoever asks', async () => {
      const before = await whole();
      for (const id of Object.values(ids)) {
        for (const by of [ann, owner]) {
          for (const question of [
            { ...write('PATCH', 'comment', id), body: { body: 'changed' } },
            write('DELETE', 'comment', id),
            write('POST', 'restore', id),
            write('PUT', 'like', id),
            write('DELETE', 'like', id),
            { ...write('POST', 'comments'), ...adding('reply', id) },
          ]) {
            const { code } = await two({ ...question, ...by });
            assert.equal(code, 'not-found', `${question.method} ${question.path}`);
          }
        }
        for (const verdict of ['approve', 'hide', 'spam', 'remove']) {
          const question = { ...write('PUT', 'verdict', id), body: { verdict }, ...owner };
          assert.equal((await two(question)).code, 'not-found', verdict);
        }
      }
      assert.deepEqual(await whole(), before);
    });

    it('have threads of one name, and close them each for itself', async () => {
      const before = await whole();
      const closing = { ...write('PUT', 'closing'), body: { thread, closed: true }, ...owner };
      await done(two(closing));
      const [rules, ours] = [await rulesOf(two), await rulesOf(one)];
      assert.deepEqual([rules['closed'], ours['closed']], [true, false]);
      await done(two({ ...closing, key: randomUUID(), body: { thread, closed: false } }));
      assert.deepEqual(await whole(), before);
    });

    it('know the same keys as those of other writes', async () => {
      const before = await whole();
      const added = await done(two({ ...adding('text'), key: keys.published, ...ann }));
      const { id } = added['comment'] as { id: string };
      assert.notEqual(id, ids.published);
      const sent = await done(two({ ...get('sent', { thread }), key: keys.published, ...ann }));
      assert.deepEqual(sent['comment'], added['comment']);
      await done(two({ ...write('DELETE', 'comment', id), ...ann }));
      assert.deepEqual(await whole(), before);
    });
  });
}

async function rulesOf(ask: Ask): Promise<Record<string, unknown>> {
  const { rules } = await done(ask(get('thread', { thread })));
  return rules as Record<string, unknown>;
}

async function done(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { code, value, text } = await answer;
  assert.equal(code, 'ok', text);
  return value;
}

function get(route: Route, query: Parameters<typeof addressOf>[2], id?: string): Question {
  return { path: addressOf('', route, query, id) };
}

function write(method: string, route: Route, id?: string): Question {
  return { method, path: addressOf('', route, {}, id), key: randomUUID() };
}

function adding(body: string, parentId: string | null = null): Question {
  const who = { name: 'Ann', email: 'ann@mail.example' };
  return {
    ...write('POST', 'comments'),
    body: { thread: { id: thread }, parentId, body, guest: who },
  };
}
