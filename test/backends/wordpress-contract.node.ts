import { describe, it } from 'node:test';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import { backendContract } from '../../src/testing/index.ts';
import { newPost, testWordpress } from '../support/wordpress.ts';

const wordpress = testWordpress();

/** What stock WordPress cannot do. */
const lacks = {
  edit: 'WordPress lets only moderators change comments',
  likers: 'WordPress knows no likes',
  likes: 'WordPress knows no likes',
  'most-liked': 'WordPress knows no likes',
  remove: 'WordPress lets only moderators remove comments',
  restore: 'WordPress lets only moderators remove comments',
};

describe('the wordpress backend, before a real WordPress', () => {
  const suite = backendContract(async () => {
    if ('skip' in wordpress) throw new Error(wordpress.skip);
    const another = () => wordpressBackend({ server: wordpress.url, poll: 100 });
    const { id } = await newPost(wordpress);
    return { backend: another(), thread: { id: String(id) }, another };
  }, lacks);
  for (const { name, run, skip } of suite) {
    const reason = skip ?? ('skip' in wordpress ? wordpress.skip : undefined);
    it(name, { skip: reason ?? false }, run);
  }
});
