import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { Call, CommentBackend } from '../../src/backends/contract.ts';
import type { Comment } from '../../src/model/comment.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { gate } from '../store/harness.ts';
import { comment, manyComments } from '../support/comments.ts';
import {
  afterThisTest,
  eventually,
  newThread,
  openSection,
  opened,
  putSection,
  turn,
} from './harness.ts';

/** A backend, and what became of the calls to `open`. */
function watched(comments = [comment('a'), comment('b', 'a')]): {
  backend: CommentBackend;
  signals: AbortSignal[];
} {
  const signals: AbortSignal[] = [];
  const backend = intercept(memoryBackend({ comments }), (method, args) => {
    if (method === 'open') signals.push((args[2] as Call).signal);
  });
  return { backend, signals };
}

describe('An element', () => {
  it('that is moved keeps its thread, as the reader left it', async () => {
    const { backend, signals } = watched();
    const section = await openSection({ backend });
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('b').isVisible).to.equal(false));
    const elsewhere = document.createElement('div');
    document.body.prepend(elsewhere);
    elsewhere.append(section.element);
    await turn();
    expect(section.comment('b').isVisible).to.equal(false);
    section.comment('a').toggle.click();
    await eventually(() => expect(section.comment('b').isVisible).to.equal(true));
    expect(signals).to.have.length(1);
    expect(signals[0]!.aborted).to.equal(false);
    elsewhere.remove();
  });

  it('that is taken away lets go, and works when it is put back', async () => {
    const { backend, signals } = watched();
    const section = await openSection({ backend });
    section.element.remove();
    await eventually(() => expect(signals[0]!.aborted).to.equal(true));
    const loaded = opened(section.element);
    document.body.append(section.element);
    await loaded;
    expect(section.outline).to.deep.equal(['a', ['b']]);
    section.comment('a').like.click();
    await eventually(() => expect(section.comment('a').actions).to.contain('Liked by you'));
  });

  it('that is taken away while it loads leaves nothing running', async () => {
    const { opened: arrived, open } = gate();
    const signals: AbortSignal[] = [];
    const backend = intercept(memoryBackend(), (_method, args) => {
      signals.push((args.at(-1) as Call).signal);
      return arrived;
    });
    const section = putSection({ backend });
    let events = 0;
    for (const type of ['comments-loaded', 'comment-error']) {
      section.element.addEventListener(type, () => events++);
    }
    await eventually(() => expect(signals).to.have.length(1));
    section.element.remove();
    await eventually(() => expect(signals[0]!.aborted).to.equal(true));
    open();
    await turn();
    expect(events).to.equal(0);
    expect(signals).to.have.length(1);
  });

  it('that is taken away listens to nothing any more', async () => {
    const store = new Map();
    let watching = 0;
    const kept = memoryBackend({ store });
    const backend: CommentBackend = {
      ...kept,
      watch(...args) {
        watching++;
        const stop = kept.watch(...args);
        return () => {
          watching--;
          stop();
        };
      },
    };
    const section = await openSection({ backend });
    await eventually(() => expect(watching).to.equal(1));
    section.element.remove();
    await eventually(() => expect(watching).to.equal(0));
    document.body.append(section.element);
    await eventually(() => expect(watching).to.equal(1));
  });

  it('draws no comment anew when something on the page changes that is not its own', async () => {
    const section = await openSection({ memory: { comments: manyComments(3) } });
    await section.element.goTo('c1'); // it watches the page by then
    const { format } = Intl.RelativeTimeFormat.prototype;
    let written = 0;
    Intl.RelativeTimeFormat.prototype.format = function (...args: Parameters<typeof format>) {
      written++;
      return format.apply(this, args);
    };
    afterThisTest(() => {
      Intl.RelativeTimeFormat.prototype.format = format;
      document.documentElement.removeAttribute('data-menu');
      document.documentElement.removeAttribute('lang');
    });
    document.documentElement.setAttribute('data-menu', 'open');
    document.dispatchEvent(new Event('transitionend'));
    await turn();
    await section.element.updateComplete;
    expect(written).to.equal(0);
    document.documentElement.lang = 'de';
    await eventually(() => expect(section.comment('c1').buttons).to.include('Antworten'));
    expect(written).to.equal(3);
  });

  it('that was never on a page is no trouble', async () => {
    const element = document.createElement('comment-section');
    element.thread = 'x';
    element.setAttribute('sort', 'newest');
    element.remove();
    await turn();
    expect(element.shadowRoot === null).to.equal(true);
  });

  it('is one of several on a page, each with its own thread and its own folds', async () => {
    const memory = { comments: [comment('a'), comment('b', 'a')] };
    const [one, two] = [await openSection({ memory }), await openSection({ memory })];
    one.comment('a').toggle.click();
    one.comment('b').like.click();
    await eventually(() => expect(one.comment('b').isVisible).to.equal(false));
    await eventually(() => expect(one.comment('b').actions).to.contain('Liked by you'));
    expect(two.comment('b').isVisible).to.equal(true);
    expect(two.comment('b').actions).to.equal('Like');
    const ids = [one, two].flatMap(({ root }) => [...root.querySelectorAll('article')]);
    expect(new Set(ids.map(({ id }) => id)).size).to.equal(4);
  });

  it('shows what another section of the same thread changes', async () => {
    const store = new Map();
    const thread = newThread();
    const comments = [comment('a')];
    const put = (): ReturnType<typeof openSection> =>
      openSection({ memory: { store, comments }, attributes: { thread } });
    const [one, two] = [await put(), await put()];
    await two.element.goTo('a'); // it listens by then
    one.comment('a').like.click();
    await eventually(() => expect(two.comment('a').actions).to.contain('Liked by you'));
  });
});

