import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { addressOf, type Route } from '../../src/protocol/routes.ts';
import { postgresSkip } from '../support/postgres.ts';
import {
  blog,
  guest,
  ownerToken,
  server,
  testSite,
  type Engine,
  type Question,
  type TestSite,
} from './site.ts';

// Who may do what to whose: the actions, the state of the comment, which the guest `writer` wrote
// (`owners`: the owner; `answered`: removed, with a reply), and what each actor is answered. `abroad`
// is the writer, and `owner-abroad` the owner, on a page of somebody else.
const table = `
  action      comment    nobody        stranger   writer     owner      pretender     abroad     owner-abroad
  thread      published  ok            ok         ok         ok         ok            ok         ok
  comments    published  ok            ok         ok         ok         ok            ok         ok
  around      published  ok            ok         ok         ok         ok            ok         ok
  around      pending    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  around      hidden     not-found     not-found  not-found  not-found  not-found     not-found  not-found
  around      removed    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  around      answered   ok            ok         ok         ok         ok            ok         ok
  around      unknown    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  counts      published  ok            ok         ok         ok         ok            ok         ok
  likers      published  ok            ok         ok         ok         ok            ok         ok
  likers      pending    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  likers      hidden     not-found     not-found  not-found  not-found  not-found     not-found  not-found
  likers      removed    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  likers      answered   ok            ok         ok         ok         ok            ok         ok
  likers      unknown    not-found     not-found  not-found  not-found  not-found     not-found  not-found
  mine        published  unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  sent        published  unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  sent        pending    unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  sent        removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  sent        hidden     unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  sent        owners     unauthorized  not-found  not-found  ok         unauthorized  forbidden  forbidden
  add         published  unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  add         closed     unauthorized  closed     closed     closed     unauthorized  forbidden  forbidden
  reply       published  unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  reply       pending    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  reply       hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  reply       removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  reply       answered   unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  reply       unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  reply       closed     unauthorized  closed     closed     closed     unauthorized  forbidden  forbidden
  reply       owners     unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  edit        published  unauthorized  forbidden  ok         forbidden  unauthorized  forbidden  forbidden
  edit        pending    unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  edit        hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  edit        removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  edit        answered   unauthorized  forbidden  not-found  forbidden  unauthorized  forbidden  forbidden
  edit        unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  edit        owners     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  remove      published  unauthorized  forbidden  ok         forbidden  unauthorized  forbidden  forbidden
  remove      pending    unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  remove      hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  remove      removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  remove      answered   unauthorized  forbidden  not-found  forbidden  unauthorized  forbidden  forbidden
  remove      unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  remove      owners     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  restore     published  unauthorized  forbidden  ok         forbidden  unauthorized  forbidden  forbidden
  restore     pending    unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  restore     hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  restore     removed    unauthorized  not-found  ok         not-found  unauthorized  forbidden  forbidden
  restore     answered   unauthorized  forbidden  ok         forbidden  unauthorized  forbidden  forbidden
  restore     unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  restore     owners     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  like        published  unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  like        pending    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  like        hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  like        removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  like        answered   unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  like        unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  like        owners     unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  unlike      published  unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  unlike      pending    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  unlike      hidden     unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  unlike      removed    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  unlike      unknown    unauthorized  not-found  not-found  not-found  unauthorized  forbidden  forbidden
  unlike      owners     unauthorized  ok         ok         ok         unauthorized  forbidden  forbidden
  pending     pending    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  approve     pending    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  approve     hidden     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  approve     removed    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  approve     unknown    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  hide        published  unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  hide        pending    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  hide        removed    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  hide        unknown    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  spam        published  unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  spam        pending    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  spam        unknown    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  delete      published  unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  delete      pending    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  delete      hidden     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  delete      removed    unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  delete      owners     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  delete      unknown    unauthorized  forbidden  forbidden  not-found  unauthorized  forbidden  forbidden
  close       published  unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  open        closed     unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
  open        published  unauthorized  forbidden  forbidden  ok         unauthorized  forbidden  forbidden
`;

const [[, , ...actors], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/)) as [string[], ...string[][]];

