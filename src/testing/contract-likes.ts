import { equal, refused } from './assert.ts';
import type { Case } from './backend-contract.ts';
import { marksOf } from './contract-bench.ts';

export const likeCases: readonly Case[] = [
  {
    name: 'counts a like once, however often it is sent',
    needs: ['likes'],
    async run({ backend, call, post, list }) {
      const { id } = await post('root');
      const like = async (liked: boolean): Promise<number | undefined> =>
        (await backend.setLiked!(id, liked, call('bob'))).likes;
      const counts = [await like(false), await like(true), await like(true)];
      equal(counts, [0, 1, 1], 'liked');
      const [bobs, anns] = [await list({}, 'bob'), await list({}, 'ann')];
      equal(bobs.comments[0]!.likes, 1, 'the number that is listed');
      if (bobs.marks) equal(marksOf(bobs, id).liked, true, 'who likes it is told');
      if (anns.marks) equal(marksOf(anns, id).liked ?? false, false, 'who does not is not');
      equal([await like(false), await like(false)], [0, 0], 'taken back');
      equal(marksOf(await list({}, 'bob'), id).liked ?? false, false, 'and told no more');
    },
  },
  {
    name: 'counts likes exactly when many like at once',
    needs: ['likes', 'another'],
    async run({ backend, another, call, post, list }) {
      const { id } = await post('root');
      const both = [backend, await another()];
      const guests = Array.from({ length: 20 }, (_, i) => call(`guest ${i % 10}`));
      await Promise.all(guests.map((by, i) => both[i % 2]!.setLiked!(id, true, by)));
      equal((await list()).comments[0]!.likes, 10, 'each guest counts once');
      await Promise.all(guests.slice(0, 4).map((by) => backend.setLiked!(id, false, by)));
      equal((await list()).comments[0]!.likes, 6, 'four are taken back');
    },
  },
  {
    name: 'likes replies as well as roots',
    needs: ['likes'],
    async run({ backend, call, post, list }) {
      const root = await post('root');
      const reply = await post('reply', root.id);
      await backend.setLiked!(reply.id, true, call('bob'));
      const page = await list();
      const likes = [root, reply].map(({ id }) => page.comments.find((c) => c.id === id)?.likes);
      equal(likes, [0, 1], 'likes of the root and of the reply');
    },
  },
  {
    name: 'tells who likes a comment',
    needs: ['likes', 'likers'],
    async run({ backend, call, post }) {
      const { id } = await post('root');
      equal(await backend.likers!(id, call()), [], 'nobody');
      for (const guest of ['bob', 'cleo']) await backend.setLiked!(id, true, call(guest));
      const likers = await backend.likers!(id, call());
      equal(
        likers.map(({ name }) => typeof name),
        ['string', 'string'],
        'two of them',
      );
      await backend.setLiked!(id, false, call('bob'));
      equal((await backend.likers!(id, call())).length, 1, 'one of them');
      await refused(backend.likers!('nobody-wrote-this', call()), 'not-found');
    },
  },
  {
    name: 'takes likes away from a removed comment, and brings them back with it',
    needs: ['likes', 'remove'],
    async run({ backend, call, post, list }) {
      const root = await post('root');
      await post('reply', root.id);
      await backend.setLiked!(root.id, true, call('bob'));
      const left = await backend.remove!(root.id, call());
      equal(left?.likes ?? 0, 0, 'what is left has none');
      await refused(backend.setLiked!(root.id, true, call('cleo')), 'not-found');
      if (backend.likers) equal(await backend.likers(root.id, call()), [], 'nobody is named');
      if (!backend.restore) return;
      const { comment } = await backend.restore(root.id, call());
      equal(comment.likes, 1, 'it is back');
      const page = await list({}, 'bob');
      if (page.marks) equal(marksOf(page, root.id).liked, true, 'with who likes it');
    },
  },
];
