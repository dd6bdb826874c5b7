import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../src/backends/memory.ts';
import { comment } from '../support/comments.ts';
import { CommentError } from '../../src/model/errors.ts';
import {
  eventually,
  failing,
  openReply,
  openSection,
  openToWrite,
  post,
  posted,
  steves,
  type Section,
} from './harness.ts';

async function withOwn(...texts: string[]): Promise<Section> {
  const { section } = await openToWrite({ memory: steves() });
  for (const text of texts) await posted(section, text);
  return section;
}

describe('Deleting', () => {
  it('takes the comment away at once, without a question, and offers Undo', async () => {
    const section = await withOwn('Mine');
    section.comment('Mine').button('Delete').click();
    await eventually(() => expect(section.has('Mine')).to.equal(false));
    expect(section.status).to.equal('Comment deleted. Undo available.');
    expect(section.heading).to.equal('2 thoughts on “A Post”');
    section.button('Undo').click();
    await eventually(() => expect(section.has('Mine')).to.equal(true));
    await eventually(() => expect(section.status).to.equal('Comment restored.'));
    expect(section.heading).to.equal('3 thoughts on “A Post”');
    await eventually(() => expect(section.focus).to.equal('Mine'));
  });

  it('moves to the next comment, else to the one before, else to the heading', async () => {
    const section = await withOwn('One', 'Two');
    section.comment('One').button('Delete').click();
    await eventually(() => expect(section.focus).to.equal('Two'));
    section.comment('Two').button('Delete').click();
    await eventually(() => expect(section.status).to.contain('Comment deleted'));
    await eventually(() => expect(section.root.activeElement?.localName).to.equal('article'));
    const alone = (await openToWrite()).section;
    await posted(alone, 'Alone');
    alone.comment('Alone').button('Delete').click();
    await eventually(() => expect(alone.root.activeElement?.id).to.equal('heading'));
  });

  it('moves past what is folded away', async () => {
    const comments = [comment('root'), comment('below', 'root')];
    const { section } = await openToWrite({ memory: { comments } });
    await posted(section, 'Mine');
    section.comment('root').toggle.click();
    await eventually(() => expect(section.comment('below').isVisible).to.equal(false));
    section.comment('Mine').button('Delete').click();
    await eventually(() => expect(section.focus).to.equal('root'));
  });

  it('does not count one that awaits moderation, which was not counted', async () => {
    const memory = { ...steves(), rules: { moderation: 'all' } } as const;
    const { section, form } = await openToWrite({ memory });
    await post(form, 'Mine');
    await eventually(() => section.comment('Mine').button('Delete').click());
    await eventually(() => expect(section.has('Mine')).to.equal(false));
    expect(section.heading).to.equal('2 thoughts on “A Post”');
    section.button('Undo').click();
    await eventually(() => expect(section.status).to.equal('Comment restored.'));
    expect(section.heading).to.equal('2 thoughts on “A Post”');
  });

  it('leaves “Comment deleted” where there are replies', async () => {
    const section = await withOwn('Mine');
    await posted(section, 'Answer', await openReply(section, 'Mine'));
    const { article } = section.comment('Mine');
    section.comment('Mine').button('Delete').click();
    await eventually(() => expect(section.has('Mine')).to.equal(false));
    expect(article.textContent).to.contain('Comment deleted');
    expect(article.textContent).not.to.contain('Ada');
    expect(section.comment('Answer').isVisible).to.equal(true);
    section.button('Undo').click();
    await eventually(() => expect(section.outline.slice(2)).to.deep.equal(['Mine', ['Answer']]));
  });

  it('for good is gone on the next visit', async () => {
    const backend = memoryBackend({ keeper: 'server' });
    const attributes = { thread: 'for good' };
    const { section } = await openToWrite({ backend, attributes });
    await posted(section, 'Mine');
    section.comment('Mine').button('Delete').click();
    await eventually(() => section.button('Undo'));
    section.element.remove();
    const later = await openSection({ backend, attributes });
    expect(later.notices).to.deep.equal(['No comments yet.']);
    expect(later.buttons).not.to.include('Undo');
  });

  it('that could not be done brings the comment back, and says why', async () => {
    let broken = true;
    const backend = failing((method) => {
      if (method === 'remove' && broken) throw new CommentError('offline');
    });
    const { section } = await openToWrite({ backend });
    await posted(section, 'Mine');
    section.comment('Mine').button('Delete').click();
    await eventually(() =>
      expect(section.comment('Mine').allActions).to.contain('Could not be sent. You are offline.'),
    );
    expect(section.comment('Mine').buttons).not.to.include('Edit');
    expect(section.heading).to.equal('One thought on “A Post”');
    broken = false;
    section.comment('Mine').button('Retry').click();
    await eventually(() => expect(section.has('Mine')).to.equal(false));
  });
});

describe('Deleting where a backend cannot restore', () => {
  /** A comment of one's own, and what is asked of the backend. */
  async function withMine(): Promise<{ section: Section; asked: string[] }> {
    const asked: string[] = [];
    const backend = failing((method) => void asked.push(method));
    const { section } = await openToWrite({ backend: { ...backend, restore: undefined } as never });
    await posted(section, 'Mine');
    return { section, asked };
  }

  for (const [how, leave] of [
    ['the page goes', () => dispatchEvent(new PageTransitionEvent('pagehide'))],
    ['it is loaded anew', ({ element }: Section) => element.reload()],
    ['the section is taken away', ({ element }: Section) => element.remove()],
  ] as const) {
    it(`is done at once when ${how}`, async () => {
      const { section, asked } = await withMine();
      section.comment('Mine').button('Delete').click();
      await eventually(() => expect(section.has('Mine')).to.equal(false));
      expect(asked).not.to.include('remove');
      leave(section);
      await eventually(() => expect(asked).to.include('remove'));
    });
  }

  it('waits as long as Undo is offered, and is not told to the page when that is used', async () => {
    const { section, asked } = await withMine();
    let told = 0;
    section.element.addEventListener('comment-removed', () => told++);
    section.comment('Mine').button('Delete').click();
    await eventually(() => expect(section.has('Mine')).to.equal(false));
    section.button('Undo').click();
    await eventually(() => expect(section.has('Mine')).to.equal(true));
    expect(section.status).to.equal('Comment restored.');
    await posted(section, 'Another');
    expect(asked).not.to.include('remove');
    expect(told).to.equal(0);
  });
});
