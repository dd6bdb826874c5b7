import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import type { Draft } from '../../src/model/draft.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { Page } from '../../src/model/page.ts';
import { asAdmin, commentsOf, newPost, type NewPost } from '../support/wordpress.ts';
import { call, front, query, running, skip } from './wordpress-threads.ts';

/** What WordPress keeps, compares or draws in a way of its own. */
const texts: Readonly<Record<string, Partial<Draft>>> = {
  'with quotes and bold words': { body: 'Did **it** "arrive"?' },
  'with a link': { body: 'Look [over there](https://site.example/?a=1&b=%22) & say.' },
  'with a link to the blog itself': {
    body: 'See [this](http://127.0.0.1/x).',
  },
  'with a backslash': { body: 'In `C:\\new\\table` & \\\\server' },
  'with smilies, crosses and its own name': { body: 'Wordpress :-) is 2x4 :lol: of a kind' },
  'without a single word': { body: ':-D' },
  'by a name that holds more than letters': {
    guest: { name: 'A & B <c> "d"', email: 'a@b.example' },
    body: 'Me.',
  },
};

describe('what is sent to a real WordPress again because its answer was lost', { skip }, () => {
  for (const [kind, text] of Object.entries(texts)) {
    it(`is there once: a text ${kind}`, async () => {
      const { id, draft } = await lost(text);
      const { comment } = await (await open(id)).backend.add(draft, call);
      const all = await allOf(id);
      assert.deepEqual([comment.id], all);
      assert.equal(comment.status, 'published');
      const again = await (await open(id)).backend.add(draft, call);
      assert.deepEqual([again.comment.id, await allOf(id)], [comment.id, all]);
    });
  }

  it('is found without being sent again', async () => {
    const { id, draft } = await lost({ body: 'Did [it](https://site.example) arrive?' });
    const { backend } = await open(id);
    const before = await allOf(id);
    const found = await backend.find!(draft.key, call);
    assert.deepEqual([[found?.comment.id], await allOf(id)], [before, before]);
    assert.equal(await backend.find!(draft.key, { ...call, guestKey: 'key of bob' }), null);
  });

  it('is there once where one must not write comments in a row', async () => {
    const { id, draft } = await lost({ body: `Slowly, [here](${running().url}/x).` });
    await asAdmin(running(), `/wp/v2/posts/${id}`, { slug: `flood-${crypto.randomUUID()}` });
    const { comment } = await (await open(id)).backend.add(draft, call);
    assert.deepEqual([comment.id], await allOf(id));
  });

  it('is there once although the storage of the browser is full', async () => {
    const localStorage = {
      getItem: () => '[]',
      setItem() {
        throw new DOMException('Full.', 'QuotaExceededError');
      },
    };
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
    try {
      const { id, draft } = await lost({ body: 'Did it arrive?' });
      const { comment } = await (await open(id)).backend.add(draft, call);
      assert.deepEqual([comment.id], await allOf(id));
    } finally {
      Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });

  it('is not taken for what somebody else of that name wrote', async () => {
    const { id, draft } = await lost({ body: 'What nobody has got yet.' }, {}, 'everything');
    const other = await open(id);
    await other.backend.add(draftOf({ body: 'What I say, and what it is.' }), call);
    await other.backend.add(draft, call);
    assert.equal((await allOf(id)).length, 2);
  });

  for (const [kind, text] of Object.entries(texts).slice(0, 2)) {
    it(`waits for a moderator once, and is shown to its writer: a text ${kind}`, async () => {
      const { id, draft } = await lost(text, { switch: 'held' });
      const { backend } = await open(id);
      const { comment, marks } = await backend.add(draft, call);
      assert.deepEqual([comment.status, marks], ['pending', { own: true }]);
      const [held, ...more] = await allOf(id);
      assert.deepEqual(more, []);
      // After a reload as well, and at its own address.
      const { page } = await open(id);
      assert.deepEqual([idsOf(page), page.marks?.get(comment.id)], [[comment.id], marks]);
      assert.deepEqual(page.comments[0]!.body, { format: 'markdown', source: draft.body });
      const at = await backend.list({ ...query, around: comment.id }, call);
      assert.deepEqual(idsOf(at), [comment.id]);
      assert.equal((await backend.find!(draft.key, call))?.comment.id, comment.id);
      // Nobody else sees it, and its writer no longer when it is out.
      const stranger = { ...call, guestKey: 'key of bob' };
      assert.deepEqual(idsOf((await open(id, stranger)).page), []);
      await asAdmin(running(), `/wp/v2/comments/${held}`, { status: 'approved' });
      for (const time of ['when it is found', 'later']) {
        const [out, ...others] = (await open(id)).page.comments;
        assert.deepEqual([out?.id, out?.status, out?.replyCount], [held, 'published', 0], time);
        assert.deepEqual(others, [], time);
      }
    });
  }
});

/** A draft that was sent to a new post, and got no answer. */
async function lost(
  text: Partial<Draft>,
  post: NewPost = {},
  losing: 'answers' | 'everything' = 'answers',
): Promise<{ id: number; draft: Draft }> {
  const { id } = await newPost(running(), post);
  const { backend } = await open(id);
  const draft = draftOf(text);
  front.losing = losing;
  const error: unknown = await backend.add(draft, call).catch((thrown: unknown) => thrown);
  front.losing = 'nothing';
  const { code, advice } = error as CommentError;
  assert.deepEqual([code, advice], ['unavailable', undefined]);
  return { id, draft };
}

/** As after a reload. */
async function open(id: number, asker = call): Promise<{ backend: CommentBackend; page: Page }> {
  const backend = wordpressBackend({ server: `${front.origin}/as-it-is` });
  const { page } = await backend.open({ id: `${id}` }, query, asker);
  assert.ok(page);
  return { backend, page };
}

function draftOf(draft: Partial<Draft>): Draft {
  const guest = { name: 'Ann', email: 'ann@site.example' };
  return { key: crypto.randomUUID(), parentId: null, body: 'Hello.', guest, ...draft };
}

async function allOf(post: number): Promise<string[]> {
  return (await commentsOf(running(), post)).map(String);
}

function idsOf({ comments }: Page): string[] {
  return comments.map(({ id }) => id);
}
