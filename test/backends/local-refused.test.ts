import { expect } from '@open-wc/testing';
import { localBackend } from '../../src/backends/local.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { ListQuery } from '../../src/model/page.ts';
import { stub } from './local-database.ts';

const query: ListQuery = { branch: null, sort: 'oldest', limit: 20 };
const call = (guestKey = 'ann') => ({ signal: new AbortController().signal, guestKey });
const draft = (body: string) => ({
  key: crypto.randomUUID(),
  parentId: null,
  body,
  guest: { name: 'Ann', email: 'ann@secret.example' },
});

const refusals: Readonly<Record<string, (open: (...args: unknown[]) => unknown) => unknown>> = {
  'throws when it is opened'() {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
  'fails to open'(open) {
    // A database of a newer version cannot be opened as an older one.
    return open('local refused', 1);
  },
  'is missing'() {
    throw new ReferenceError('indexedDB is not defined');
  },
};

before(async () => {
  const request = indexedDB.open('local refused', 2);
  await new Promise((resolve) => request.addEventListener('success', resolve));
  request.result.close();
});

for (const [how, open] of Object.entries(refusals)) {
  describe(`the local backend where the database ${how}`, () => {
    let restore: () => void;
    beforeEach(() => {
      restore = stub(IDBFactory.prototype, 'open', open);
    });
    afterEach(() => restore());

    it('keeps comments for this visit, and says so', async () => {
      const thread = { id: crypto.randomUUID() };
      const backend = localBackend({ name: 'local refused' });
      const { info } = await backend.open(thread, query, call());
      expect(info.keeper).to.equal('visit');
      const { comment } = await backend.add(draft('text'), call());
      await backend.setLiked(comment.id, true, call('bob'));
      const again = await backend.list(query, call());
      expect(again.comments.map(({ likes }) => likes)).to.deep.equal([1]);
      expect(await backend.remove(comment.id, call())).to.equal(null);
      expect((await backend.counts([thread.id], call())).get(thread.id)).to.equal(0);
    });

    it('shows the same comments in two sections of the page', async () => {
      const thread = { id: crypto.randomUUID() };
      const [one, two] = [localBackend(), localBackend()];
      await one.open(thread, query, call());
      const { page } = await two.open(thread, query, call());
      const heard = new Promise<unknown>((tell) => {
        const sink = { upsert: tell, gone: () => {}, info: () => {}, reset: () => tell(undefined) };
        two.watch(page!.resume, sink, call());
      });
      await one.add(draft('text'), call());
      await heard;
      expect((await two.list(query, call())).comments.length).to.equal(1);
    });

    it('says unavailable to who asks without opening a thread', async () => {
      const backend = localBackend({ name: 'local refused' });
      const error: unknown = await backend
        .counts(['thread'], call())
        .catch((thrown: unknown) => thrown);
      expect((error as CommentError).code).to.equal('unavailable');
    });
  });
}
