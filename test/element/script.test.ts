import { expect } from '@open-wc/testing';
import type * as entry from '../../src/index.ts';
import { CommentError } from '../../src/index.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import { intercept } from '../../src/testing/intercept.ts';
import { comment } from '../support/comments.ts';
import { CommentSection, eventually, openSection } from './harness.ts';
import { loadEntry, openPage, shows } from './page.ts';

const body = '<comment-section thread="t" loading="eager"><p>Soon.</p></comment-section>';

describe('The script', () => {
  it('makes a section of what is on the page already, with what was set before', async () => {
    const { section, window } = await openPage({
      body,
      backend: (make) => make({ comments: [comment('a')] }),
    });
    expect(window.customElements.get('comment-section')).to.be.a('function');
    await shows(section, 'a');
    expect(Object.hasOwn(section.element, 'backend')).to.equal(false);
  });

  it('can be loaded twice: the first one stays', async () => {
    const page = await openPage({ body, backend: (make) => make({ comments: [comment('a')] }) });
    const first = page.window.customElements.get('comment-section');
    const errors: string[] = [];
    page.window.addEventListener('error', ({ message }) => errors.push(message));
    await loadEntry(page.document, '?again');
    expect(page.window.customElements.get('comment-section') === first).to.equal(true);
    expect(errors).to.deep.equal([]);
    await shows(page.section, 'a');
  });

  it('exports the registered class from every copy', async () => {
    const copy = new URL('../../src/index.ts?again', import.meta.url).href;
    const again = (await import(copy)) as typeof entry;
    expect(again.CommentSection === CommentSection).to.equal(true);
    again.registerBackend('of another copy', () => memoryBackend({ comments: [comment('a')] }));
    const section = await openSection({
      backend: null,
      attributes: { backend: 'of another copy' },
    });
    expect(section.ids).to.deep.equal(['a']);
  });

  it('understands errors of a backend that came with another copy', async () => {
    // The frame has a copy of its own; this backend is made of the one out here.
    const backend = intercept(memoryBackend(), (method) => {
      if (method === 'open') throw new CommentError('offline');
    });
    const { section } = await openPage({ body, backend: () => backend });
    await eventually(() => expect(section.notices.join()).to.contain('could not be loaded'));
    await eventually(() => expect(section.notices.join()).to.contain('You are offline.'));
  });

  it('is no trouble in a page that refuses storage', async () => {
    const page = await openPage({ body, script: false });
    Object.defineProperty(page.window, 'localStorage', {
      get() {
        throw new DOMException('The test refuses it.', 'SecurityError');
      },
    });
    page.section.element.backend = memoryBackend({ comments: [comment('a')] });
    await loadEntry(page.document);
    await shows(page.section, 'a');
    page.section.comment('a').like.click();
    await eventually(() => expect(page.section.comment('a').actions).to.contain('Liked by you'));
  });
});
