import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { CommentBackend, Opened } from '../../src/backends/contract.ts';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import { CommentError, type ErrorDetails } from '../../src/model/errors.ts';
import type { Draft } from '../../src/model/draft.ts';
import { asAdmin, newPost, type NewPost } from '../support/wordpress.ts';
import { call, front, query, running, skip } from './wordpress-threads.ts';

const ann = { name: 'Ann', email: 'ann@site.example' };

interface Expected {
  readonly refusal: string;
  readonly post?: NewPost;
  /** Sent first, and taken. */
  readonly before?: Partial<Draft>;
  readonly draft?: Partial<Draft>;
  readonly code: CommentError['code'];
  readonly fields?: ErrorDetails['fields'];
  /** WordPress' own words. */
  readonly detail: string;
  readonly advice?: RegExp;
}

const refusals: readonly Expected[] = [
  {
    refusal: 'a guest where WordPress is as it comes',
    post: { switch: 'stock' },
    code: 'unauthorized',
    detail: 'Sorry, you must be logged in to comment.',
    advice: /rest_allow_anonymous_comments/,
  },
  {
    refusal: 'a guest where only members write',
    post: { switch: 'members' },
    code: 'unauthorized',
    detail: 'Sorry, you must be logged in to comment.',
    advice: /Settings → Discussion/,
  },
  {
    refusal: 'what a plugin takes for spam',
    post: { switch: 'spam' },
    code: 'forbidden',
    detail: 'This looks like spam.',
  },
  {
    refusal: 'the same again',
    before: { body: 'Twice.' },
    draft: { body: 'Twice.' },
    code: 'duplicate',
    detail: 'Duplicate comment detected; it looks as though you’ve already said that!',
  },
  {
    refusal: 'an address that only looks like one',
    draft: { guest: { name: 'Ann', email: 'ann@site' } },
    code: 'invalid',
    fields: { email: 'invalid' },
    detail: 'Invalid parameter(s): author_email',
  },
  {
    refusal: 'a name without letters',
    draft: { guest: { name: '<b></b>', email: 'ann@site.example' } },
    code: 'invalid',
    fields: { name: 'required' },
    detail: 'Creating a comment requires valid author name and email values.',
  },
  {
    refusal: 'a text that becomes too long',
    draft: { body: `${'>'.repeat(19)} a\n\n***\n\n`.repeat(350) },
    code: 'too-large',
    fields: { body: 'too-long' },
    detail: 'Comment field exceeds maximum length allowed.',
  },
  {
    refusal: 'a name that is too long',
    draft: { guest: { name: 'n'.repeat(300), email: 'ann@site.example' } },
    code: 'too-large',
    fields: { name: 'too-long' },
    detail: 'Comment field exceeds maximum length allowed.',
  },
];

/** Posts that visitors do not get to see. */
const unreadable: Readonly<Record<string, Record<string, string>>> = {
  'a draft': { status: 'draft' },
  private: { status: 'private' },
  'behind a password': { password: 'open sesame' },
  'in the trash': {},
};

describe('what a real WordPress refuses', { skip }, () => {
  for (const { refusal, post, before, draft, code, fields, detail, advice } of refusals) {
    it(`${refusal} is ${code}`, async () => {
      const { backend } = await openPost(post);
      if (before) await backend.add(draftOf(before), call);
      const wanted = draftOf(draft);
      const error = await refused(backend.add(wanted, call));
      assert.deepEqual([error.code, error.fields], [code, fields]);
      assert.equal(error.detail, detail);
      assert.match(error.advice ?? '', advice ?? /^$/);
      assert.equal(await backend.find!(wanted.key, call), null, 'it is not taken for sent');
    });
  }

  it('one comment right after another is rate-limited, and tells how long to wait', async () => {
    await (await openPost()).backend.add(draftOf(), call);
    const { backend } = await openPost({ switch: 'flood' });
    const { code, retryAfter, detail } = await refused(backend.add(draftOf(), call));
    assert.deepEqual([code, retryAfter], ['rate-limited', 15_000]);
    assert.equal(detail, 'You are posting comments too quickly. Slow down.');
  });

  it('a comment on a closed post is closed, and the rules say so before', async () => {
    const { backend, opened } = await openPost({ isClosed: true });
    assert.deepEqual([opened.info.rules.closed, opened.info.can.add], [true, false]);
    assert.equal((await refused(backend.add(draftOf(), call))).code, 'closed');
  });

  it('a comment on a post that was closed meanwhile is closed', async () => {
    const { backend, id } = await openPost();
    await asAdmin(running(), `/wp/v2/posts/${id}`, { comment_status: 'closed' });
    const error = await refused(backend.add(draftOf(), call));
    assert.equal(error.code, 'closed');
    assert.equal(error.detail, 'Sorry, comments are closed for this item.');
  });

  it('a comment on a post that is gone is not-found', async () => {
    const { backend, id } = await openPost();
    await asAdmin(running(), `/wp/v2/posts/${id}?force=true`, {}, 'DELETE');
    const error = await refused(backend.add(draftOf(), call));
    assert.equal(error.code, 'not-found');
  });

  it('a thread that nobody has published is not-found, and the owner learns what to do', async () => {
    for (const id of ['987654321', 'no-such-slug', 'https://elsewhere.example/no/such/post/']) {
      const error = await refused(backendAt().open({ id }, query, call));
      assert.equal(error.code, 'not-found');
      assert.match(error.advice ?? '', /the id, the slug or the permalink of a post or page/);
    }
  });

  for (const [state, more] of Object.entries(unreadable)) {
    it(`a thread of a post that is ${state} is not-found, and its owner learns why`, async () => {
      const { id } = await newPost(running(), { more });
      if (state === 'in the trash') {
        await asAdmin(running(), `/wp/v2/posts/${id}`, {}, 'DELETE');
      }
      const error = await refused(backendAt().open({ id: `${id}` }, query, call));
      assert.equal(error.code, 'not-found');
      assert.match(error.advice ?? '', /nothing published|visitors may not read it/);
      const other = await newPost(running());
      const counts = await backendAt().counts!([`${id}`, `${other.id}`], call);
      assert.deepEqual([...counts], [[`${other.id}`, 0]]);
    });
  }

  it('is held where a moderator looks first, and told as such', async () => {
    const { backend } = await openPost({ switch: 'held' });
    const { comment, marks } = await backend.add(draftOf({ body: 'Soon.' }), call);
    assert.deepEqual([comment.status, marks], ['pending', { own: true }]);
  });

  it('what never arrived is a new comment when it is sent again', async () => {
    const { id } = await openPost();
    const far = wordpressBackend({ server: `${front.origin}/as-it-is` });
    await far.open({ id: String(id) }, query, call);
    const draft = draftOf();
    const stop = new AbortController();
    const adding = far.add(draft, { ...call, signal: stop.signal });
    stop.abort(new Error('left'));
    await assert.rejects(adding, /left/);
    const { backend } = await openPost({ id });
    await backend.add(draft, call);
    const { page } = await backend.open({ id: String(id) }, query, call);
    assert.equal(page?.comments.length, 1);
  });
});

