import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, it } from 'node:test';
import type { Draft } from '../../src/model/draft.ts';
import type { HandlerOptions } from '../../src/server/handler.ts';
import type { Policy } from '../../src/server/policy.ts';
import { guest, ownerToken, testSite, type Answer, type TestSite } from './site.ts';

const opened: TestSite[] = [];
afterEach(async () => {
  for (const site of opened.splice(0)) await site.close();
});

async function open(
  policy: Partial<Policy> = {},
  options: Partial<HandlerOptions> = {},
): Promise<Desk> {
  const site = await testSite('sqlite', { ...options, policy });
  opened.push(site);
  const owner = `Bearer ${ownerToken}`;
  return {
    site,
    post: (body, { by = 'ann', name = by, ...more } = {}) =>
      site.ask({
        method: 'POST',
        path: '/v1/comments',
        authorization: guest(by),
        key: randomUUID(),
        body: {
          thread: { id: more.thread ?? 'post', title: 'A post' },
          parentId: more.parentId ?? null,
          body,
          guest: { name, email: `${by}@blog.example` },
        },
      }),
    verdict: (id, verdict) =>
      site.ask({
        method: 'PUT',
        path: `/v1/moderation/comments/${id}`,
        authorization: owner,
        key: randomUUID(),
        body: { verdict },
      }),
    close: (closed) =>
      site.ask({
        method: 'PUT',
        path: '/v1/moderation/thread',
        authorization: owner,
        key: randomUUID(),
        body: { thread: 'post', closed },
      }),
    async pending() {
      const path = '/v1/moderation/pending?limit=100';
      const { value } = await site.ask({ path, authorization: owner });
      const held = value['comments'] as { comment: { id: string }; reasons: string[] }[];
      return held.map(({ comment, reasons }) => [comment.id, ...reasons].slice(1).join(' '));
    },
    async bodies() {
      const { value } = await site.ask({ path: '/v1/thread?thread=post' });
      const page = value['page'] as { comments: { body: { source: string } }[] };
      return page.comments.map(({ body }) => body.source);
    },
  };
}

interface Desk {
  readonly site: TestSite;
  post(
    body: string,
    more?: { by?: string; name?: string; thread?: string; parentId?: string },
  ): Promise<Answer>;
  verdict(id: string, verdict: string): Promise<Answer>;
  close(closed: boolean): Promise<Answer>;
  /** Why each waits. */
  pending(): Promise<string[]>;
  bodies(): Promise<string[]>;
}

interface Stored {
  readonly id: string;
  readonly status: string;
}

function stored({ value }: Answer): Stored {
  return value['comment'] as Stored;
}

describe('moderation', () => {
  it('lets everything pass where none is asked for', async () => {
    const { post, bodies } = await open();
    assert.equal(stored(await post('Hello')).status, 'published');
    assert.deepEqual(await bodies(), ['Hello']);
  });

  it('lets everything wait where all do, seen by its writer only', async () => {
    const { site, post, bodies, pending, verdict } = await open({ moderation: 'all' });
    const { id, status } = stored(await post('Hello'));
    assert.equal(status, 'pending');
    assert.deepEqual([await bodies(), await pending()], [[], ['moderation']]);
    const mine = await site.ask({ path: '/v1/mine?thread=post', authorization: guest('ann') });
    const others = await site.ask({ path: '/v1/mine?thread=post', authorization: guest('bob') });
    assert.match(mine.text, /Hello/);
    assert.doesNotMatch(others.text, /Hello/);
    assert.equal((await verdict(id, 'approve')).status, 200);
    assert.deepEqual([await bodies(), await pending()], [['Hello'], []]);
  });

  it('lets the first comment of a guest wait, and no more once one was approved', async () => {
    const { post, pending, verdict } = await open({ moderation: 'first' });
    const first = stored(await post('First'));
    assert.equal(stored(await post('Second')).status, 'pending');
    assert.deepEqual(await pending(), ['first-comment', 'first-comment']);
    await verdict(first.id, 'approve');
    assert.equal(stored(await post('Third')).status, 'published');
    assert.equal(stored(await post('Somebody else', { by: 'bob' })).status, 'pending');
  });

  it('lets comments with links wait', async () => {
    const { post } = await open({ moderation: 'links' });
    assert.equal(stored(await post('See https://shop.example')).status, 'pending');
    assert.equal(stored(await post('See [this](//shop.example)')).status, 'pending');
    assert.equal(stored(await post('See there')).status, 'published');
  });

  it('looks at an edit as at a new comment', async () => {
    const { site, post, bodies } = await open({ words: ['casino'] });
    const { id } = stored(await post('Nice post'));
    const edit = await site.ask({
      method: 'PATCH',
      path: `/v1/comments/${id}`,
      authorization: guest('ann'),
      key: randomUUID(),
      body: { body: 'Nice CASINO' },
    });
    assert.equal(stored(edit).status, 'pending');
    assert.deepEqual(await bodies(), []);
  });

  it('hides, marks as spam and removes, and keeps the place of what has replies', async () => {
    const { post, bodies, verdict } = await open();
    const root = stored(await post('root'));
    await post('reply', { parentId: root.id });
    for (const each of ['hide', 'spam']) {
      await verdict(root.id, each);
      assert.deepEqual(await bodies(), ['', 'reply']);
      await verdict(root.id, 'approve');
      assert.deepEqual(await bodies(), ['root', 'reply']);
    }
    await verdict(root.id, 'remove');
    assert.deepEqual(await bodies(), ['', 'reply']);
    assert.equal((await verdict(root.id, 'approve')).code, 'not-found');
  });

  it('closes threads by hand and by age, and opens them again', async () => {
    let now = Date.now();
    const day = 24 * 60 * 60_000;
    const { post, close } = await open({ closeAfterMs: 7 * day }, { now: () => now });
    assert.equal((await post('in time')).status, 201);
    await close(true);
    assert.equal((await post('closed')).code, 'closed');
    await close(false);
    assert.equal((await post('open')).status, 201);
    now += 8 * day;
    assert.equal((await post('opened by hand stays open')).status, 201);
    assert.equal((await post('first', { thread: 'other' })).status, 201);
    now += 8 * day;
    assert.equal((await post('too late', { thread: 'other' })).code, 'closed');
  });

  it('records every act', async () => {
    const { site, post, verdict, close } = await open();
    const { id } = stored(await post('Hello'));
    await verdict(id, 'hide');
    await verdict(id, 'hide');
    await close(true);
    const { db } = site.handler.site;
    const acts = await db.selectFrom('acts').select(['verb', 'target']).orderBy('id').execute();
    assert.deepEqual(acts, [
      { verb: 'hide', target: id },
      { verb: 'close', target: 'post' },
    ]);
  });
});

