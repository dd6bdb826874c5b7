import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListQuery, Page } from '../../src/model/page.ts';
import { asAdmin, fill, newPost, strangeComment } from '../support/wordpress.ts';
import {
  backendAt,
  call,
  front,
  idsOf,
  inOrder,
  openWith,
  query,
  remove,
  running,
  skip,
} from './wordpress-threads.ts';

describe('reading page by page', { skip }, () => {
  for (const sort of ['oldest', 'newest'] as const) {
    it(`leaves no doubles and no holes while comments come and go, ${sort} first`, async () => {
      const post = await newPost(running());
      const ids = await fill(
        running(),
        post.id,
        Array.from({ length: 60 }, () => -1),
      );
      const order = sort === 'oldest' ? ids : [...ids].reverse();
      const { backend } = await openWith(running().url, `${post.id}`);
      const first = await backend.list({ ...query, sort, limit: 20 }, call);
      // Some of those that were read go, and some that were not; and somebody writes.
      const gone = [...order.slice(3, 10), ...order.slice(19, 22)];
      for (const id of gone) await remove(id);
      const late = await strangeComment(running(), { post: post.id, content: 'Late.' });
      const second = await backend.list({ ...query, sort, limit: 20, after: first.after! }, call);
      for (const id of order.slice(0, 3)) await remove(id);
      const third = await backend.list({ ...query, sort, limit: 50, after: second.after! }, call);
      const read = [first, second, third].flatMap((page) => idsOf(page));
      const expected = order.filter((id, i) => i < 20 || !gone.includes(id));
      assert.deepEqual(read, sort === 'oldest' ? [...expected, late] : expected);
      assert.equal(third.after, null);
      // And back again.
      const back = await backend.list({ ...query, sort, limit: 15, before: third.before! }, call);
      assert.deepEqual(idsOf(back), idsOf(second).slice(-15));
    });
  }

  for (const sort of ['oldest', 'newest'] as const) {
    it(`finds the page of a comment in whatever time zone the site is, ${sort} first`, async () => {
      const post = await newPost(running());
      const ids = await fill(
        running(),
        post.id,
        Array.from({ length: 60 }, () => -1),
      );
      const { backend } = await openWith(`${front.origin}/tokyo`, `${post.id}`);
      const page = await backend.list({ ...query, sort, limit: 6, around: `${ids[33]}` }, call);
      const expected = sort === 'oldest' ? ids.slice(30, 36) : ids.slice(31, 37).reverse();
      assert.deepEqual(idsOf(page), expected);
    });
  }

  it('asks for the replies of a whole level at once in a large thread', async () => {
    const post = await newPost(running());
    // 40 roots with 6 replies each, the last of which has been answered.
    const parents = Array.from({ length: 40 }, () => -1);
    for (let root = 0; root < 40; root++) parents.push(...Array.from({ length: 6 }, () => root));
    for (let root = 0; root < 40; root++) parents.push(40 + root * 6 + 5);
    const ids = await fill(running(), post.id, parents);
    const backend = backendAt(`${front.origin}/as-it-is`);
    const { page, info } = await backend.open({ id: `${post.id}` }, query, call);
    assert.equal(info.total?.value, ids.length);
    assert.equal(page!.comments.filter(({ parentId }) => parentId === null).length, 25);
    const before = front.requests.length;
    const next = await backend.list({ ...query, after: page!.after! }, call);
    const asked = front.requests.slice(before);
    assert.equal(asked.filter((each) => /parent=\d+%2C\d+/.test(each)).length, asked.length - 1);
    assert.ok(asked.length <= 3, asked.join('\n'));
    // 15 roots, their 90 replies, and the 15 that answer those.
    assert.equal(next.comments.length, 120);
    assert.ok(next.comments.every(({ replyCount }) => replyCount !== undefined));
    assert.equal(next.after, null);
  });

  it('hands out what nothing leads to at the end of a large thread as well', async () => {
    const post = await newPost(running());
    const parents = [
      ...Array.from({ length: 30 }, () => -1),
      ...Array.from({ length: 230 }, () => 2),
    ];
    await fill(running(), post.id, parents);
    const lost = await strangeComment(running(), {
      post: post.id,
      parent: 99_999_999,
      content: 'Lost.',
    });
    const { backend, page } = await openWith(running().url, `${post.id}`);
    assert.ok(!idsOf(page).includes(lost));
    const end = await backend.list({ ...query, after: page!.after! }, call);
    assert.deepEqual([end.comments.length, idsOf(end).at(-1), end.after], [6, lost, null]);
  });

  it('says how many replies there are where not all of them come along', async () => {
    const post = await newPost(running());
    const parents = [-1, -1, ...Array.from({ length: 220 }, () => 0), 1];
    const ids = await fill(running(), post.id, parents);
    const { backend, page } = await openWith(running().url, `${post.id}`, { ...query, limit: 1 });
    const [root] = page!.comments;
    assert.equal(root!.replyCount, 220);
    const all: number[] = [];
    for (let after: string | undefined; ;) {
      const branch: ListQuery = { ...query, branch: root!.id, limit: 100 };
      const next: Page = await backend.list({ ...branch, ...(after && { after }) }, call);
      all.push(...idsOf(next));
      if (!next.after) break;
      after = next.after;
    }
    assert.deepEqual(all, ids.slice(2, -1));
  });

  it('promises no replies where there are none, or none that one may see', async () => {
    const post = await newPost(running());
    const roots = Array.from({ length: 25 }, () => -1);
    const often = Array.from({ length: 60 }, () => [0, 1, 2, 3, 4, 20]).flat();
    const ids = await fill(running(), post.id, [...roots, ...often]);
    // Among the replies that come along, one with an answer that waits.
    const hidden = { post: post.id, parent: ids[25]!, content: 'Soon.', status: 'hold' };
    await asAdmin(running(), '/wp/v2/comments', hidden);
    const backend = backendAt(`${front.origin}/as-it-is`);
    const before = front.requests.length;
    const { page } = await backend.open({ id: `${post.id}` }, query, call);
    const asked = front.requests.slice(before);
    assert.ok(asked.length < 15, asked.join('\n'));
    const counts = new Map(page!.comments.map(({ id, replyCount }) => [Number(id), replyCount]));
    const expected = roots.map((_, i) => (often.includes(i) ? 60 : 0));
    assert.deepEqual(
      ids.slice(0, 25).map((id) => counts.get(id)),
      expected,
    );
    const replies = page!.comments.filter(({ parentId }) => parentId !== null);
    assert.ok(replies.length >= 200 && replies.length < 360, `${replies.length}`);
    assert.deepEqual(
      replies.filter(({ replyCount }) => replyCount !== 0),
      [],
    );
  });

  it('hands out everything at once when that is asked for', async () => {
    const post = await newPost(running());
    const parents = Array.from({ length: 350 }, (_, i) => (i % 2 === 0 ? -1 : i - 1));
    const ids = await fill(running(), post.id, parents);
    const { page } = await openWith(running().url, `${post.id}`, { ...query, limit: Infinity });
    assert.deepEqual(inOrder(idsOf(page)), inOrder(ids));
    assert.deepEqual([page!.before, page!.after], [null, null]);
  });
});