describe('Another thread', () => {
  const pages: Record<string, readonly Comment[]> = {
    one: [comment('a')],
    two: [comment('b')],
  };

  /** One backend for both, each of which answers when the test says so. */
  function slow(): { backend: CommentBackend; open: (thread: string) => void } {
    const gates: Record<string, ReturnType<typeof gate>> = { one: gate(), two: gate() };
    const backends: Record<string, CommentBackend> = {
      one: memoryBackend({ comments: pages['one']! }),
      two: memoryBackend({ comments: pages['two']! }),
    };
    const backend: CommentBackend = {
      ...memoryBackend(),
      async open(ref, ...rest) {
        await gates[ref.id]!.opened;
        return backends[ref.id]!.open(ref, ...rest);
      },
    };
    return { backend, open: (thread) => gates[thread]!.open() };
  }

  it('takes the place of the one that was shown', async () => {
    const { backend, open } = slow();
    open('one');
    const section = await openSection({ backend, attributes: { thread: 'one' } });
    section.element.setAttribute('thread', 'two');
    await eventually(() => expect(section.has('a')).to.equal(false));
    expect(section.element.matches(':state(loading)')).to.equal(true);
    open('two');
    await eventually(() => expect(section.ids).to.deep.equal(['b']));
  });

  it('is not disturbed by an answer for the one before that comes late', async () => {
    const { backend, open } = slow();
    const section = putSection({ backend, attributes: { thread: 'one' } });
    await section.element.updateComplete;
    section.element.setAttribute('thread', 'two');
    await section.element.updateComplete;
    open('two');
    await eventually(() => expect(section.ids).to.deep.equal(['b']));
    open('one');
    await turn();
    await turn();
    expect(section.ids).to.deep.equal(['b']);
  });

  it('loads once when several attributes change together', async () => {
    const { backend, signals } = watched();
    const section = await openSection({ backend });
    const loaded = opened(section.element);
    section.element.setAttribute('thread', newThread());
    section.element.setAttribute('thread-title', 'Another');
    section.element.setAttribute('page-size', '3');
    await loaded;
    expect(signals).to.have.length(2);
    expect(signals[0]!.aborted).to.equal(true);
    expect(section.heading).to.equal('2 thoughts on “Another”');
  });

  it('is not told of what failed in the one before', async () => {
    const errors: string[] = [];
    const { opened: arrived, open } = gate();
    const backend = intercept(memoryBackend({ comments: [comment('a')] }), async (method) => {
      if (method !== 'setLiked') return;
      await arrived;
      throw new Error('late');
    });
    const section = await openSection({ backend });
    section.element.addEventListener('comment-error', ({ error }) => errors.push(error.code));
    section.comment('a').like.click();
    await eventually(() => expect(section.comment('a').actions).to.contain('Liked by you'));
    const loaded = opened(section.element);
    section.element.thread = newThread();
    await loaded;
    open();
    await turn();
    expect(errors).to.deep.equal([]);
    expect(section.status).to.equal('');
  });
});
