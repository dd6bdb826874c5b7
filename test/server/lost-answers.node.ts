import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '../../src/backends/contract.ts';
import { httpBackend } from '../../src/backends/http.ts';
import { CommentError } from '../../src/model/errors.ts';
import { server, testSite, type TestSite } from './site.ts';

const first = { branch: null, sort: 'oldest', limit: 25 } as const;
const call: Call = { signal: new AbortController().signal, guestKey: 'ann' };
let threads = 0;

describe('a write that arrives, and whose answer is lost', () => {
  let site: TestSite;
  before(async () => {
    site = await testSite();
  });
  after(() => site?.close());

  /** A thread, and a backend that loses so many of the next answers to writes. */
  async function open() {
    let losses = 0;
    const backend = httpBackend({
      server,
      pauseMs: 1,
      async fetch(request) {
        const isWrite = request.method !== 'GET';
        const answer = await site.handler(request);
        if (isWrite && losses > 0) {
          losses--;
          throw new TypeError('Failed to fetch');
        }
        return answer;
      },
    });
    await backend.open({ id: `thread ${++threads}` }, first, call);
    const draft = {
      key: `key ${threads}`,
      parentId: null,
      body: 'text',
      guest: { name: 'Ann', email: 'ann@mail.example' },
    };
    const list = async () => (await backend.list(first, call)).comments;
    return { backend, draft, list, lose: (count: number) => (losses = count) };
  }

  it('is a comment that is stored once', async () => {
    const { backend, draft, list, lose } = await open();
    lose(2);
    const { comment } = await backend.add(draft, call);
    assert.deepEqual(await list(), [comment]);
  });

  it('is a comment that is found, when no try brings an answer', async () => {
    const { backend, draft, list, lose } = await open();
    lose(3);
    await assert.rejects(backend.add(draft, call), (error) => error instanceof CommentError);
    const found = await backend.find(draft.key, call);
    assert.deepEqual(await list(), [found!.comment]);
    assert.deepEqual((await backend.add(draft, call)).comment, found!.comment);
  });

  it('is a like that counts once, and is taken back once', async () => {
    const { backend, draft, lose } = await open();
    const { comment } = await backend.add(draft, call);
    for (const [liked, likes] of [
      [true, 1],
      [false, 0],
    ] as const) {
      lose(2);
      assert.deepEqual(await backend.setLiked(comment.id, liked, call), { likes });
    }
  });

  it('is an edit, a removal, or the taking back of one, that is done', async () => {
    const { backend, draft, list, lose } = await open();
    const { id } = (await backend.add(draft, call)).comment;
    lose(2);
    assert.equal((await backend.edit(id, 'edited', call)).comment.body.source, 'edited');
    lose(2);
    assert.equal(await backend.remove(id, call), null);
    assert.deepEqual(await list(), []);
    lose(2);
    assert.equal((await backend.restore(id, call)).comment.body.source, 'edited');
    assert.equal((await list()).length, 1);
  });
});
