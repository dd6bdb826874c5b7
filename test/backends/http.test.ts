import { expect } from '@open-wc/testing';
import { httpBackend } from '../../src/backends/http.ts';
import { findBackend } from '../../src/backends/registry.ts';
import { CommentError } from '../../src/model/errors.ts';
import {
  answering,
  callBy,
  commentOf,
  first,
  json,
  pageWith,
  threadWith,
} from './http-answering.ts';

const thread = { id: 'https://blog.example/a post?p=1&q=ä', title: 'A Post' };
const draft = { key: 'key of the draft', parentId: null, body: 'Hello', guest: { name: 'Ann' } };

async function failure(answer: Promise<unknown>): Promise<CommentError> {
  const error = await answer.then(
    () => expect.fail('it has to fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(CommentError);
  return error as CommentError;
}

describe('the http backend asks', () => {
  it('one anonymous question without headers to show a thread', async () => {
    const { backend, asked, paths } = answering(() => json(threadWith([commentOf('a', 1)])));
    const { info, page } = await backend.open(thread, first, callBy('key'));
    expect(page!.comments.map(({ id }) => id)).to.deep.equal(['a']);
    expect(info.total).to.deep.equal({ value: 1, exact: true });
    expect(info.keeper).to.equal('server');
    expect(paths()).to.deep.equal([
      `/v1/thread?thread=${encodeURIComponent(thread.id)}&sort=oldest&limit=3`,
    ]);
    const { method, headers, credentials } = asked[0]!;
    expect([method, [...headers], credentials]).to.deep.equal(['GET', [], 'omit']);
  });

  it('the same for replies whatever the order of roots, so that one cached answer serves all', async () => {
    const { backend, paths } = answering(() => json(pageWith([])));
    for (const sort of ['oldest', 'newest'] as const) {
      await backend.list({ branch: 'a', sort, limit: 3 }, callBy());
    }
    expect(new Set(paths()).size).to.equal(1);
  });

  it('for what is the viewer’s own once there is something, beside the public question', async () => {
    const { backend, asked, paths } = answering((_request, path) => {
      if (path.startsWith('/v1/mine')) {
        return json({ marks: [{ id: 'a', own: true, editUntil: null }], comments: [] });
      }
      if (path.startsWith('/v1/thread')) return json(threadWith([commentOf('b', 1)]));
      return json({ comment: commentOf('a', 2), marks: { own: true } }, { status: 201 });
    });
    await backend.open(thread, first, callBy('a key, with ö'));
    await backend.add(draft, callBy('a key, with ö'));
    const { page } = await backend.open(thread, first, callBy('a key, with ö'));
    expect(paths().map((path) => path.split('?')[0])).to.deep.equal([
      '/v1/thread',
      '/v1/comments',
      '/v1/thread',
      '/v1/mine',
    ]);
    const proofs = asked.map(({ headers }) => headers.get('authorization'));
    const proof = `Guest ${encodeURIComponent('a key, with ö')}`;
    expect(proofs).to.deep.equal([null, proof, null, proof]);
    expect(asked[1]!.headers.get('idempotency-key')).to.equal('key%20of%20the%20draft');
    expect(page!.marks!.get('b')).to.deep.equal({ own: false, liked: false });
  });

  it('again when no answer comes, with the same key for a write, and then gives up', async () => {
    let isBroken = true;
    const { backend, asked } = answering(() => {
      if (isBroken) throw new TypeError('Failed to fetch');
      return json({ likes: 1 });
    });
    const error = await failure(backend.setLiked('a', true, callBy('key')));
    expect(error.code).to.equal('unavailable');
    expect(asked.length).to.equal(3);
    expect(new Set(asked.map(({ headers }) => headers.get('idempotency-key'))).size).to.equal(1);
    expect((await failure(backend.list(first, callBy()))).code).to.equal('unavailable');
    isBroken = false;
    expect(await backend.setLiked('a', true, callBy('key'))).to.deep.equal({ likes: 1 });
    const keys = asked.flatMap(({ headers }) => headers.get('idempotency-key') ?? []);
    expect(new Set(keys).size).to.equal(2);
  });

  it('again after what the server says, and not when that is long', async () => {
    const waits = ['0', '3600'];
    const { backend, asked } = answering(() => {
      const retryAfter = waits.shift()!;
      return json({}, { status: 429, headers: { 'Retry-After': retryAfter } });
    });
    const error = await failure(backend.add(draft, callBy('key')));
    expect([error.code, error.retryAfter]).to.deep.equal(['rate-limited', 3_600_000]);
    expect(asked.length).to.equal(2);
  });

  it('once only for what the server refuses', async () => {
    const problem = {
      code: 'invalid',
      detail: 'Name?',
      fields: { name: 'required', shoe: 'required', body: 'odd' },
    };
    const { backend, asked } = answering(() => json(problem, { status: 400 }));
    const { code, detail, fields } = await failure(backend.add(draft, callBy('key')));
    expect({ code, detail, fields }).to.deep.equal({
      code: 'invalid',
      detail: 'Name?',
      fields: { name: 'required' },
    });
    expect(asked.length).to.equal(1);
  });

  it('for counts of at most fifty threads at once', async () => {
    const { backend, asked } = answering((request) => {
      const names = new URL(request.url).searchParams.getAll('thread');
      expect(names.length).to.be.at.most(50);
      return json({ counts: names.map((name) => ({ thread: name, total: Number(name) })) });
    });
    const names = Array.from({ length: 120 }, (_, i) => String(i));
    const counts = await backend.counts(names, callBy());
    expect([...counts.values()].reduce((sum, n) => sum + n)).to.equal((119 * 120) / 2);
    expect(asked.length).to.equal(3);
  });
});

describe('the http backend', () => {
  it('says timeout when the server does not answer', async () => {
    const { backend } = answering(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
      5,
    );
    expect((await failure(backend.list(first, callBy()))).code).to.equal('timeout');
  });

  it('stops asking when it is aborted between two tries', async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const { backend, asked } = answering(() => {
      setTimeout(() => controller.abort(reason));
      return json({}, { status: 503, headers: { 'Retry-After': '4' } });
    });
    const thrown = await backend
      .list(first, callBy('key', controller.signal))
      .catch((error: unknown) => error);
    expect(thrown).to.equal(reason);
    expect(asked.length).to.equal(1);
  });

  it('tells a server that is none of ours from a comment that is missing', async () => {
    const page = answering(() => new Response('<h1>Not Found</h1>', { status: 404 }));
    expect((await failure(page.backend.list(first, callBy()))).code).to.equal('unavailable');
    const ours = answering(() => json({ code: 'not-found' }, { status: 404 }));
    expect((await failure(ours.backend.list(first, callBy()))).code).to.equal('not-found');
    expect(await ours.backend.find('key', callBy('key'))).to.equal(null);
  });

  it('shows the thread when only the private answer fails', async () => {
    const { backend } = answering((request, path) => {
      if (request.method === 'PUT') return json({ likes: 1 });
      if (path.startsWith('/v1/mine')) return json({}, { status: 500 });
      return json(pageWith([commentOf('a', 1)]));
    });
    await backend.setLiked('a', true, callBy('key'));
    const page = await backend.list(first, callBy('key'));
    expect([page.comments.length, page.marks]).to.deep.equal([1, undefined]);
  });

  it('offers what the server can do and its rules allow', async () => {
    const can = async (more: object): Promise<object> => {
      const { backend } = answering(() => json(threadWith([], more)));
      return (await backend.open(thread, first, callBy())).info.can;
    };
    const none = {
      add: false,
      edit: false,
      remove: false,
      restore: false,
      like: false,
      likers: false,
      report: false,
    };
    expect(await can({})).to.deep.equal({ ...none, add: true, edit: true, like: true });
    expect(await can({ rules: undefined, capabilities: undefined })).to.deep.equal(none);
    const closed = { closed: true, guests: 'yes', likes: 'accounts' };
    expect(await can({ rules: closed })).to.deep.equal({ ...none, edit: true });
  });

  it('fails with a CommentError for an answer of nonsense, and keeps what makes sense', async () => {
    const nonsense = ['', 'null', '[]', '{', '"text"', '{"page":{"comments":{}}}', '\u0000'];
    for (const body of nonsense) {
      const { backend } = answering(() => new Response(body));
      for (const ask of [
        () => backend.open(thread, first, callBy()),
        () => backend.list(first, callBy()),
        () => backend.add(draft, callBy()),
        () => backend.setLiked('a', true, callBy()),
      ]) {
        expect((await failure(ask())).code, body).to.equal('unavailable');
      }
    }
    const comments = [null, 1, [], {}, { id: 1 }, { id: 'a' }, commentOf('b', 1, { likes: NaN })];
    const { backend } = answering(() => json(pageWith(comments as never)));
    const page = await backend.list(first, callBy());
    expect(page.comments.map(({ id, likes }) => [id, likes])).to.deep.equal([['b', undefined]]);
  });

  it('copies no field that it does not know', async () => {
    const evil = JSON.parse(
      `{"__proto__": {"polluted": true}, "owner": "x", "author": {"name": "A", "email": "a@b"}}`,
    ) as object;
    const { backend } = answering(() => json(pageWith([{ ...commentOf('a', 1), ...evil }])));
    const [comment] = (await backend.list(first, callBy())).comments;
    expect(Object.keys(comment!.author)).to.deep.equal(['name']);
    expect(comment).to.not.have.any.keys('owner', 'polluted');
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });

  it('asks for an address that is one', async () => {
    const told: unknown[] = [];
    const { warn } = console;
    console.warn = (sentence: unknown) => told.push(sentence);
    try {
      const make = await findBackend('http', new AbortController().signal);
      for (const server of [undefined, '', 'comments.example', '/comments', 'ftp://a.example']) {
        expect(() => make(server === undefined ? {} : { server })).to.throw(CommentError);
      }
    } finally {
      console.warn = warn;
    }
    expect(told.length).to.equal(5);
    expect(String(told[2])).to.contain('server="comments.example"');
    expect(() => httpBackend({ server: 'https://comments.example' })).not.to.throw();
  });
});

describe('the http backend shows writers', () => {
  const waiting = commentOf('waiting', 2, { status: 'pending' });

  /** What somebody sees who has acted: the public page, with the private answer put into it. */
  async function seen(page: object, mine: object, sort = first.sort): Promise<string[]> {
    const { backend } = answering((request, path) => {
      if (request.method === 'PUT') return json({ likes: 1 });
      return json(path.startsWith('/v1/mine') ? { marks: [], comments: [], ...mine } : page);
    });
    await backend.setLiked('a', true, callBy('key'));
    const { comments } = await backend.list({ ...first, sort }, callBy('key'));
    return comments.map(({ id, body }) => (body.source === id ? id : `${id}: ${body.source}`));
  }

  it('what waits for a moderator, in its place', async () => {
    const page = pageWith([commentOf('a', 1), commentOf('c', 3)]);
    expect(await seen(page, { comments: [waiting] })).to.have.members(['a', 'waiting', 'c']);
    const last = pageWith([commentOf('a', 1)]);
    expect(await seen(last, { comments: [waiting] })).to.have.members(['a', 'waiting']);
    expect(await seen(pageWith([]), { comments: [waiting] })).to.deep.equal(['waiting']);
  });

  it('nothing that belongs to another page', async () => {
    const earlier = pageWith([commentOf('a', 1)], { after: 'more' });
    expect(await seen(earlier, { comments: [waiting] })).to.deep.equal(['a']);
    const later = pageWith([commentOf('c', 3)], { before: 'more' });
    expect(await seen(later, { comments: [waiting] })).to.deep.equal(['c']);
    expect(await seen(later, { comments: [waiting] }, 'newest')).to.have.members(['c', 'waiting']);
    const parent = commentOf('a', 1, { replyCount: 4 });
    const reply = commentOf('reply', 5, { parentId: 'a', status: 'pending' });
    expect(await seen(pageWith([parent]), { comments: [reply] })).to.deep.equal(['a']);
  });

  it('replies of theirs below what is all there', async () => {
    const parent = commentOf('a', 1, { replyCount: 1 });
    const theirs = commentOf('b', 2, { parentId: 'a' });
    const reply = commentOf('reply', 5, { parentId: 'a', status: 'pending' });
    const all = await seen(pageWith([parent, theirs]), { comments: [reply] });
    expect(all).to.have.members(['a', 'b', 'reply']);
  });

  it('their own edits and removals before a cache does', async () => {
    const page = pageWith([commentOf('a', 1), commentOf('b', 2), commentOf('c', 3)]);
    const body = { format: 'markdown', source: 'edited' } as const;
    const comments = [
      commentOf('a', 1, { version: '2', body }),
      commentOf('b', 2, { version: '2', status: 'removed' }),
      commentOf('c', 3, { version: '0', body }),
    ];
    expect(await seen(page, { comments })).to.have.members(['a: edited', 'c']);
  });
});
