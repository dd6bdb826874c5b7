import { expect } from '@open-wc/testing';
import type { CommentBackend, Opened } from '../../src/backends/contract.ts';
import { comment } from '../support/comments.ts';
import { answering } from './answering.ts';
import { eventually, openSection, type Section } from './harness.ts';

/** What comes from a server may be anything, whatever the types say. */
async function read(...comments: unknown[]): Promise<Section> {
  return openSection({ backend: answering([comment('good'), ...comments, comment('last')]) });
}

function without(name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = comment('odd') as unknown as Record<string, unknown>;
  return rest;
}

/** A backend that says just this of its thread. */
function opening(info: unknown): CommentBackend {
  const kept = answering([comment('a'), comment('b')]);
  return {
    ...kept,
    async open(...args) {
      const { page } = await kept.open(...args);
      return { info, page } as Opened;
    },
  };
}

describe('Of a backend that answers nonsense', () => {
  it('a date that no calendar has is left out', async () => {
    for (const createdAt of [NaN, Infinity, 9e15, '2020-01-01', null, undefined]) {
      const section = await read({ ...comment('odd'), createdAt });
      expect(section.ids).to.have.members(['good', 'odd', 'last']);
      expect(section.comment('odd').time === null, String(createdAt)).to.equal(true);
      expect(section.comment('odd').permalink.hash).to.equal('#comment-odd');
    }
  });

  it('a date that was never edited is none', async () => {
    const section = await read({ ...comment('odd'), editedAt: NaN });
    expect(section.comment('odd').name).not.to.contain('edited');
  });

  for (const name of ['author', 'body', 'createdAt', 'status', 'parentId']) {
    it(`a comment without ${name} does not take the others with it`, async () => {
      const section = await read(without(name));
      await section.element.updateComplete;
      expect(section.ids).to.include.members(['good', 'last']);
      expect(section.comment('good').words).to.contain('Author of good');
    });
  }

  for (const name of ['author', 'parentId']) {
    it(`a comment without ${name} is shown all the same`, async () => {
      const section = await read(without(name));
      expect(section.ids).to.include('odd');
    });
  }

  it('what is no comment at all is left out', async () => {
    const section = await read(null, undefined, 'text', 7, {}, []);
    expect(section.ids).to.include.members(['good', 'last']);
  });

  it('names and texts that are no text do not break the page', async () => {
    const section = await read(
      { ...comment('odd'), author: { name: 7 } },
      comment('reply', 'odd'),
      {
        ...comment('odder'),
        body: { format: 'text', source: null },
      },
    );
    expect(section.ids).to.include.members(['good', 'last']);
  });

  it('a role that nobody knows is none', async () => {
    for (const role of ['heading', 'constructor', '__proto__', 'logOut', 7]) {
      const section = await read({ ...comment('odd'), author: { name: 'Ada', role } });
      expect(section.ids, String(role)).to.include.members(['good', 'odd', 'last']);
      const badge = section.element.shadowRoot!.querySelector('.badge');
      expect(badge === null, String(role)).to.equal(true);
    }
  });

  it('an id of half a character does not take the others with it', async () => {
    const section = await read({ ...comment('odd'), id: 'odd\ud800' });
    expect(section.ids).to.include.members(['good', 'last']);
    expect(section.comment('good').words).to.contain('Author of good');
  });

  it('a circle of replies is cut, and all of it shown', async () => {
    const section = await read(comment('a', 'c'), comment('b', 'a'), comment('c', 'b'));
    expect(section.ids).to.have.members(['good', 'a', 'b', 'c', 'last']);
  });

  it('a comment that answers itself is shown once', async () => {
    const section = await read(comment('a', 'a'));
    expect(section.ids.filter((id) => id === 'a')).to.have.length(1);
  });

  it('the same comment twice is shown once', async () => {
    const section = await read(comment('a'), comment('a'), comment('a', 'good'));
    expect(section.ids.filter((id) => id === 'a')).to.have.length(1);
  });

  it('versions that cannot be compared do not take the others with them', async () => {
    const odd = { ...comment('odd'), version: { toString: 1 } };
    const section = await read(odd, odd);
    expect(section.ids).to.have.members(['good', 'odd', 'last']);
  });

  it('an address of a picture that is none is left out', async () => {
    const author = { name: 'Ada', avatar: { toString: 1 } };
    const backend = answering([{ ...comment('odd'), author }]);
    const section = await openSection({ backend, attributes: { avatars: '' } });
    await section.element.updateComplete;
    expect(section.comment('odd').avatar).to.equal('A');
    expect(section.root.querySelector('img')).to.equal(null);
  });

  it('absurd counts do not break the sentences', async () => {
    const section = await read(
      { ...comment('a'), likes: NaN },
      { ...comment('b'), likes: -3 },
      { ...comment('c'), likes: 1e21, replyCount: -2 },
      { ...comment('d'), replyCount: NaN },
    );
    expect(section.comment('a').actions).to.match(/^Like\b/);
    expect(section.comment('b').actions).to.match(/^Like\b/);
    expect(section.comment('c').actions).to.contain('Liked by');
    expect(section.text).not.to.contain('NaN');
  });

  it('a page without comments is an error with Retry, or empty', async () => {
    const section = await openSection({ backend: answering(undefined) });
    expect(section.notices.join()).to.match(/could not be loaded|No comments yet/);
  });

  it('an answer without anything is an error with Retry', async () => {
    const backend = { ...answering([]), open: () => Promise.resolve({} as never) };
    const section = await openSection({ backend });
    expect(section.buttons).to.include('Retry');
  });

  it('a thread that does not say what it allows can be read', async () => {
    for (const info of [{}, { can: null, rules: 7 }, { can: [], rules: { sorts: ['best'] } }]) {
      const said = JSON.stringify(info);
      const section = await openSection({ backend: opening(info) });
      await eventually(() => expect(section.ids, said).to.deep.equal(['a', 'b']));
      await section.element.updateComplete;
      expect(section.buttons, said).not.to.include('Like');
      expect(section.heading, said).to.equal('≈ 2 thoughts on “A Post”');
      section.element.remove();
    }
  });

  it('rules that make no sense are not followed', async () => {
    const rules = { sorts: 'newest', required: { name: true }, guests: 'yes' };
    const backend = opening({ can: { add: true }, rules, total: { value: 'many' } });
    const section = await openSection({ backend });
    await section.element.goTo('a'); // all of it is here by then
    const area = section.part('textarea') as HTMLTextAreaElement;
    area.focus();
    area.value = 'A text that is not too long.';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await eventually(() => expect(section.buttons).to.include('Post Comment'));
    section.button('Post Comment').click();
    await eventually(() => expect(section.has('A text that is not too long.')).to.equal(true));
    expect(section.text).not.to.contain('NaN');
  });

  it('marks that are a plain object are marks all the same', async () => {
    const marks = { a: { liked: true }, b: null } as never;
    const comments = [comment('a', null, { likes: 1 }), comment('b')];
    const section = await openSection({ backend: answering(comments, { marks }) });
    expect(section.comment('a').actions).to.contain('Liked by you');
    expect(section.ids).to.deep.equal(['a', 'b']);
  });

  it('an error of a kind that nobody knows is told as any other', async () => {
    for (const code of ['constructor', 'teapot']) {
      const open = (): Promise<never> => Promise.reject({ name: 'CommentError', code });
      const section = await openSection({ backend: { ...answering([]), open } });
      await eventually(() =>
        expect(section.notices.join(), code).to.contain('cannot be reached at the moment'),
      );
      section.element.remove();
    }
  });
});
