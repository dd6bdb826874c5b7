import { expect } from '@open-wc/testing';
import { stub } from '../backends/local-database.ts';
import { opened } from '../element/harness.ts';
import { afterThisTest, eventually, openToWrite, post } from './harness.ts';

const forVisit = 'This browser does not let the page keep comments: they last for this visit only.';
const refusals: Readonly<Record<string, () => unknown>> = {
  'refuses its database': () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
  'never answers for its database': () => new EventTarget(),
};

describe('In a browser', () => {
  for (const [how, open] of Object.entries(refusals)) {
    it(`that ${how} one reads and writes for this visit, and is told so`, async () => {
      afterThisTest(stub(IDBFactory.prototype, 'open', open));
      const { section, form } = await openToWrite({ backend: null });
      expect(section.notices).to.include(forVisit);
      await post(form, 'For a while');
      await eventually(() =>
        expect(section.comment('For a while').allActions).to.equal('Like Reply Edit Delete'),
      );
    });
  }

  it('whose disk is full one goes on for this visit, and is told so', async () => {
    const { section, form } = await openToWrite({ backend: null });
    await post(form, 'Stored');
    await eventually(() => expect(section.status).to.equal('Your comment was posted.'));
    expect(section.notices).not.to.include(forVisit);
    const restore = stub(IDBObjectStore.prototype, 'put', (put, args) => {
      if (Array.isArray(args[1])) throw new DOMException('', 'QuotaExceededError');
      return put(...args);
    });
    afterThisTest(restore);
    await post(form, 'Too much');
    await eventually(() => expect(section.notices).to.include(forVisit));
    await eventually(() => expect(section.ids).to.deep.equal(['Stored', 'Too much']));
    await eventually(() =>
      expect(section.comment('Too much').allActions).to.equal('Like Reply Edit Delete'),
    );
    expect(form.text).to.equal('');
    section.comment('Stored').like.click();
    await eventually(() => expect(section.comment('Stored').actions).to.contain('Liked by you'));
    const again = opened(section.element);
    section.element.reload();
    await again;
    expect(section.ids).to.deep.equal(['Stored', 'Too much']);
    expect(section.notices).to.include(forVisit);
  });
});
