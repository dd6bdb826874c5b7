import type { Guest } from '../model/viewer.ts';
import { assert, equal, refused } from './assert.ts';
import type { Case } from './backend-contract.ts';
import { bodiesOf, draftOf, type Bench } from './contract-bench.ts';

const guest: Guest = { name: 'ann', email: 'ann@site.example', url: 'https://ann.example/' };

export const refusalCases: readonly Case[] = [
  {
    name: 'refuses a comment without text',
    async run(bench) {
      for (const body of ['', ' \n\t', '\u200B']) {
        const { fields } = await refusedAdd(bench, draftOf(body), 'invalid');
        equal(fields, { body: 'required' }, 'the field');
      }
    },
  },
  {
    name: 'refuses a comment longer than its rules allow',
    async run(bench) {
      const { longest } = bench.opened.info.rules;
      if (longest === Infinity) return;
      const { fields } = await refusedAdd(bench, draftOf('x'.repeat(longest + 1)), 'too-large');
      equal(fields, { body: 'too-long' }, 'the field');
      await bench.post('😀'.repeat(longest));
    },
  },
  {
    name: 'refuses a guest who leaves out what its rules require, naming every field',
    async run(bench) {
      const { required } = bench.opened.info.rules;
      if (required.length === 0) return;
      const nobody = { name: ' ', email: '', url: '' };
      const { fields } = await refusedAdd(bench, draftOf('text', { guest: nobody }), 'invalid');
      const expected = Object.fromEntries(required.map((field) => [field, 'required']));
      equal(fields, expected, 'the fields');
    },
  },
  {
    name: 'refuses an address that is none',
    async run(bench) {
      const wrong = { ...guest, email: 'ann', url: 'javascript:alert(1)' };
      const { fields } = await refusedAdd(bench, draftOf('text', { guest: wrong }), 'invalid');
      equal(fields, { email: 'invalid', website: 'invalid' }, 'the fields');
    },
  },
  {
    name: 'refuses a comment by nobody',
    async run(bench) {
      if (bench.opened.info.viewer) return;
      const { guest: _, ...draft } = draftOf('text');
      await refusedAdd(bench, draft, 'unauthorized');
    },
  },
  {
    name: 'refuses a reply to a comment that does not exist',
    async run(bench) {
      await refusedAdd(bench, draftOf('reply', { parentId: 'nobody-wrote-this' }), 'not-found');
    },
  },
  {
    name: 'refuses a reply to a removed comment',
    needs: ['remove'],
    async run({ backend, call, post }) {
      const root = await post('root');
      await post('reply', root.id);
      await backend.remove!(root.id, call());
      await refused(backend.add(draftOf('late', { parentId: root.id }), call()), 'not-found');
    },
  },
  {
    name: 'refuses to edit, remove and restore what somebody else wrote',
    async run({ backend, call, post, list }) {
      const { id } = await post('mine', null, 'ann');
      await post('reply', id, 'ann');
      const bob = call('bob');
      if (backend.edit) await refused(backend.edit(id, 'yours', bob), 'forbidden');
      if (backend.remove) await refused(backend.remove(id, bob), 'forbidden');
      if (backend.restore) {
        await backend.remove!(id, call('ann'));
        await refused(backend.restore(id, bob), 'forbidden');
        await backend.restore(id, call('ann'));
      }
      equal(bodiesOf((await list()).comments), ['mine', 'reply'], 'nothing changed');
    },
  },
  {
    name: 'refuses to change anything for a guest without a key',
    async run({ backend, call, post, list }) {
      const { id } = await post('mine');
      const { signal } = call();
      if (backend.edit) await refused(backend.edit(id, 'text', { signal }), 'unauthorized');
      if (backend.remove) await refused(backend.remove(id, { signal }), 'unauthorized');
      if (backend.restore) await refused(backend.restore(id, { signal }), 'unauthorized');
      if (backend.setLiked) await refused(backend.setLiked(id, true, { signal }), 'unauthorized');
      equal(bodiesOf((await list()).comments), ['mine'], 'nothing changed');
    },
  },
  {
    name: 'refuses to change a comment that does not exist with not-found',
    async run({ backend, call }) {
      const id = 'nobody-wrote-this';
      if (backend.edit) await refused(backend.edit(id, 'text', call()), 'not-found');
      if (backend.remove) await refused(backend.remove(id, call()), 'not-found');
      if (backend.restore) await refused(backend.restore(id, call()), 'not-found');
      if (backend.setLiked) await refused(backend.setLiked(id, true, call()), 'not-found');
    },
  },
  {
    name: 'keeps the text when an edit breaks its rules',
    needs: ['edit'],
    async run({ backend, call, post, list }) {
      const before = await post('text');
      const { fields } = await refused(backend.edit!(before.id, '  ', call()), 'invalid');
      equal(fields, { body: 'required' }, 'the field');
      equal((await list()).comments, [before], 'nothing changed');
    },
  },
];

/** Adds what has to be refused, and sees to it that nothing of it is stored. */
async function refusedAdd(
  { backend, call, list, total }: Bench,
  draft: Parameters<Bench['backend']['add']>[0],
  code: Parameters<typeof refused>[1],
): ReturnType<typeof refused> {
  const error = await refused(backend.add(draft, call()), code);
  equal((await list()).comments, [], 'nothing is listed');
  equal((await total()) ?? 0, 0, 'nothing is counted');
  if (backend.find) {
    const found = await backend.find(draft.key, call());
    assert(found === null, 'its key is not known');
  }
  return error;
}
