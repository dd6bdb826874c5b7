import type { Comment } from '../model/comment.ts';
import { assert, equal } from './assert.ts';
import type { Case } from './backend-contract.ts';
import { bodiesOf, draftOf, marksOf, ownOf, secret } from './contract-bench.ts';

export const writingCases: readonly Case[] = [
  {
    name: 'stores a comment and hands it out as it was written',
    async run({ backend, call, list, total }) {
      const { comment, marks } = await backend.add(draftOf('*Hello*,\n\n<b>world</b>'), call());
      equal(comment.author.name, 'ann', 'the name of the guest');
      equal(comment.author.url, 'https://ann.example/', 'the website of the guest');
      equal(comment.parentId, null, 'it is a root');
      if (comment.body.format !== 'html') {
        equal(comment.body.source, '*Hello*,\n\n<b>world</b>', 'the text');
      }
      if (marks) equal(marks.own, true, 'it is the own one');
      if (comment.status !== 'published') return;
      equal((await list()).comments, [comment], 'it is listed as it was answered');
      equal(await total(), 1, 'it is counted');
    },
  },
  {
    name: 'keeps the order in which comments were posted',
    async run({ post, list }) {
      const bodies = Array.from({ length: 10 }, (_, i) => `comment ${i}`);
      for (const body of bodies) await post(body);
      equal(bodiesOf(ownOf(await list(), {})), bodies, 'the oldest first');
    },
  },
  {
    name: 'stores one comment for the same key, also when it is sent twice at once',
    async run({ backend, call, list, total }) {
      const draft = draftOf('once');
      const answers = await Promise.all([backend.add(draft, call()), backend.add(draft, call())]);
      const again = await backend.add(draft, call());
      const ids = new Set([...answers, again].map(({ comment }) => comment.id));
      equal([...ids], [again.comment.id], 'every answer is the same comment');
      equal((await list()).comments.length, 1, 'one is listed');
      equal(await total(), 1, 'one is counted');
    },
  },
  {
    name: 'loses nothing when two post at once',
    needs: ['another'],
    async run({ backend, another, post, call, list, total }) {
      const root = await post('root');
      const both = [backend, await another()];
      const bodies = Array.from({ length: 20 }, (_, i) => `comment ${i}`);
      await Promise.all(
        bodies.map((body, i) => {
          const parentId = i % 4 < 2 ? null : root.id;
          return both[i % 2]!.add(draftOf(body, { parentId }), call(`guest ${i}`));
        }),
      );
      const roots = ownOf(await list({ limit: 100 }), {});
      const replies = ownOf(await list({ branch: root.id, limit: 100 }), { branch: root.id });
      const found = bodiesOf([...roots, ...replies]).sort();
      equal(found, ['root', ...bodies].sort(), 'every comment is there once');
      equal(roots[0]?.replyCount ?? 10, 10, 'replyCount');
      equal(await total(), 21, 'the total');
    },
  },
  {
    name: 'tells whether a comment with this key arrived',
    needs: ['find'],
    async run({ backend, call }) {
      const draft = draftOf('did it arrive?');
      equal(await backend.find!(draft.key, call()), null, 'not before it is added');
      const { comment } = await backend.add(draft, call());
      const found = await backend.find!(draft.key, call());
      equal(found?.comment, comment, 'it is the comment');
    },
  },
  {
    name: 'edits a comment, and says when, in a newer version',
    needs: ['edit'],
    async run({ backend, call, post, list }) {
      const before = await post('first');
      const { comment } = await backend.edit!(before.id, 'second', call());
      equal(bodiesOf([comment]), ['second'], 'the text');
      equal([comment.id, comment.createdAt], [before.id, before.createdAt], 'what stays');
      assert((comment.editedAt ?? 0) >= comment.createdAt, 'editedAt is set');
      if (before.version !== undefined) {
        assert((comment.version ?? '') > before.version, 'the version is greater');
      }
      equal((await list()).comments, [comment], 'it is listed like this');
    },
  },
  {
    name: 'removes a comment without replies, so that nothing is left',
    needs: ['remove'],
    async run({ backend, call, post, list, total }) {
      const root = await post('root');
      const reply = await post('reply', root.id);
      equal(await backend.remove!(reply.id, call()), null, 'the answer');
      const page = await list();
      equal(bodiesOf(page.comments), ['root'], 'it is not listed');
      equal(page.comments[0]!.replyCount ?? 0, 0, 'replyCount');
      equal(await total(), 1, 'the total');
    },
  },
  {
    name: 'keeps the place of a removed comment as long as it has replies, and nothing else of it',
    needs: ['remove'],
    async run({ backend, call, post, list, total }) {
      const root = await post('root', null, 'ann');
      const reply = await post('reply', root.id, 'bob');
      const left = await backend.remove!(root.id, call('ann'));
      const page = await list();
      const placeholder = page.comments.find(({ id }) => id === root.id);
      equal(left, placeholder, 'it is listed as it was answered');
      equal(placeholder?.status, 'removed', 'the status');
      equal([placeholder?.body.source, placeholder?.author.name], ['', ''], 'text and name');
      assert(!JSON.stringify(placeholder).includes('ann'), 'the writer is gone');
      equal(bodiesOf(page.comments).includes('reply'), true, 'the reply is there');
      equal(await total(), 1, 'the total');
      await backend.remove!(reply.id, call('bob'));
      equal((await list()).comments, [], 'the place goes with the last reply');
      equal(await total(), 0, 'the total');
    },
  },
  {
    name: 'restores a removed comment as it was',
    needs: ['remove', 'restore'],
    async run({ backend, call, post, list, total }) {
      const first = await post('with a reply');
      await post('reply', first.id);
      await post('without');
      const before = await list();
      for (const { id } of ownOf(before, {})) {
        await backend.remove!(id, call());
        const { comment, marks } = await backend.restore!(id, call());
        if (marks) equal(marks.own, true, 'it is the own one');
        equal(bodiesOf([comment]), bodiesOf(before.comments.filter((c) => c.id === id)), 'text');
      }
      const after = await list();
      equal(after.comments.map(withoutVersion), before.comments.map(withoutVersion), 'all is back');
      equal(await total(), 3, 'the total');
    },
  },
  {
    name: 'restores a reply whose removed parents went along with it',
    needs: ['remove', 'restore'],
    async run({ backend, call, post, list, total }) {
      const root = await post('root');
      const middle = await post('middle', root.id);
      const leaf = await post('leaf', middle.id);
      for (const { id } of [root, middle, leaf]) await backend.remove!(id, call());
      equal((await list()).comments, [], 'all is gone');
      await backend.restore!(leaf.id, call());
      const statuses = (await list()).comments.map(({ status }) => status).sort();
      equal(statuses, ['published', 'removed', 'removed'], 'it is back in its place');
      await backend.restore!(root.id, call());
      equal(bodiesOf((await list()).comments).sort(), ['', 'leaf', 'root'], 'so is the root');
      equal(await total(), 2, 'the total');
    },
  },
  {
    name: 'tells writers which comments are theirs, and nobody else',
    async run({ post, list }) {
      const { id } = await post('mine', null, 'ann');
      const [anns, bobs] = [await list({}, 'ann'), await list({}, 'bob')];
      if (!anns.marks) return;
      equal(marksOf(anns, id).own, true, 'its writer');
      equal(marksOf(bobs, id).own ?? false, false, 'another guest');
      const { editUntil, removeUntil } = marksOf(bobs, id);
      equal([editUntil ?? null, removeUntil ?? null], [null, null], 'what another may do');
    },
  },
  {
    name: 'never hands out an e-mail address or a guest key',
    async run({ backend, thread, call, list }) {
      const draft = draftOf('first');
      const answers: unknown[] = [
        await backend.add(draft, call()),
        await backend.add(draft, call()),
      ];
      const { id } = (await backend.add(draftOf('second'), call())).comment;
      await backend.add(draftOf('reply', { parentId: id }), call());
      const query = { branch: null, sort: 'oldest', limit: 5 } as const;
      answers.push(
        await backend.open(thread, query, call()),
        await list({}, 'bob'),
        await list({ branch: id }),
        await backend.find?.(draft.key, call()),
        await backend.edit?.(id, 'edited', call()),
        await backend.setLiked?.(id, true, call()),
        await backend.likers?.(id, call()),
        await backend.remove?.(id, call()),
        await backend.restore?.(id, call()),
        await backend.counts?.([thread.id], call()),
        await list(),
      );
      const text = JSON.stringify(answers, (_name, part: unknown) =>
        part instanceof Map ? [...part] : part,
      );
      assert(!text.includes(secret), 'there is an address in it');
      assert(!text.includes(call().guestKey!), 'there is a guest key in it');
    },
  },
];

function withoutVersion({ version: _version, ...rest }: Comment): object {
  return rest;
}
