import { expect } from '@open-wc/testing';
import type { Call, Sink } from '../../src/backends/contract.ts';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import { eventually } from '../element/harness.ts';
import { fakeWordpress, wordpressComment, type FakeWordpress } from './fake-wordpress.ts';

const call: Call = { signal: new AbortController().signal, guestKey: 'key' };
const query = { branch: null, sort: 'oldest', limit: 25 } as const;

describe('Watching a WordPress', () => {
  let fake: FakeWordpress;
  let stop: () => void;
  beforeEach(() => {
    stop = () => {};
    fake = fakeWordpress();
    fake.comments = [wordpressComment(1), wordpressComment(2)];
    fake.total = 2;
  });
  afterEach(() => {
    stop();
    fake.restore();
    // Back to the one of the prototype.
    Reflect.deleteProperty(document, 'visibilityState');
  });

  /** What is heard from the first page on. */
  async function watch(poll = 10): Promise<string[]> {
    const backend = wordpressBackend({ server: 'https://blog.example', poll });
    await backend.open({ id: '1' }, query, call);
    const heard: string[] = [];
    const sink: Sink = {
      upsert: (comments) => heard.push(`new ${comments.map(({ id }) => id).join()}`),
      gone: (ids) => heard.push(`gone ${ids.join()}`),
      info: ({ total }) => heard.push(`total ${total?.value}`),
      reset: () => heard.push('reset'),
    };
    stop = backend.watch!(`${fake.total}`, sink, call);
    fake.asked.length = 0;
    return heard;
  }

  function fill(count: number): void {
    fake.comments = Array.from({ length: count }, (_, i) => wordpressComment(i + 1));
    fake.total = count;
  }

  function look(visibility: DocumentVisibilityState): void {
    Object.defineProperty(document, 'visibilityState', {
      value: visibility,
      configurable: true,
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('does not happen where nobody asks for it', () => {
    expect(wordpressBackend({ server: 'https://blog.example' })).not.to.respondTo('watch');
  });

  it('hears of new comments, of those that are gone, and of the total', async () => {
    const heard = await watch();
    await eventually(() => expect(fake.asked).to.have.length.above(1));
    expect(heard).to.deep.equal([]);
    fake.comments.push(wordpressComment(3));
    fake.total = 3;
    await eventually(() => expect(heard).to.deep.equal(['new 3', 'total 3']));
    fake.comments.splice(1, 1);
    fake.total = 2;
    await eventually(() => expect(heard.slice(2)).to.deep.equal(['gone 2', 'total 2']));
  });

  it('hears of hundreds that came while the page was hidden, and loses no place for it', async () => {
    const heard = await watch(3_600_000);
    await eventually(() => expect(fake.asked).not.to.have.length(0));
    look('hidden');
    fill(302);
    look('visible');
    const fresh = Array.from({ length: 300 }, (_, i) => 302 - i);
    await eventually(() => expect(heard).to.deep.equal([`new ${fresh.join()}`, 'total 302']));
    // And then of one more, as ever.
    look('hidden');
    fill(303);
    look('visible');
    await eventually(() => expect(heard.slice(2)).to.deep.equal(['new 303', 'total 303']));
  });

  it('reads everything anew when more came than anybody reads', async () => {
    const heard = await watch();
    await eventually(() => expect(fake.asked).not.to.have.length(0));
    fill(700);
    await eventually(() => expect(heard).to.include('reset'));
  });

  it('rests while the page is hidden, and goes on at once when it is seen again', async () => {
    look('hidden');
    const heard = await watch(3_600_000);
    fake.comments.push(wordpressComment(3));
    fake.total = 3;
    // The part that asks is here by now: another section of it is asking.
    look('visible');
    await eventually(() => expect(heard).to.include('new 3'));
    const asked = fake.asked.length;
    look('hidden');
    fake.comments.push(wordpressComment(4));
    fake.total = 4;
    look('hidden');
    expect(fake.asked).to.have.length(asked);
    look('visible');
    await eventually(() => expect(heard).to.include('new 4'));
    expect(fake.asked).to.have.length(asked + 1);
  });

  it('asks nothing while the page is hidden, although its time has come', async () => {
    const { setTimeout } = globalThis;
    const due: (() => void)[] = [];
    const poll = 3_600_000;
    const heldBack = (work: () => void, ms?: number) =>
      ms === poll ? due.push(work) : setTimeout(work, ms);
    globalThis.setTimeout = heldBack as typeof setTimeout;
    try {
      await watch(poll);
      await eventually(() => expect(due).to.have.length(1));
      const asked = fake.asked.length;
      look('hidden');
      due.pop()!();
      expect(fake.asked).to.have.length(asked);
      expect(due).to.have.length(0);
      look('visible');
      await eventually(() => expect(due).to.have.length(1));
      expect(fake.asked).to.have.length(asked + 1);
      due.pop()!();
      await eventually(() => expect(fake.asked).to.have.length(asked + 2));
    } finally {
      globalThis.setTimeout = setTimeout;
    }
  });

  it('goes on after a question that failed', async () => {
    const heard = await watch();
    await eventually(() => expect(fake.asked).not.to.have.length(0));
    const { fetch } = globalThis;
    let failed = 0;
    globalThis.fetch = () => Promise.reject(new TypeError(`Failed ${++failed}`));
    await eventually(() => expect(failed).to.be.above(0));
    globalThis.fetch = fetch;
    fake.comments.push(wordpressComment(3));
    fake.total = 3;
    await eventually(() => expect(heard).to.include('new 3'));
  });

  it('stops when it is told to', async () => {
    const heard = await watch();
    await eventually(() => expect(fake.asked).not.to.have.length(0));
    stop();
    const asked = fake.asked.length;
    fake.comments.push(wordpressComment(3));
    look('visible');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(fake.asked.length - asked).to.be.below(2);
    expect(heard).to.deep.equal([]);
  });
});
