import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import type { Comment } from '../../src/model/comment.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { Page } from '../../src/model/page.ts';
import { asAdmin, fill, newPost, strangeComment } from '../support/wordpress.ts';
import {
  backendAt,
  call,
  draft,
  front,
  idsOf,
  inOrder,
  open,
  openWith,
  query,
  running,
  skip,
} from './wordpress-threads.ts';

describe('a thread of a real WordPress', { skip }, () => {
  it('is named by the id, the slug or the address of a post', async () => {
    const post = await newPost(running());
    const id = await strangeComment(running(), { post: post.id, content: 'Here.' });
    const names = [`${post.id}`, post.slug, post.link, `${running().url}/?p=${post.id}`];
    names.push(`https://www.blog.example/2026/11/${post.slug}/#more`);
    for (const name of names) {
      const { page, info } = await open(name);
      assert.deepEqual(idsOf(page), [id], name);
      assert.deepEqual(info.total, { value: 1, exact: true });
    }
  });

  it('may be that of a page', async () => {
    const page = await newPost(running(), { type: 'pages' });
    const id = await strangeComment(running(), { post: page.id, content: 'Here.' });
    for (const name of [`${page.id}`, page.slug, page.link]) {
      assert.deepEqual(idsOf((await open(name)).page), [id], name);
    }
  });

  for (const site of ['as-it-is', 'numeric', 'html']) {
    it(`is named by all addresses that WordPress gives a post, where they are ${site}`, async () => {
      const post = await newPost(running());
      const id = await strangeComment(running(), { post: post.id, content: 'Here.' });
      const { link } = await asAdmin(
        { ...running(), url: `${front.origin}/${site}` },
        `/wp/v2/posts/${post.id}`,
        undefined,
        'GET',
      );
      const bare = String(link).replace(/\/$/, '');
      for (const name of [bare, `${bare}/`, `${bare}/2/`, `${bare}/comment-page-3/#comment-1`]) {
        assert.deepEqual(idsOf((await open(name, `${front.origin}/${site}`)).page), [id], name);
      }
    });
  }

  it('is that of what is at exactly the address, not that of a post with the same slug', async () => {
    const above = await newPost(running(), { type: 'pages' });
    const post = await newPost(running());
    const more = { parent: above.id, slug: post.slug };
    const page = await newPost(running(), { type: 'pages', more });
    const [onPost, onPage] = [
      await strangeComment(running(), { post: post.id, content: 'Post.' }),
      await strangeComment(running(), { post: page.id, content: 'Page.' }),
    ];
    assert.match(page.link, new RegExp(`/${above.slug}/${post.slug}/$`));
    assert.deepEqual(idsOf((await open(page.link)).page), [onPage]);
    assert.deepEqual(idsOf((await open(post.link)).page), [onPost]);
  });

  it('is not that of the newest post where its name is none', async () => {
    const [one, two] = [await newPost(running()), await newPost(running())];
    const { url } = running();
    const names = [url, `${url}/`, `${url}/?cat=5`, `${url}/comment-page-2/`, ' ', ',', '/', '???'];
    for (const name of [...names, `${one.slug},${two.slug}`, `${one.slug} ${two.slug}`]) {
      await assert.rejects(
        open(name),
        ({ code, advice }: CommentError) => {
          assert.match(advice ?? '', /the id, the slug or the permalink/);
          return code === 'not-found';
        },
        name,
      );
    }
  });

  it('is read where permalinks are plain, and after one question too many only', async () => {
    const { id } = await newPost(running());
    await strangeComment(running(), { post: id, content: 'Here.' });
    const backend = backendAt(`${front.origin}/plain`);
    const before = front.requests.length;
    await backend.open({ id: `${id}` }, query, call);
    const asked = front.requests.slice(before);
    assert.ok(asked.some((each) => each.includes('/wp-json/')));
    await backend.list(query, call);
    const later = front.requests.slice(before + asked.length);
    assert.ok(later.every((each) => each.startsWith('GET /?rest_route=%2Fwp%2Fv2%2Fcomments&')));
  });

  it('is asked for with three questions when it is small', async () => {
    const { post } = running().seed;
    const before = front.requests.length;
    const { page, info } = await open(`${post}`, `${front.origin}/as-it-is`);
    assert.equal(front.requests.length - before, 3);
    assert.deepEqual([info.total?.value, page?.comments.length], [30, 28]);
  });

  it('has names without entities, dates in UTC, and says who wrote the post', async () => {
    const post = await newPost(running());
    const server = `${front.origin}/tokyo`;
    const { backend } = await openWith(server, `${post.id}`);
    const name = 'Zoë & <Co> "q"';
    await backend.add(draft({ guest: { name, email: 'zoe@site.example' } }), call);
    await asAdmin(running(), '/wp/v2/comments', { post: post.id, content: 'Mine.' });
    const { page } = await openWith(server, `${post.id}`);
    const [guest, author] = page!.comments;
    assert.equal(guest!.author.name, 'Zoë & "q"');
    assert.ok(
      Math.abs(guest!.createdAt - Date.now()) < 60_000,
      new Date(guest!.createdAt).toJSON(),
    );
    assert.equal(guest!.url, `${running().url}/${post.slug}/#comment-${guest!.id}`);
    assert.deepEqual([guest!.author.role, author!.author.role], [undefined, 'author']);
    assert.equal(guest!.author.avatar, undefined);
  });

  it('has pictures only where they are asked for, and none of those who have none', async () => {
    const { post } = running().seed;
    const backend = wordpressBackend({ server: running().url, avatars: true });
    const { page } = await backend.open({ id: `${post}` }, query, call);
    assert.match(page!.comments[0]!.author.avatar!, /^http:\/\/\d\.gravatar\.com\/.*s=96&d=blank/);
  });

  it('counts many at once, by whatever they are named', async () => {
    const [one, two] = [await newPost(running()), await newPost(running())];
    await fill(running(), one.id, [-1, 0, 1]);
    const counts = await backendAt().counts!([`${one.id}`, two.slug, 'nowhere'], call);
    assert.deepEqual(
      [...counts],
      [
        [`${one.id}`, 3],
        [two.slug, 0],
      ],
    );
  });
});

