import { expect } from '@open-wc/testing';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { memoryBackend, type MemoryStore } from '../../src/backends/memory.ts';
import type { GuestBackend } from '../../src/backends/guests.ts';
import { backendContract, intercept } from '../../src/testing/index.ts';

/** Backends with one fault each, and the case that has to find it. */
const faults: readonly {
  readonly fault: string;
  readonly found: string;
  readonly add: (sound: GuestBackend) => Partial<CommentBackend>;
}[] = [
  {
    fault: 'stores a comment twice',
    found: 'stores one comment for the same key, also when it is sent twice at once',
    add: (sound) => ({
      add: (draft, call) => sound.add({ ...draft, key: crypto.randomUUID() }, call),
    }),
  },
  {
    fault: 'hands out addresses',
    found: 'never hands out an e-mail address or a guest key',
    add: (sound) => ({
      async add(draft, call) {
        const { comment } = await sound.add(draft, call);
        return { comment: { ...comment, author: { ...comment.author, ...draft.guest! } } };
      },
    }),
  },
  {
    fault: 'ends too early',
    found: 'hands out roots oldest first, page by page, downwards and upwards',
    add: (sound) => ({
      list: async (query, call) => ({ ...(await sound.list(query, call)), after: null }),
    }),
  },
  {
    fault: 'ignores the order',
    found: 'hands out roots newest first, page by page, downwards and upwards',
    add: (sound) => ({ list: (query, call) => sound.list({ ...query, sort: 'oldest' }, call) }),
  },
  {
    fault: 'ignores the signal',
    found: 'rejects with the reason of an aborted signal, and does nothing',
    add: (sound) => ({
      add: (draft, call) => sound.add(draft, { ...call, signal: new AbortController().signal }),
    }),
  },
  {
    fault: 'forgets the replies',
    found: 'hands out first replies along with roots, and how many there are',
    add: (sound) => ({
      async list(query, call) {
        const page = await sound.list(query, call);
        const comments = page.comments.filter(({ parentId }) => parentId === query.branch);
        return { ...page, comments };
      },
    }),
  },
  {
    fault: 'lets everybody edit',
    found: 'refuses to edit, remove and restore what somebody else wrote',
    add: (sound) => {
      let writer = '';
      return {
        add: (draft, call) => sound.add(draft, { ...call, guestKey: (writer = call.guestKey!) }),
        edit: (id, body, call) => sound.edit(id, body, { ...call, guestKey: writer }),
      };
    },
  },
  {
    fault: 'toggles likes',
    found: 'counts a like once, however often it is sent',
    add: (sound) => {
      let liked = false;
      return { setLiked: (id, _, call) => sound.setLiked(id, (liked = !liked), call) };
    },
  },
];

describe('the contract suite for backends', () => {
  for (const { fault, found, add } of faults) {
    it(`finds a backend that ${fault}`, async () => {
      const store: MemoryStore = new Map();
      const another = (): CommentBackend => {
        const sound = memoryBackend({ store });
        return { ...sound, ...add(sound) };
      };
      const suite = backendContract(() => {
        return { backend: another(), thread: { id: crypto.randomUUID() }, another };
      });
      const { run } = suite.find(({ name }) => name === found)!;
      const error: unknown = await run().catch((thrown: unknown) => thrown);
      expect(error).to.be.an.instanceof(Error);
    });
  }

  it('skips what a backend cannot do, and says why', () => {
    const suite = backendContract(() => never(), { likers: 'only numbers here' });
    const skipped = suite.filter(({ skip }) => skip !== undefined);
    expect(skipped.map(({ name, skip }) => [name, skip])).to.deep.equal([
      ['tells who likes a comment', 'only numbers here'],
    ]);
  });

  it('closes what it opened, also when a case fails', async () => {
    let open = 0;
    const suite = backendContract(() => {
      open++;
      const backend = intercept(memoryBackend(), (method) => {
        if (method === 'add') throw new Error('broken');
      });
      return { backend, thread: { id: 'thread' }, close: () => void open-- };
    });
    const results = await Promise.allSettled(suite.map(({ run }) => run()));
    expect(results.some(({ status }) => status === 'rejected')).to.equal(true);
    expect(open).to.equal(0);
  });

  it('gives every case a name of its own', () => {
    const names = backendContract(() => never()).map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
  });
});

describe('an intercepted backend', () => {
  const call = { signal: new AbortController().signal };
  const query = { branch: null, sort: 'oldest', limit: 5 } as const;

  it('fails with what is thrown before a method', async () => {
    const reason = new Error('broken');
    const backend = intercept(memoryBackend(), (method) => {
      if (method === 'list') throw reason;
    });
    await backend.open({ id: 'thread' }, query, call);
    expect(await backend.list(query, call).catch((thrown: unknown) => thrown)).to.equal(reason);
  });

  it('answers as soon as what comes before is over', async () => {
    let go: (() => void) | undefined;
    const gate = new Promise<void>((open) => (go = open));
    const backend = intercept(memoryBackend(), () => gate);
    const order: string[] = [];
    const opening = backend.open({ id: 'thread' }, query, call).then(() => order.push('answer'));
    order.push('gate');
    go?.();
    await opening;
    expect(order).to.deep.equal(['gate', 'answer']);
  });
});

function never(): never {
  throw new Error('is not run');
}
