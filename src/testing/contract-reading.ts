import type { Sort } from '../model/order.ts';
import { assert, equal, refused, thrown } from './assert.ts';
import type { Ability, Case } from './backend-contract.ts';
import { bodiesOf, draftOf, ownOf, saidIn, type Bench } from './contract-bench.ts';

export const readingCases: readonly Case[] = [
  {
    name: 'opens a thread that nobody has written to',
    async run({ opened: { info, page } }) {
      equal(page.comments, [], 'there are no comments');
      equal([page.before, page.after], [null, null], 'there is nothing before and after');
      if (info.total) equal(info.total.value, 0, 'the total');
      equal(typeof info.can.add, 'boolean', 'info.can says whether one may write');
      assert(info.rules.sorts.length > 0, 'info.rules offers an order');
    },
  },
  ...(['oldest', 'newest', 'most-liked'] as const).map((sort): Case => ({
    name: `hands out roots ${sort} first, page by page, downwards and upwards`,
    needs: needsOf(sort),
    run: (bench) => pageThrough(bench, sort),
  })),
  ...(['oldest', 'newest'] as const).map((sort): Case => ({
    name: `goes on where a page ended while others post, ${sort} first`,
    needs: needsOf(sort),
    async run(bench) {
      const bodies = await postRoots(bench, 5);
      const first = await bench.list({ sort, limit: 2 });
      await bench.post('in between');
      const rest = await bench.walk({ sort, limit: 2, after: first.after! });
      const all = bodiesOf([...ownOf(first, { sort }), ...rest]);
      const expected = sort === 'newest' ? bodies.reverse() : [...bodies, 'in between'];
      equal(all, expected, 'every comment comes once');
    },
  })),
  {
    name: 'hands out first replies along with roots, and how many there are',
    async run(bench) {
      const root = await bench.post('root');
      for (const n of [1, 2, 3, 4, 5]) await bench.post(`reply ${n}`, root.id);
      const page = await bench.list();
      const along = bodiesOf(ownOf(page, { branch: root.id }));
      const all = ['reply 1', 'reply 2', 'reply 3', 'reply 4', 'reply 5'];
      assert(along.length > 0, 'some replies come along');
      equal(along, all.slice(0, along.length), 'the first replies come along');
      const { replyCount } = ownOf(page, {})[0]!;
      if (replyCount !== undefined) equal(replyCount, 5, 'replyCount');
    },
  },
  {
    name: 'hands out replies oldest first, page by page, downwards and upwards',
    async run(bench) {
      const root = await bench.post('root');
      for (const n of [1, 2, 3, 4, 5]) await bench.post(`reply ${n}`, root.id);
      const branch = { branch: root.id, limit: 2, sort: 'newest' } as const;
      const replies = bodiesOf(await bench.walk(branch));
      equal(replies, ['reply 1', 'reply 2', 'reply 3', 'reply 4', 'reply 5'], 'all replies');
      const first = await bench.list(branch);
      equal([first.branch, first.before], [root.id, null], 'the first page is the beginning');
      const second = await bench.list({ ...branch, after: first.after! });
      const back = await bench.list({ ...branch, before: second.before! });
      equal(bodiesOf(ownOf(back, branch)), bodiesOf(ownOf(first, branch)), 'one page back');
    },
  },
  {
    name: 'hands out replies of replies along with a branch, at any depth',
    async run(bench) {
      const ids = await postChain(bench, 5);
      const found = new Set<string>();
      for (let branch: string | null = null, rounds = 0; ; rounds++) {
        assert(rounds <= ids.length, 'every branch brings something new');
        const page = await bench.list({ branch });
        for (const { id } of page.comments) found.add(id);
        const missing = ids.findIndex((id) => !found.has(id));
        if (missing < 0) break;
        branch = ids[missing - 1] ?? null;
      }
    },
  },
  {
    name: 'hands out the page around a comment, with everything between it and its root',
    needs: ['around'],
    async run(bench) {
      const bodies = await postRoots(bench, 3);
      const path = await postChain(bench, 4);
      bodies.push('level 0', ...(await postRoots(bench, 3)));
      const page = await bench.list({ around: path.at(-1)!, limit: 3 });
      const ids = new Set(page.comments.map(({ id }) => id));
      equal(
        path.filter((id) => !ids.has(id)),
        [],
        'nothing on the path is missing',
      );
      const before = page.before
        ? await bench.walk({ limit: 3, before: page.before }, 'before')
        : [];
      const after = page.after ? await bench.walk({ limit: 3, after: page.after }) : [];
      const all = bodiesOf([...before, ...ownOf(page, {}), ...after]);
      equal(all, bodies, 'the roots before and after it follow');
    },
  },
  {
    name: 'opens a thread at a comment',
    needs: ['around'],
    async run({ backend, thread, post, call }) {
      const { id } = await post('here');
      const query = { branch: null, sort: 'oldest', limit: 2, around: id } as const;
      const { page } = await backend.open(thread, query, call());
      if (page)
        assert(
          page.comments.some((comment) => comment.id === id),
          'it is on the page',
        );
    },
  },
  {
    name: 'refuses the page around a comment that does not exist with not-found',
    needs: ['around'],
    async run({ list }) {
      await refused(list({ around: 'nobody-wrote-this' }), 'not-found');
    },
  },
  {
    name: 'refuses a cursor that it cannot read with invalid',
    async run({ list, post }) {
      await post('root');
      for (const cursor of ['nonsense', '', '[]', '{}', '[1]', 'null', '[{}, null, []]']) {
        await refused(list({ after: cursor }), 'invalid');
        await refused(list({ before: cursor }), 'invalid');
      }
    },
  },
  {
    name: 'rejects with the reason of an aborted signal, and does nothing',
    async run({ backend, thread, call, list, total }) {
      const reason = new Error('no longer wanted');
      const aborted = { ...call(), signal: AbortSignal.abort(reason) };
      const query = { branch: null, sort: 'oldest', limit: 2 } as const;
      for (const answer of [
        backend.open(thread, query, aborted),
        backend.list(query, aborted),
        backend.add(draftOf('never'), aborted),
      ]) {
        assert((await thrown(answer)) === reason, 'it rejects with the reason');
      }
      const controller = new AbortController();
      const listing = backend.list(query, { ...call(), signal: controller.signal });
      controller.abort(reason);
      assert((await thrown(listing)) === reason, 'it rejects when aborted on the way');
      equal((await list()).comments, [], 'nothing is stored');
      equal((await total()) ?? 0, 0, 'nothing is counted');
    },
  },
  {
    name: 'answers with plain data',
    async run({ post, list, opened }) {
      const root = await post('root');
      await post('reply', root.id);
      for (const answer of [opened, root, await list()]) {
        equal(structuredClone(answer), answer, 'a structured clone is the same');
      }
    },
  },
];