describe('what stock WordPress lets through', { skip }, () => {
  it('does not break the thread: orphans, strangers, circles, depths and dates', async () => {
    const post = await newPost(running());
    const other = await newPost(running());
    const comment = (fields: Record<string, string | number>) =>
      strangeComment(running(), { post: post.id, content: crypto.randomUUID(), ...fields });
    const foreign = await strangeComment(running(), { post: other.id, content: 'Elsewhere.' });
    const ids = [
      await comment({}),
      await comment({ parent: 99_999_999 }),
      await comment({ parent: foreign }),
      await comment({ date_gmt: '1901-01-01T00:00:00' }),
      await comment({ date_gmt: '9999-12-31T23:59:59' }),
    ];
    for (let depth = 0; depth < 12; depth++) {
      ids.push(await comment({ parent: depth === 0 ? ids[0]! : ids.at(-1)! }));
    }
    const circle = [await comment({ parent: ids[0]! }), await comment({ parent: ids[0]! })];
    await asAdmin(running(), `/wp/v2/comments/${circle[0]}`, { parent: circle[1]! });
    await asAdmin(running(), `/wp/v2/comments/${circle[1]}`, { parent: circle[0]! });
    ids.push(...circle);

    const { page, info, backend } = await openWith(running().url, `${post.id}`);
    assert.deepEqual(inOrder(idsOf(page)), inOrder(ids));
    assert.equal(info.total?.value, ids.length);

    // In pages of two, all of them come as well, and once.
    const found: Comment[] = [];
    for (let after: string | undefined; ;) {
      const next: Page = await backend.list({ ...query, limit: 2, ...(after && { after }) }, call);
      found.push(...next.comments);
      if (!next.after) break;
      after = next.after;
    }
    assert.deepEqual(inOrder(found.map(({ id }) => Number(id))), inOrder(ids));

    // A link leads to each of them.
    for (const id of ids) {
      const around = await backend.list({ ...query, limit: 2, around: `${id}` }, call);
      assert.ok(idsOf(around).includes(id), `${id}`);
    }
  });

  it('is not taken for the thread: comments of other posts are not here', async () => {
    const [post, other] = [await newPost(running()), await newPost(running())];
    const foreign = await strangeComment(running(), { post: other.id, content: 'Elsewhere.' });
    const { backend } = await openWith(running().url, `${post.id}`);
    const error = { code: 'not-found' };
    await assert.rejects(backend.list({ ...query, around: `${foreign}` }, call), error);
    await assert.rejects(backend.add(draft({ parentId: `${foreign}` }), call), error);
  });
});

describe('a comment that waits for a moderator', { skip }, () => {
  it('is seen by its writer after a reload, and by nobody else', async () => {
    const post = await newPost(running(), { switch: 'held' });
    const [root] = await fill(running(), post.id, [-1]);
    const { backend } = await openWith(running().url, post.slug);
    const sent = [
      await backend.add(draft({ body: 'Soon.' }), call),
      await backend.add(draft({ body: 'Soon too.', parentId: `${root}` }), call),
    ].map(({ comment }) => comment);

    const { page, info } = await open(post.slug);
    const ids = [root!, ...sent.map(({ id }) => Number(id))];
    assert.deepEqual(inOrder(idsOf(page)), inOrder(ids));
    assert.deepEqual(page!.comments.map(({ status }) => status).sort(), [
      'pending',
      'pending',
      'published',
    ]);
    assert.equal(info.total?.value, 1);
    for (const { id } of sent) assert.equal(page!.marks?.get(id)?.own, true);

    const stranger = { ...call, guestKey: 'key of bob' };
    const theirs = await backendAt().open({ id: post.slug }, query, stranger);
    assert.deepEqual(idsOf(theirs.page), [root]);

    // A link to it leads its writer there.
    const at = await backend.list({ ...query, around: sent[1]!.id }, call);
    assert.ok(idsOf(at).includes(Number(sent[1]!.id)));

    await asAdmin(running(), `/wp/v2/comments/${sent[0]!.id}`, { status: 'approved' });
    const later = (await open(post.slug)).page!.comments;
    assert.equal(later.find(({ id }) => id === sent[0]!.id)?.status, 'published');
    assert.equal(later.length, 3);
  });

  it('is not said to wait once it is approved, although its page holds no more replies', async () => {
    const post = await newPost(running(), { switch: 'held' });
    const parents = [-1, ...Array.from({ length: 220 }, () => 0)];
    const [root] = await fill(running(), post.id, parents);
    const { backend } = await openWith(running().url, post.slug);
    const { comment } = await backend.add(draft({ body: 'Soon.', parentId: `${root}` }), call);
    const seen = async (asker = call): Promise<Comment | undefined> => {
      const { page } = await backendAt().open({ id: post.slug }, query, asker);
      return page!.comments.find(({ id }) => id === comment.id);
    };
    assert.equal((await seen())?.status, 'pending');
    await asAdmin(running(), `/wp/v2/comments/${comment.id}`, { status: 'approved' });
    assert.equal((await seen())?.status, 'published');
    // From now on it is one of many, like those of others.
    assert.equal(await seen(), undefined);
    assert.equal(await seen({ ...call, guestKey: 'key of bob' }), undefined);
  });
});
