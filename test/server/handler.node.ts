import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { etagOf } from '../../src/server/answers.ts';
import { startServer } from '../../src/server/index.ts';
import type { Entry } from '../../src/server/log.ts';
import { blog, guest, placeFor, testSite } from './site.ts';

const comment = {
  thread: { id: 'post' },
  body: 'text',
  guest: { name: 'Ann', email: 'ann@blog.example' },
};

it('the log names no comment, also where the server’s own address ends with “comments”', async () => {
  const entries: Entry[] = [];
  const log = (entry: Entry): void => void entries.push(entry);
  const site = await testSite('sqlite', { path: '/comments', log });
  try {
    const by = { authorization: guest('ann'), key: randomUUID() };
    const post = { ...by, method: 'POST', path: '/comments/v1/comments', body: comment };
    const { value } = await site.ask(post);
    const { id } = value['comment'] as { id: string };
    await site.ask({ path: `/comments/v1/comments/${id}/likers` });
    const paths = entries.map((entry) => entry['path']);
    assert.deepEqual(paths, ['/comments/v1/comments', '/comments/v1/comments/:id/likers']);
  } finally {
    await site.close();
  }
});

it('an answer kept from an earlier version of the server is fetched anew', async () => {
  const site = await testSite();
  try {
    const path = '/v1/comments?thread=quiet';
    const kept = etagOf('0', ''); // made of the thread's revision only
    const first = await site.ask({ path, headers: { 'If-None-Match': kept } });
    assert.equal(first.status, 200);
    const headers = { 'If-None-Match': first.headers.get('ETag')! };
    assert.equal((await site.ask({ path, headers })).status, 304);
  } finally {
    await site.close();
  }
});

it('a proxy that tells ports as well gives nobody more writes', async () => {
  const place = await placeFor('sqlite');
  const one = { burst: 1, perMinute: 1 };
  const server = await startServer({
    database: place.address,
    origins: [blog],
    proxies: 1,
    policy: { limits: { address: one, actor: null, site: null } },
  });
  const post = async (from: string): Promise<number> => {
    const response = await fetch(`${server.url}/v1/comments`, {
      method: 'POST',
      headers: {
        Authorization: guest(from),
        'Idempotency-Key': randomUUID(),
        'Content-Type': 'application/json',
        'X-Forwarded-For': from,
      },
      body: JSON.stringify(comment),
    });
    return response.status;
  };
  try {
    assert.equal(await post('203.0.113.9:4001'), 201);
    assert.equal(await post('203.0.113.9:4002'), 429);
    assert.equal(await post('203.0.113.9'), 429);
    assert.equal(await post('[2001:db8::1]:4001'), 201);
    assert.equal(await post('[2001:db8::1]:4002'), 429);
    assert.equal(await post('2001:db8::1'), 429);
  } finally {
    await server.close();
    await place.remove();
  }
});
