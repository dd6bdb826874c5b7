import { expect } from '@open-wc/testing';
import { manyComments } from '../support/comments.ts';
import { answering } from './answering.ts';
import { afterThisTest, eventually, opened, putSection } from './harness.ts';

describe('Paper', () => {
  it('gets all comments that are here, though the page had no time to draw them yet', async () => {
    keepBusy();
    const section = putSection({ backend: answering(manyComments(2000)) });
    await opened(section.element);
    const count = (): number => section.root.querySelectorAll('article').length;
    expect(count()).to.be.below(2000);
    await eventually(() => {
      dispatchEvent(new Event('beforeprint'));
      expect(count()).to.equal(2000);
    });
  });
});

/** What can wait waits until the test is over. */
function keepBusy(): void {
  const { scheduler } = globalThis as unknown as {
    scheduler: {
      postTask: (work: () => void, options?: { priority?: string }) => Promise<unknown>;
    };
  };
  const post = scheduler.postTask.bind(scheduler);
  scheduler.postTask = (work, options) =>
    options?.priority === 'background' ? new Promise(() => {}) : post(work, options);
  afterThisTest(() => Reflect.deleteProperty(scheduler, 'postTask'));
}