const proofs: Readonly<Record<string, Pick<Question, 'authorization' | 'origin'>>> = {
  nobody: {},
  stranger: { authorization: guest('stranger') },
  writer: { authorization: guest('writer') },
  owner: { authorization: `Bearer ${ownerToken}` },
  pretender: { authorization: `Bearer ${ownerToken}x` },
  abroad: { authorization: guest('writer'), origin: 'https://evil.example' },
  'owner-abroad': { authorization: `Bearer ${ownerToken}`, origin: 'https://evil.example' },
};

interface Place {
  readonly thread: string;
  readonly id: string;
  /** The key under which the comment was added. */
  readonly key: string;
}

/** The question of each action. Reading asks under no key, but for `sent`. */
const actions: Readonly<Record<string, (place: Place) => Question>> = {
  thread: ({ thread }) => get('thread', { thread }),
  comments: ({ thread }) => get('comments', { thread }),
  around: ({ thread, id }) => get('comments', { thread, around: id }),
  counts: ({ thread }) => get('counts', { thread }),
  likers: ({ id }) => get('likers', {}, id),
  mine: ({ thread }) => get('mine', { thread }),
  sent: ({ thread, key }) => ({ ...get('sent', { thread }), key }),
  add: ({ thread }) => write('POST', 'comments', newComment(thread, null)),
  reply: ({ thread, id }) => write('POST', 'comments', newComment(thread, id)),
  edit: ({ id }) => write('PATCH', 'comment', { body: 'edited' }, id),
  remove: ({ id }) => write('DELETE', 'comment', undefined, id),
  restore: ({ id }) => write('POST', 'restore', undefined, id),
  like: ({ id }) => write('PUT', 'like', undefined, id),
  unlike: ({ id }) => write('DELETE', 'like', undefined, id),
  pending: () => get('pending', {}),
  approve: ({ id }) => write('PUT', 'verdict', { verdict: 'approve' }, id),
  hide: ({ id }) => write('PUT', 'verdict', { verdict: 'hide' }, id),
  spam: ({ id }) => write('PUT', 'verdict', { verdict: 'spam' }, id),
  delete: ({ id }) => write('PUT', 'verdict', { verdict: 'remove' }, id),
  close: ({ thread }) => write('PUT', 'closing', { thread, closed: true }),
  open: ({ thread }) => write('PUT', 'closing', { thread, closed: false }),
};

function get(route: Route, query: Parameters<typeof addressOf>[2], id?: string): Question {
  return { path: addressOf('', route, query, id) };
}

function write(method: string, route: Route, body?: object, id?: string): Question {
  return { method, path: addressOf('', route, {}, id), body, key: randomUUID() };
}

function newComment(thread: string, parentId: string | null, body = 'text'): object {
  return { thread: { id: thread }, parentId, body, guest: { name: 'A', email: 'a@mail.example' } };
}

/** A comment in this state, in a thread of its own. */
async function makePlace(site: TestSite, state: string): Promise<Place> {
  const thread = randomUUID();
  const key = randomUUID();
  const done = async (by: string, question: Question): Promise<Record<string, unknown>> => {
    const { code, value, text } = await site.ask({ ...question, ...proofs[by] });
    assert.equal(code, 'ok', text);
    return value;
  };
  const body = newComment(thread, null, state === 'pending' ? 'a waiting-word' : 'text');
  const by = state === 'owners' ? 'owner' : 'writer';
  const added = await done(by, { ...write('POST', 'comments', body), key });
  const { id, status } = added['comment'] as { id: string; status: string };
  assert.equal(status, state === 'pending' ? 'pending' : 'published');
  const place = { thread, id, key };
  if (state === 'hidden') await done('owner', actions['hide']!(place));
  if (state === 'answered') await done('stranger', actions['reply']!(place));
  if (state === 'removed' || state === 'answered') await done('writer', actions['remove']!(place));
  if (state === 'closed') await done('owner', actions['close']!(place));
  return state === 'unknown' ? { ...place, id: 'nobody-wrote-this', key: 'nobody' } : place;
}

/** All that is stored of a thread. */
async function stored({ handler: { site } }: TestSite, thread: string): Promise<unknown> {
  const { key } = await site.db
    .selectFrom('threads')
    .selectAll()
    .where('name', '=', thread)
    .executeTakeFirstOrThrow();
  const of = (table: 'comments' | 'likes') =>
    site.db.selectFrom(table).selectAll().where('thread', '=', key).execute();
  const row = site.db.selectFrom('threads').selectAll().where('key', '=', key).execute();
  return Promise.all([of('comments'), of('likes'), row]);
}

