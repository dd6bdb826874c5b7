import { expect } from '@open-wc/testing';
import { a11ySnapshot } from '@web/test-runner-commands';
import type { Comment } from '../../src/model/comment.ts';
import { comment } from '../support/comments.ts';
import { eventually, hasDevtools, openSection, type Section } from './harness.ts';
import { itemsOf } from './section.ts';

const day = 24 * 60 * 60 * 1000;
const twoDaysAgo = Date.now() - 2 * day - 60_000;

async function read(comments: readonly Comment[]): Promise<Section> {
  return openSection({ memory: { comments } });
}

const talk = [
  comment('hello', null, { author: { name: 'Clive' }, createdAt: twoDaysAgo }),
  comment('answer', 'hello', { author: { name: 'Steve' }, createdAt: twoDaysAgo + 1000 }),
  comment('again', 'answer', { author: { name: 'Clive' }, createdAt: twoDaysAgo + 2000 }),
  comment('aside', 'hello', { createdAt: twoDaysAgo + 3000 }),
  comment('other', null, { createdAt: twoDaysAgo + 4000 }),
];

describe('Thread', () => {
  it('nests replies below what they answer', async () => {
    const section = await read(talk);
    expect(section.outline).to.deep.equal(['hello', ['answer', ['again'], 'aside'], 'other']);
  });

  it('is lists in lists, each item with its article', async () => {
    const section = await read(talk);
    const lists = [...section.root.querySelectorAll('[part~="list"]')];
    expect(lists).to.have.length(3);
    for (const list of lists) {
      expect(list.localName).to.equal('ol');
      expect(list.getAttribute('role')).to.equal('list');
      for (const item of itemsOf(list)) {
        expect(item.localName).to.equal('li');
        expect(item.getAttribute('role')).to.equal('listitem');
        expect(item.querySelector('article')!.parentElement).to.equal(item);
      }
    }
    expect(section.root.querySelector('[role="tree"], [role="feed"]')).to.equal(null);
  });

  it('says in each name who answers whom, and when', async () => {
    const section = await read(talk);
    expect(section.comment('hello').name).to.equal('Clive , 2 days ago');
    expect(section.comment('answer').name).to.equal('Steve replied to Clive, 2 days ago');
    expect(section.comment('again').name).to.equal('Clive replied to Steve, 2 days ago');
  });

  it('tells assistive technology the same', async function () {
    if (!hasDevtools) return this.skip();
    await read(talk);
    const names = articleNames(await a11ySnapshot({})).map(heard);
    expect(names[0]).to.equal('Clive, 2 days ago');
    expect(names[1]).to.equal('Steve replied to Clive, 2 days ago');
    expect(names).to.have.length(5);
  });

  it('gives every comment a heading of the same level', async () => {
    const { comments } = await read(talk);
    expect(new Set(comments.map(({ headingLevel }) => headingLevel))).to.deep.equal(new Set(['3']));
  });

  it('shows the exact time in title and datetime, and leads to the comment', async () => {
    const { time, permalink } = (await read(talk)).comment('hello');
    expect(time!.dateTime).to.equal(new Date(twoDaysAgo).toISOString());
    const exact = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' });
    expect(time!.title).to.equal(exact.format(twoDaysAgo));
    expect(permalink.href).to.equal(`${location.href}#comment-hello`);
  });

  it('writes an id with odd letters into an address', async () => {
    const id = 'a/b c?#ü';
    const section = await read([comment(id)]);
    expect(section.comment(id).permalink.hash).to.equal(`#comment-${encodeURIComponent(id)}`);
  });

  it('says that a comment was edited', async () => {
    const section = await read([comment('a', null, { editedAt: Date.now() })]);
    expect(section.comment('a').name).to.contain('(edited)');
  });

  it('marks the author of the post and moderators in words', async () => {
    const section = await read([
      comment('a', null, { author: { name: 'Ines', role: 'author' } }),
      comment('b', null, { author: { name: 'Mo', role: 'moderator' } }),
      comment('c', null, { author: { name: 'Ada' } }),
    ]);
    expect(section.comment('a').author).to.equal('Ines Author');
    expect(section.comment('b').author).to.equal('Mo Moderator');
    expect(section.comment('c').author).to.equal('Ada');
  });

  it('links a name to its site, and only to a site', async () => {
    const urls = ['https://ada.example/', 'javascript:alert(1)', 'data:text/html,x', 'nonsense'];
    const section = await read(
      urls.map((url, i) => comment(`c${i}`, null, { author: { name: 'Ada', url } })),
    );
    const linkOf = (id: string) => section.comment(id).part('author')!.querySelector('a');
    await eventually(() => expect(linkOf('c0')).not.to.equal(null));
    const links = urls.map((_, i) => linkOf(`c${i}`));
    expect(links.map((link) => link?.href)).to.deep.equal([
      urls[0],
      undefined,
      undefined,
      undefined,
    ]);
    expect(links[0]!.rel.split(' ')).to.include.members(['nofollow', 'ugc', 'noopener']);
  });

  it('says beside a name that looks like an address where it really leads', async () => {
    const site = { url: 'https://evil.example/' };
    const section = await read([
      comment('a', null, { author: { name: 'https://bank.example', ...site } }),
      comment('b', null, { author: { name: 'evil.example', ...site } }),
    ]);
    await eventually(() => {
      expect(section.comment('a').author).to.equal('https://bank.example (evil.example)');
      expect(section.comment('b').part('author')!.querySelector('a')).not.to.equal(null);
    });
    expect(section.comment('b').author).to.equal('evil.example');
  });

  it('shows initials of a name, whole letters, without asking anybody for a picture', async () => {
    const section = await read([
      comment('a', null, {
        author: { name: 'Ada Lovelace', avatar: 'https://pictures.example/a' },
      }),
      comment('b', null, { author: { name: '👩‍🚀 e\u0301mile' } }),
      comment('c', null, { author: { name: 'mononym' } }),
    ]);
    expect(section.comment('a').avatar).to.equal('AL');
    expect(section.comment('b').avatar).to.equal('👩‍🚀É'.normalize('NFC'));
    expect(section.comment('c').avatar).to.equal('M');
    expect(section.root.querySelector('img')).to.equal(null);
  });

  it('names somebody who left no name', async () => {
    const section = await read([comment('a', null, { author: { name: '  ' } }), comment('b', 'a')]);
    expect(section.comment('a').author).to.equal('Anonymous');
    expect(section.comment('b').name).to.contain('replied to Anonymous');
  });

  it('shows text as paragraphs, and markup as text', async () => {
    const source = '<b>one</b>\nstill one\n\n\n  two <img src=x onerror=alert(1)>';
    const section = await read([comment('a', null, { body: { format: 'text', source } })]);
    const body = section.comments[0]!.part('body')!;
    const paragraphs = [...body.children];
    expect(paragraphs.map((each) => each.textContent.trim())).to.deep.equal([
      '<b>one</b>\nstill one',
      'two <img src=x onerror=alert(1)>',
    ]);
    expect(paragraphs.every((each) => each.getAttribute('dir') === 'auto')).to.equal(true);
  });
});

interface Node {
  readonly role: string;
  readonly name?: string;
  readonly children?: readonly Node[];
}

/**
 * Without the spaces that nobody hears. Chromium puts one between what is laid out as boxes of their
 * own, and leaves those around a name out or not, as far as the layout is when it is asked.
 */
function heard(name: string): string {
  return name
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ (?=,)/g, '');
}

function articleNames(tree: unknown): string[] {
  const { role, name = '', children = [] } = tree as Node;
  const below = children.flatMap((child) => articleNames(child));
  return role === 'article' ? [name, ...below] : below;
}