describe('spam', () => {
  it('waits when it has too many links, a word, a long text twice, or a borrowed name', async () => {
    const { post, pending } = await open({ links: 1, words: ['Cheap Pills'], moderators: ['Ada'] });
    await post('http://a.example and http://b.example');
    await post('buy cheap\npills here');
    const long = 'The very same text, written by two people on one day.';
    await post(long);
    await post(`${long.toUpperCase()}!!`, { by: 'bob', thread: 'other' });
    await post('I am Ada', { by: 'cleo', name: 'Аdа' });
    await post('I am Adam', { by: 'adam', name: 'Adam' });
    assert.deepEqual(await pending(), ['links', 'words', 'duplicate', 'name']);
  });

  it('lets short texts be written twice', async () => {
    const { post, pending } = await open();
    await post('Thank you!');
    await post('Thank you!', { by: 'bob' });
    assert.deepEqual(await pending(), []);
  });

  it('waits when only a machine can have written it, at once or where nobody sees a field', async () => {
    const { site, pending, bodies } = await open();
    const call = { signal: new AbortController().signal, guestKey: 'ann' };
    const backend = site.backend();
    await backend.open({ id: 'post' }, { branch: null, sort: 'oldest', limit: 25 }, call);
    const add = async (body: string, more: Partial<Draft>): Promise<string> => {
      const written = { parentId: null, guest: { name: 'Ann', email: 'ann@blog.example' } };
      const draft = { key: randomUUID(), ...written, body, ...more };
      return (await backend.add(draft, call)).comment.status;
    };
    assert.equal(await add('by hand', { tookMs: 2_000, trap: '' }), 'published');
    assert.equal(await add('by an older page', {}), 'published');
    assert.equal(await add('at once', { tookMs: 1_999 }), 'pending');
    assert.equal(await add('everywhere', { tookMs: 9_000, trap: 'Buy this' }), 'pending');
    assert.deepEqual(await pending(), ['too-fast', 'trap']);
    assert.deepEqual(await bodies(), ['by hand', 'by an older page']);
    const { comments } = await backend.list({ branch: null, sort: 'oldest', limit: 25 }, call);
    assert.equal(comments.length, 4, 'its writer sees it');
  });

  it('asks a service, and lets a text wait when that fails', async () => {
    const check: Policy['check'] = async ({ body }) => {
      if (body === 'fail') throw new Error('out of order');
      return body === 'bad' ? ['service'] : [];
    };
    const { post, pending } = await open({ check });
    for (const body of ['good', 'bad', 'fail']) assert.equal((await post(body)).status, 201);
    assert.deepEqual(await pending(), ['service', 'not-checked']);
  });

  it('refuses a flood, says when to come back, and takes what comes then', async () => {
    let now = Date.now();
    const limits = {
      address: { burst: 3, perMinute: 1 },
      actor: { burst: 2, perMinute: 1 },
      site: { burst: 100, perMinute: 100 },
    };
    const { post } = await open({ limits }, { now: () => now });
    assert.equal((await post('one')).status, 201);
    assert.equal((await post('two')).status, 201);
    const refused = await post('three');
    assert.deepEqual([refused.status, refused.code], [429, 'rate-limited']);
    const seconds = Number(refused.headers.get('Retry-After'));
    assert.ok(seconds > 0 && seconds <= 60, `${seconds}`);
    assert.equal(refused.value['retryAfter'], seconds * 1000);
    // The refused one took from the bucket of the address: another guest there waits as well.
    assert.equal((await post('one', { by: 'bob' })).code, 'rate-limited');
    now += seconds * 1000;
    assert.equal((await post('three')).status, 201);
  });
});

describe('time', () => {
  it('ends what writers may do, and says so in their marks', async () => {
    let now = Date.now();
    const policy = { editMs: 1_000, removeMs: 2_000 };
    const { site, post } = await open(policy, { now: () => now });
    const answer = await post('Hello');
    const { editUntil, removeUntil } = answer.value['marks'] as Record<string, number>;
    assert.deepEqual([editUntil! - now, removeUntil! - now], [1_000, 2_000]);
    const ask = (method: string, body?: object) =>
      site.ask({
        method,
        path: `/v1/comments/${stored(answer).id}`,
        authorization: guest('ann'),
        key: randomUUID(),
        ...(body && { body }),
      });
    now += 1_500;
    assert.equal((await ask('PATCH', { body: 'late' })).code, 'forbidden');
    now += 1_000;
    assert.equal((await ask('DELETE')).code, 'forbidden');
  });
});
