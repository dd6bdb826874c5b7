import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { exportSite } from '../../src/server/exporting.ts';
import type { Site } from '../../src/server/site.ts';
import { guest, ownerToken, type TestSite } from './site.ts';

/** A little of everything: replies, likes, edits, what waits, and what was taken away. */
export async function fill(site: TestSite): Promise<void> {
  const root = await post(site, 'ann', 'root');
  const reply = await post(site, 'bob', 'reply', { parentId: root.id });
  const leaf = await post(site, 'ann', 'leaf', { parentId: reply.id });
  const gone = await post(site, 'bob', 'gone');
  await post(site, 'cleo', 'http://a.example http://b.example http://c.example');
  const spam = await post(site, 'dan', 'spam', { parentId: root.id });
  const other = await post(
    site,
    'bob',
    '\u{1f600} "quotes" \\ and\nlines,\u2028 of\u2029 all kinds',
    { thread: 'second' },
  );
  await post(site, 'ann', 'below', { thread: 'second', parentId: other.id });
  await post(site, 'bob', 'last', { thread: 'second' });
  for (const by of ['ann', 'bob', 'cleo'])
    await ask(site, by, 'PUT', `/v1/comments/${leaf.id}/like`);
  await ask(site, 'ann', 'PUT', `/v1/comments/${other.id}/like`);
  await ask(site, 'ann', 'PATCH', `/v1/comments/${root.id}`, { body: 'root, edited' });
  await ask(site, 'bob', 'DELETE', `/v1/comments/${gone.id}`);
  await ask(site, 'bob', 'DELETE', `/v1/comments/${reply.id}`);
  const owner = { authorization: `Bearer ${ownerToken}`, key: randomUUID() };
  const verdict = { ...owner, method: 'PUT', path: `/v1/moderation/comments/${spam.id}` };
  await site.ask({ ...verdict, body: { verdict: 'spam' } });
  const closing = { ...owner, method: 'PUT', path: '/v1/moderation/thread' };
  await site.ask({ ...closing, body: { thread: 'second', closed: true } });
}

export async function post(
  site: TestSite,
  by: string,
  body: string,
  { thread = 'first', parentId }: { thread?: string; parentId?: string } = {},
): Promise<{ id: string }> {
  const ref = { id: thread, title: `The ${thread}`, url: `https://blog.example/${thread}` };
  const person = { name: by, email: `${by}@blog.example`, url: `https://${by}.example/` };
  const comment = { thread: ref, parentId, body, guest: person };
  const answer = await ask(site, by, 'POST', '/v1/comments', comment);
  assert.equal(answer.status, 201, answer.text);
  return answer.value['comment'] as { id: string };
}

export async function ask(
  site: TestSite,
  by: string,
  method: string,
  address: string,
  body?: object,
): ReturnType<TestSite['ask']> {
  const question = { method, path: address, authorization: guest(by), key: randomUUID() };
  return site.ask({ ...question, ...(body && { body }) });
}

/** Without the moment at which it was made. */
export async function exported(site: Site): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportSite(site)) lines.push(line.trimEnd());
  return [lines[0]!.replace(/,"exportedAt":"[^"]+"/, ''), ...lines.slice(1)];
}

export async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