describe('what a real WordPress has refused', { skip }, () => {
  const kept = new Map<string, string>();
  before(() => {
    const localStorage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    };
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
  });
  beforeEach(() => kept.clear());
  after(() => Reflect.deleteProperty(globalThis, 'localStorage'));

  const rulesOf = ({ info: { rules, can } }: Opened) => [rules.guests, rules.closed, can.add];
  const free = ['yes', false, true];

  it('is not offered again for a day, nowhere on the site, where no guests write', async () => {
    const { backend, opened, id } = await openPost({ switch: 'stock' });
    assert.deepEqual(rulesOf(opened), free);
    await refused(backend.add(draftOf(), call));
    const refusedNow = ['no', false, false];
    assert.deepEqual(rulesOf((await openPost({ id })).opened), refusedNow);
    const other = await openPost();
    assert.deepEqual(rulesOf(other.opened), refusedNow);
    const elsewhere = await openPost({ id }, `${front.origin}/as-it-is`);
    assert.deepEqual(rulesOf(elsewhere.opened), free);
    const { now } = Date;
    Date.now = () => now() + 25 * 3_600_000;
    const nextDay = await openPost({ id }).finally(() => (Date.now = now));
    assert.deepEqual(rulesOf(nextDay.opened), free);
    // Who writes all the same, in a form that is still there, finds out when that changes.
    await other.backend.add(draftOf(), call);
    assert.deepEqual(rulesOf((await openPost({ id })).opened), free);
  });

  it('is not offered again on a post that is closed without telling so', async () => {
    const more = { date: '2020-01-01T12:00:00' };
    const { backend, opened, id } = await openPost({ switch: 'old', more });
    assert.deepEqual(rulesOf(opened), free);
    assert.equal((await refused(backend.add(draftOf(), call))).code, 'closed');
    assert.deepEqual(rulesOf((await openPost({ id })).opened), ['yes', true, false]);
    assert.deepEqual(rulesOf((await openPost()).opened), free);
  });

  it('is offered where what is kept of it is nonsense', async () => {
    for (const nonsense of ['{', '7', 'null', '[1]', '[["x"]]', '{"length":1}']) {
      kept.set('comment-section:wordpress-refused', nonsense);
      assert.deepEqual(rulesOf((await openPost()).opened), free);
    }
  });
});

/** Opens a new post, or one that is there. */
async function openPost(
  { id, ...choices }: NewPost & { id?: number } = {},
  server?: string,
): Promise<{ id: number; backend: CommentBackend; opened: Opened }> {
  const post = id ?? (await newPost(running(), choices)).id;
  const backend = backendAt(server);
  const opened = await backend.open({ id: String(post) }, query, call);
  return { id: post, backend, opened };
}

function backendAt(server = running().url): CommentBackend {
  return wordpressBackend({ server });
}

function draftOf(draft: Partial<Draft> = {}): Draft {
  return { key: crypto.randomUUID(), parentId: null, body: 'Hello.', guest: ann, ...draft };
}

async function refused(answer: Promise<unknown>): Promise<CommentError> {
  const error: unknown = await answer.then(
    () => assert.fail('it is not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof CommentError, String(error));
  return error;
}
