import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { postgresSkip } from '../support/postgres.ts';
import { blog, guest, ownerToken, testSite, type Question, type TestSite } from './site.ts';

const email = 'ann@secret-mail.example';
const writer = guest('a key that only Ann’s browser knows');
const owner = `Bearer ${ownerToken}`;
const skips = { sqlite: false, postgres: postgresSkip() } as const;

function comment(more: object = {}): Record<string, unknown> {
  const ann = { name: 'Ann', email, url: 'https://ann.example/' };
  return { thread: { id: 'a thread' }, parentId: null, body: 'text', guest: ann, ...more };
}

function post(body: unknown, more: Partial<Question> = {}): Question {
  const key = randomUUID();
  return { method: 'POST', path: '/v1/comments', body, key, authorization: writer, ...more };
}

for (const engine of ['sqlite', 'postgres'] as const) {
  describe(`bad input to ${engine}`, { skip: skips[engine] }, () => {
    let site: TestSite;
    before(async () => {
      site = await testSite(engine, { policy: { longest: 1_000 } });
    });
    after(() => site?.close());

    const rows = async (): Promise<number> => {
      const { db } = site.handler.site;
      const comments = await db.selectFrom('comments').select('id').execute();
      const threads = await db.selectFrom('threads').select('key').execute();
      return comments.length + threads.length;
    };
    /** Asks what has to be refused, and sees to it that nothing of it is stored. */
    const refused = async (question: Question, code: string): Promise<Record<string, unknown>> => {
      const before = await rows();
      const answer = await site.ask(question);
      const about = `${JSON.stringify(question).slice(0, 200)} → ${answer.text}`;
      assert.equal(answer.code, code, about);
      assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
      assert.equal(answer.value['status'], answer.status);
      assert.equal(await rows(), before, `something is stored of ${about}`);
      return answer.value;
    };

    it('that is no JSON, or not said to be, is invalid', async () => {
      for (const body of ['{', 'null', '[]', '"text"', '7', '{"thread":', '\u0000', 'a=b&c=d']) {
        await refused(post(body), 'invalid');
      }
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json']) {
        await refused(post(comment(), { headers: { 'Content-Type': type } }), 'invalid');
      }
      await refused(
        { ...post(undefined), headers: { 'Content-Type': 'application/json' } },
        'invalid',
      );
    });

    it('of wrong types is invalid, and says which', async () => {
      const wrong: [object, RegExp][] = [
        [{ body: 7 }, /body/],
        [{ body: ['text'] }, /body/],
        [{ thread: 'a thread' }, /thread/],
        [{ thread: { id: ['a'] } }, /thread/],
        [{ thread: { id: '' } }, /thread/],
        [{ parentId: { $ne: null } }, /parentId/],
        [{ parentId: '' }, /parentId/],
        [{ guest: { name: { first: 'Ann' } } }, /name/],
      ];
      for (const [more, what] of wrong) {
        const { detail } = await refused(post(comment(more)), 'invalid');
        assert.match(String(detail), what);
      }
      const { fields } = await refused(
        post(comment({ guest: { name: ' ', email: 'x' } })),
        'invalid',
      );
      assert.deepEqual(fields, { name: 'required', email: 'invalid' });
    });

    it('nested a hundred thousand levels deep is invalid', async () => {
      const deep = (open: string, close: string, n: number): string =>
        open.repeat(n) + close.repeat(n);
      await refused(post(deep('[', ']', 10_000)), 'invalid');
      await refused(post(deep('{"thread":', '}', 1_000).replace('":}', '":1}')), 'invalid');
      await refused(post(deep('[', ']', 100_000)), 'too-large');
    });

    it('that is huge is too large, whether it says so before or not', async () => {
      await refused(post(comment({ body: 'x'.repeat(1_001) })), 'too-large');
      await refused(post(comment({ body: 'x'.repeat(5_000_000) })), 'too-large');
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent++;
          controller.enqueue(new Uint8Array(10_000).fill(32));
        },
      });
      const request = new Request('https://comments.example/v1/comments', {
        method: 'POST',
        headers: {
          Origin: blog,
          Authorization: writer,
          'Idempotency-Key': 'endless',
          'Content-Type': 'application/json',
        },
        body: endless,
        duplex: 'half',
      } as RequestInit);
      const answer = await site.handler(request);
      assert.equal(answer.status, 413);
      assert.ok(sent < 100, `${sent} pieces were read`);
      const guestOf = (name: string): object => ({ name, email });
      await refused(post(comment({ guest: guestOf('x'.repeat(201)) })), 'too-large');
      await refused(post(comment({ thread: { id: 'x'.repeat(2_001) } })), 'invalid');
    });

    it('without a key that can be read is invalid', async () => {
      for (const key of [undefined, '', '%', 'x'.repeat(201)]) {
        await refused(post(comment(), { key }), 'invalid');
      }
    });

    it('with a proof that cannot be read is unauthorized', async () => {
      for (const authorization of ['Guest', 'Guest %', 'Basic YTpi', 'Bearer ', 'nonsense']) {
        await refused(post(comment(), { authorization }), 'unauthorized');
      }
    });

    it('from pages of others is forbidden, and tells them nothing', async () => {
      for (const origin of ['https://evil.example', 'null', `${blog}.evil.example`, `${blog}:81`]) {
        await refused(post(comment(), { origin }), 'forbidden');
        const mine = { path: '/v1/mine?thread=a%20thread', authorization: writer, origin };
        assert.equal((await site.ask(mine)).headers.get('Access-Control-Allow-Origin'), null);
      }
    });

    it('in questions is invalid, or not found, and never an error of the server', async () => {
      const wrong = [
        '/v1/thread',
        '/v1/thread?thread=',
        '/v1/comments?thread=t&sort=best',
        '/v1/comments?thread=t&limit=-1',
        '/v1/comments?thread=t&after=',
        `/v1/comments?thread=t&after=${encodeURIComponent(`' or 1=1 --`)}`,
        `/v1/comments?thread=t&before=${encodeURIComponent('[1e999,null]')}`,
        '/v1/comments?thread=t&after=a&before=b',
        `/v1/thread?thread=${'x'.repeat(2_001)}`,
        `/v1/counts?${'thread=t&'.repeat(51)}`,
      ];
      for (const path of wrong) await refused({ path }, 'invalid');
      for (const limit of ['2.5', '1e3', '-1', 'x']) {
        const path = `/v1/moderation/pending?limit=${limit}`;
        await refused({ path, authorization: owner }, 'invalid');
      }
      const missing = [
        '/v1/comments?thread=t&around=nobody',
        `/v1/comments?thread=t&around=${encodeURIComponent("' or 1=1 --")}`,
        '/v1/comments/%00/likers',
        '/v1/comments/%FF/likers',
        '/v1/nowhere',
        '/v2/thread?thread=t',
      ];
      for (const path of missing) await refused({ path }, 'not-found');
    });

    it('asked of a thread or a site that nobody has written to is an empty one', async () => {
      const before = await rows();
      for (const thread of ['unknown', '__proto__', `' or 1=1 --`, '%', '😀', '\uFFFD']) {
        const path = `/v1/thread?thread=${encodeURIComponent(thread)}`;
        const { code, value } = await site.ask({ path });
        assert.equal(code, 'ok');
        assert.equal(value['total'], 0);
        assert.deepEqual((value['page'] as { comments: unknown }).comments, []);
      }
      assert.equal(await rows(), before, 'asking makes no threads');
    });

    it('that is odd text comes back as text', async () => {
      const thread = randomUUID();
      const odd = [
        'NUL \0 and half a pair \uD83D',
        '\u202Ebackwards\u202C and \u200Fmarks\u200E',
        'e' + '\u0301'.repeat(100),
        '👩‍👩‍👧‍👦 🏳️‍🌈 \u{10FFFF} \uFFFE',
        `'; drop table comments; --`,
        '%00 %s ${7*7} {{7*7}} \\u0000 \\',
        '<script>alert(1)</script>',
        '\u2028 \u2029 \r\n \t',
      ];
      for (const body of odd) {
        const sent = comment({ thread: { id: thread }, body, guest: { name: body, email } });
        const { code, value, text } = await site.ask(post(sent));
        // A name of nothing but signs that are not shown is none.
        if (code === 'invalid') assert.match(text, /"name":"required"/);
        else {
          assert.equal(code, 'ok', text);
          const { source } = (value['comment'] as { body: { source: string } }).body;
          assert.equal(source, body.replace(/\p{Cs}|\0/gu, '\uFFFD'));
          const { name } = (value['comment'] as { author: { name: string } }).author;
          assert.doesNotMatch(name, /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
        }
      }
      const read = await site.ask({ path: `/v1/comments?thread=${thread}` });
      assert.equal(read.code, 'ok');
    });

    it('that is forged does not count', async () => {
      const forged = JSON.parse(`{
        "id": "mine", "status": "published", "likes": 99, "replyCount": 7, "pinned": true,
        "createdAt": 1, "editedAt": 2, "version": "zzz", "url": "https://evil.example/",
        "author": {"name": "The Owner", "role": "author"}, "owner": "someone", "depth": -1,
        "site": "another", "held_for": null, "__proto__": {"status": "published"},
        "constructor": {"prototype": {"polluted": true}}
      }`) as object;
      const guestOf = { name: 'Ann', email, role: 'moderator', avatar: 'https://evil.example/a' };
      const before = Date.now();
      const { value, code } = await site.ask(post(comment({ ...forged, guest: guestOf })));
      assert.equal(code, 'ok');
      const { id, createdAt, version, ...rest } = value['comment'] as Record<string, unknown>;
      assert.notEqual(id, 'mine');
      assert.ok((createdAt as number) >= before - 1);
      assert.notEqual(version, 'zzz');
      assert.deepEqual(rest, {
        parentId: null,
        author: { name: 'Ann' },
        body: { format: 'markdown', source: 'text' },
        likes: 0,
        replyCount: 0,
        status: 'published',
      });
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    });

    it('of any kind is answered with less than an error of the server', async () => {
      const { value } = await site.ask(post(comment()));
      const { id } = value['comment'] as { id: string };
      const writes: Partial<Question>[] = [
        { method: 'POST', path: '/v1/comments' },
        { method: 'PATCH', path: `/v1/comments/${id}` },
        { method: 'PUT', path: '/v1/moderation/thread', authorization: owner },
        { method: 'PUT', path: `/v1/moderation/comments/${id}`, authorization: owner },
      ];
      const names = ['thread', 'id', 'body', 'guest', 'name', 'parentId', 'verdict', '__proto__'];
      const text = fc.string({ unit: 'binary' });
      const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });
      const body = fc.oneof(
        json,
        fc.dictionary(fc.oneof(fc.constantFrom(...names), text), json),
        fc.record({
          thread: fc.record({ id: text }),
          body: text,
          guest: fc.record({ name: text }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...writes), body, async (question, sent) => {
          const answer = await site.ask(post(sent, question));
          assert.ok(answer.status < 500, answer.text);
        }),
        { numRuns: 100 },
      );
    });
  });
}