/** Oldest first is what everybody has. */
function needsOf(sort: Sort): Ability[] {
  if (sort === 'oldest') return [];
  return sort === 'newest' ? ['newest'] : ['most-liked', 'likes'];
}

async function pageThrough(bench: Bench, sort: Sort): Promise<void> {
  const bodies = await postRoots(bench, 7);
  if (sort === 'newest') bodies.reverse();
  if (sort === 'most-liked') {
    const { comments } = await bench.list();
    const likesOf = [0, 2, 1, 0, 2, 0, 3];
    for (const [i, likes] of likesOf.entries()) {
      const { id } = comments.find((comment) => saidIn(comment) === bodies[i])!;
      for (let n = 0; n < likes; n++) await bench.backend.setLiked!(id, true, bench.call(`${n}`));
    }
    // Of those with as many likes the oldest comes first.
    bodies.splice(0, 7, ...[6, 1, 4, 2, 0, 3, 5].map((i) => `root ${i + 1}`));
  }
  const first = await bench.list({ sort, limit: 3 });
  equal(bodiesOf(ownOf(first, { sort })), bodies.slice(0, 3), 'the first page');
  equal(first.before, null, 'nothing is before the first page');
  const second = await bench.list({ sort, limit: 3, after: first.after! });
  equal(bodiesOf(ownOf(second, { sort })), bodies.slice(3, 6), 'the second page');
  const third = await bench.list({ sort, limit: 3, after: second.after! });
  equal(bodiesOf(ownOf(third, { sort })), bodies.slice(6), 'the third page');
  equal(third.after, null, 'nothing is after the last page');
  const back = await bench.walk({ sort, limit: 4, before: third.before! }, 'before');
  equal(bodiesOf(back), bodies.slice(0, 6), 'everything before the third page');
}

async function postRoots(bench: Bench, count: number): Promise<string[]> {
  const known = (await bench.list({ limit: 100 })).comments.length;
  const bodies = Array.from({ length: count }, (_, i) => `root ${known + i + 1}`);
  for (const body of bodies) await bench.post(body);
  return bodies;
}

/** Each answers the one before; their ids, the root's first. */
async function postChain(bench: Bench, length: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < length; i++) {
    ids.push((await bench.post(`level ${i}`, ids.at(-1) ?? null)).id);
  }
  return ids;
}
