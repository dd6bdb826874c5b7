import { expect } from '@open-wc/testing';
import { httpBackend } from '../../src/backends/http.ts';
import { registerBackend } from '../../src/index.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { CommentError } from '../../src/model/errors.ts';
import { intercept } from '../../src/testing/index.ts';
import { comment } from '../support/comments.ts';
import { eventually, listenToConsole, newThread, openSection, opened } from './harness.ts';

const kept = (id: string): CommentBackend =>
  memoryBackend({ comments: [comment(id)], keeper: 'server' });

describe('Backend', () => {
  it('by a name that nobody has registered is told, and the section waits for it', async () => {
    const { warnings } = listenToConsole();
    const attributes = { backend: 'later' };
    const section = await openSection({ backend: null, attributes, children: '<p>Soon.</p>' });
    await eventually(() => expect(warnings).to.have.length(1));
    expect(warnings[0]).to.contain('no backend is called "later"');
    expect(warnings[0]).to.match(/There are: .*local/);
    expect(warnings[0]).to.contain('registerBackend("later"');
    expect(section.showsChildren).to.equal(true);
    registerBackend('later', () => kept('a'));
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
  });

  it('by a name is made for each section, with its server', async () => {
    const servers: unknown[] = [];
    registerBackend('made', (options) => {
      servers.push(options.server);
      return kept('a');
    });
    const server = 'https://comments.example/';
    await openSection({ backend: null, attributes: { backend: 'made', server } });
    await openSection({ backend: null, attributes: { backend: 'made' } });
    expect(servers).to.deep.equal([server, undefined]);
  });

  it('is told of pictures and questions where they are asked for', async () => {
    const asked: unknown[] = [];
    registerBackend('asked', ({ avatars, poll }) => {
      asked.push([avatars, poll]);
      return kept('a');
    });
    const attributes = { backend: 'asked', avatars: true, poll: '30' } as const;
    await openSection({ backend: null, attributes });
    const section = await openSection({ backend: null, attributes: { backend: 'asked' } });
    section.element.setAttribute('poll', '60');
    await eventually(() =>
      expect(asked).to.deep.equal([
        [true, 30_000],
        [false, 0],
        [false, 60_000],
      ]),
    );
  });

  it('advises the owner in the console, once, and readers never', async () => {
    const { warnings } = listenToConsole();
    const backend = intercept(kept('a'), () => {
      throw new CommentError('forbidden', { advice: 'Open the gate of blog.example.' });
    });
    const section = await openSection({ backend });
    section.button('Retry').click();
    await opened(section.element);
    await eventually(() =>
      expect(warnings).to.deep.equal(['<comment-section>: Open the gate of blog.example.']),
    );
    await eventually(() => expect(section.notices.join()).to.contain('That is not allowed.'));
    expect(section.element.shadowRoot!.textContent).not.to.contain('gate');
  });

  it('is http where there is a server only: comments for everybody never stay local', async () => {
    registerBackend('http', (options) => kept(String(options.server)));
    const server = 'https://comments.example/';
    const section = await openSection({ backend: null, attributes: { server } });
    expect(section.ids).to.deep.equal([server]);
  });

  it('that needs a server says how to name one', async () => {
    const { warnings } = listenToConsole();
    const attributes = { backend: 'http', server: 'comments.example' };
    registerBackend('http', httpBackend);
    const section = await openSection({ backend: null, attributes });
    expect(section.notices.join()).to.contain('The comments could not be loaded.');
    expect(warnings.join()).to.contain('server="comments.example" is not an address');
  });

  it('that is the browser’s own says that nobody else sees the comments', async () => {
    const { notes } = listenToConsole();
    const section = await openSection({ backend: null });
    expect(section.notices.join()).to.contain('Comments are kept in this browser only');
    await eventually(() => expect(notes.join()).to.contain('Set backend="…" and server="…"'));
  });

  it('in memory lasts as long as the page, for all sections of the thread', async () => {
    const thread = newThread();
    const attributes = { backend: 'memory', thread };
    const section = await openSection({ backend: null, attributes });
    expect(section.notices.join()).to.contain('they last for this visit only');
  });

  it('that fails to be made is an error with Retry', async () => {
    let broken = true;
    registerBackend('fragile', () => {
      if (broken) throw new Error('no key');
      return kept('a');
    });
    const section = await openSection({ backend: null, attributes: { backend: 'fragile' } });
    expect(section.notices.join()).to.contain('The comments could not be loaded.');
    broken = false;
    section.button('Retry').click();
    await eventually(() => expect(section.ids).to.deep.equal(['a']));
  });

  it('changes at any time', async () => {
    const section = await openSection({ backend: kept('a') });
    const loaded = opened(section.element);
    section.element.backend = kept('b');
    await loaded;
    expect(section.ids).to.deep.equal(['b']);
    registerBackend('third', () => kept('c'));
    section.element.setAttribute('backend', 'third');
    await eventually(() => expect(section.ids).to.deep.equal(['c']));
  });
});