describe('what is stored of a writer', () => {
  it('is in no answer: no address, no key, no hash, no token', async () => {
    const site = await testSite('sqlite', { policy: { words: ['waiting-word'] } });
    try {
      const answers: string[] = [];
      const ask = async (question: Question): Promise<Record<string, unknown>> => {
        const { text, value, headers } = await site.ask(question);
        answers.push(text, JSON.stringify([...headers]));
        return value;
      };
      const key = randomUUID();
      const { comment: added } = await ask(post(comment(), { key }));
      const { id } = added as { id: string };
      await ask(post(comment(), { key }));
      await ask(post(comment({ parentId: id, body: 'a waiting-word' })));
      await ask(post(comment({ body: '' })));
      await ask(post(comment({ guest: { name: '', email: `${email} ${email}` } })));
      const at = `/v1/comments/${id}`;
      const as = (authorization: string, question: Question): Question => ({
        authorization,
        key: randomUUID(),
        ...question,
      });
      for (const who of [writer, guest('another'), owner, 'Bearer wrong']) {
        await ask(as(who, { path: '/v1/mine?thread=a%20thread' }));
        await ask(as(who, { path: '/v1/sent?thread=a%20thread', key }));
        await ask(as(who, { method: 'PUT', path: `${at}/like` }));
        await ask(as(who, { method: 'PATCH', path: at, body: { body: 'edited' } }));
        await ask(as(who, { path: '/v1/moderation/pending' }));
      }
      for (const name of ['thread', 'comments', 'counts']) {
        await ask({ path: `/v1/${name}?thread=a%20thread` });
      }
      await ask({ path: `${at}/likers` });
      await ask(as(writer, { method: 'DELETE', path: at }));
      await ask(as(writer, { method: 'POST', path: `${at}/restore` }));
      await ask(
        as(owner, {
          method: 'PUT',
          path: `/v1/moderation/comments/${id}`,
          body: { verdict: 'hide' },
        }),
      );

      const { db } = site.handler.site;
      const rows = await db.selectFrom('comments').selectAll().execute();
      const likes = await db.selectFrom('likes').selectAll().execute();
      const buckets = await db.selectFrom('day_keys').selectAll().execute();
      const secrets = [
        email,
        'secret-mail',
        'only Ann',
        encodeURIComponent('only Ann'),
        ownerToken,
        '192.0.2.7',
        ...rows.flatMap(({ owner: hash, body_hash }) => [hash, body_hash]),
        ...likes.map(({ actor }) => actor),
        ...buckets.map(({ key: dayKey }) => dayKey),
      ];
      assert.ok(rows.length >= 2 && likes.length >= 2);
      const all = answers.join('\n');
      for (const secret of secrets) {
        // The owner of the site is an actor called just that.
        if (secret && secret !== 'owner') assert.ok(!all.includes(secret), `${secret} is told`);
      }
      // Nor does the database know the key, or an address of the network.
      const dump = JSON.stringify([rows, likes, buckets]);
      assert.ok(!dump.includes('only Ann') && !dump.includes('192.0.2.7'));
    } finally {
      await site.close();
    }
  });

  it('is not in the words of an error inside the server', async () => {
    const site = await testSite();
    await site.close();
    for (const question of [{ path: '/v1/thread?thread=t' }, post(comment())]) {
      const { code, text, value } = await site.ask(question);
      assert.equal(code, 'unavailable');
      assert.deepEqual(Object.keys(value).sort(), ['code', 'status', 'title', 'type'], text);
    }
  });
});