const skips = { sqlite: false, postgres: postgresSkip() } as const;

for (const engine of ['sqlite', 'postgres'] as const satisfies readonly Engine[]) {
  describe(`who may do what to whose, ${engine}`, { skip: skips[engine] }, () => {
    let site: TestSite;
    before(async () => {
      site = await testSite(engine, { policy: { words: ['waiting-word'] } });
    });
    after(() => site?.close());

    for (const [action, state, ...expected] of rows) {
      // As good as new until somebody was let in: whoever is refused changes nothing.
      let place: Place | undefined;
      let kept: unknown;
      for (const [i, actor] of actors.entries()) {
        it(`${action}, ${state}, ${actor}: ${expected[i]}`, async () => {
          if (!place) {
            place = await makePlace(site, state!);
            kept = await stored(site, place.thread);
          }
          const { thread } = place;
          const question = actions[action!]!(place);
          const answer = await site.ask({ ...question, ...proofs[actor] });
          assert.equal(answer.code, expected[i], answer.text);
          const isWrite = question.method !== undefined;
          if (answer.code === 'ok' && isWrite) place = undefined;
          else assert.deepEqual(await stored(site, thread), kept, 'nothing is changed');
          if (answer.code === 'ok') return;
          assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
          assert.ok(!answer.text.includes('mail.example'), answer.text);
        });
      }
    }
  });
}

it('the table has a row for every action', () => {
  assert.deepEqual(new Set(rows.map(([action]) => action)), new Set(Object.keys(actions)));
});

describe('what the owner of a site has decided', () => {
  /** What a guest is answered on a site with this policy, so many milliseconds after writing. */
  async function answered(
    policy: object,
    action: string,
    { state = 'published', laterMs = 0, by = 'writer' } = {},
  ): Promise<string> {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const options = { now: () => time, policy: { words: ['waiting-word'], ...policy } };
    const site = await testSite('sqlite', options);
    try {
      const place =
        'guests' in policy
          ? { thread: 't', id: 'unknown', key: 'unknown' }
          : await makePlace(site, state);
      time += laterMs;
      return (await site.ask({ ...actions[action]!(place), ...proofs[by] })).code;
    } finally {
      await site.close();
    }
  }
  const hour = 60 * 60_000;

  it('about guests, likes and depth is kept', async () => {
    assert.equal(await answered({ guests: 'no' }, 'add'), 'unauthorized');
    assert.equal(await answered({ likes: 'nobody' }, 'like'), 'forbidden');
    assert.equal(await answered({ likes: 'accounts' }, 'like'), 'unauthorized');
    assert.equal(await answered({ deepest: 0 }, 'reply'), 'forbidden');
    assert.equal(await answered({ deepest: 1 }, 'reply'), 'ok');
    assert.equal(await answered({ longest: 4 }, 'edit'), 'too-large');
  });

  it('about how long one may edit and remove is kept', async () => {
    const windows = { editMs: hour, removeMs: hour };
    for (const action of ['edit', 'remove']) {
      assert.equal(await answered(windows, action, { laterMs: hour }), 'ok');
      assert.equal(await answered(windows, action, { laterMs: hour + 1 }), 'forbidden');
    }
    assert.equal(await answered({}, 'restore', { state: 'removed', laterMs: hour - 1 }), 'ok');
    assert.equal(
      await answered({}, 'restore', { state: 'removed', laterMs: hour + 1 }),
      'not-found',
    );
  });

  it('about the age of a thread is kept', async () => {
    assert.equal(await answered({ closeAfterMs: hour }, 'reply', { laterMs: hour }), 'ok');
    assert.equal(await answered({ closeAfterMs: hour }, 'reply', { laterMs: hour + 1 }), 'closed');
  });

  it('about origins is told to browsers before they ask', async () => {
    const site = await testSite();
    try {
      const preflight = (origin: string) =>
        site.ask({ method: 'OPTIONS', path: '/v1/comments', origin });
      const ours = await preflight(blog);
      assert.equal(ours.status, 204);
      assert.equal(ours.headers.get('Access-Control-Allow-Origin'), blog);
      for (const origin of ['https://evil.example', `${blog}.evil.example`, 'null', server]) {
        const foreign = await preflight(origin);
        assert.equal(foreign.headers.get('Access-Control-Allow-Origin'), null, origin);
      }
    } finally {
      await site.close();
    }
  });
});
