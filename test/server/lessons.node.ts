import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { guest, testSite, type Answer, type TestSite } from './site.ts';

// What has bitten servers of comments, from the table in shared/design/security.md. What has bitten
// pages is in test/security.

const ann = { name: 'Ann', email: 'ann@secret.example' };

function post(site: TestSite, key: string, body: string, more: object = {}): Promise<Answer> {
  return site.ask({
    method: 'POST',
    path: '/v1/comments',
    authorization: guest(key),
    key: randomUUID(),
    body: { thread: { id: 'post' }, parentId: null, body, guest: { ...ann, ...more } },
  });
}

function idOf({ value }: Answer): string {
  return (value['comment'] as { id: string }).id;
}

describe('a server of comments', () => {
  it('fetches no address that a stranger wrote', async () => {
    const asked: string[] = [];
    const trap = createServer(({ url }, response) => {
      asked.push(url ?? '');
      response.end();
    });
    await new Promise<void>((listening) => trap.listen(0, '127.0.0.1', listening));
    const site = await testSite();
    try {
      const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
      const body = `![a](${address}/picture) [b](${address}/link) ${address}/bare`;
      const answer = await post(site, 'ann', body, { url: `${address}/website` });
      assert.equal(answer.status, 201);
      const thread = { id: `${address}/page`, url: `${address}/page` };
      await site.ask({ path: `/v1/thread?thread=${encodeURIComponent(thread.id)}` });
      await site.ask({ path: '/v1/thread?thread=post' });
      assert.deepEqual(asked, []);
    } finally {
      await site.close();
      await new Promise((closed) => trap.close(closed));
    }
  });

  it('gives nobody an e-mail address, nor a hash of one', async () => {
    const site = await testSite();
    try {
      const id = idOf(await post(site, 'ann', 'Hello'));
      await site.ask({
        method: 'PUT',
        path: `/v1/comments/${id}/like`,
        authorization: guest('bob'),
      });
      const publicly = ['/v1/thread?thread=post', '/v1/comments?thread=post&sort=newest'];
      const others = [...publicly, '/v1/counts?thread=post', `/v1/comments/${id}/likers`];
      const own = ['/v1/mine?thread=post'];
      const answers = await Promise.all([
        ...others.map((path) => site.ask({ path })),
        ...own.map((path) => site.ask({ path, authorization: guest('ann') })),
      ]);
      const traces = [ann.email, ann.email.split('@')[0]!.concat('@')].concat(
        ['md5', 'sha1', 'sha256'].flatMap((kind) => {
          const hash = createHash(kind).update(ann.email).digest();
          return [hash.toString('hex'), hash.toString('base64url')];
        }),
      );
      for (const { status, text } of answers) {
        assert.equal(status, 200, text);
        for (const trace of traces) assert.ok(!text.includes(trace), `${trace} in ${text}`);
      }
    } finally {
      await site.close();
    }
  });

  it('takes nobody for somebody else who has the same name and e-mail address', async () => {
    const site = await testSite();
    try {
      const id = idOf(await post(site, 'ann', 'Hello'));
      await post(site, 'not ann', 'Hello, too');
      const removal = { method: 'DELETE', path: `/v1/comments/${id}`, key: randomUUID() };
      const refused = await site.ask({ ...removal, authorization: guest('not ann') });
      assert.equal(refused.code, 'forbidden');
      const { value } = await site.ask({
        path: '/v1/mine?thread=post',
        authorization: guest('not ann'),
      });
      assert.ok(!JSON.stringify(value).includes(id));
    } finally {
      await site.close();
    }
  });
});
