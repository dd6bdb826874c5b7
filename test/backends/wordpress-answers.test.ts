import { expect } from '@open-wc/testing';
import type { Call, Opened } from '../../src/backends/contract.ts';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import type { CommentError } from '../../src/model/errors.ts';
import { fakeWordpress, wordpressComment, type FakeWordpress } from './fake-wordpress.ts';

const call: Call = { signal: new AbortController().signal, guestKey: 'key' };
const query = { branch: null, sort: 'oldest', limit: 25 } as const;

describe('Answers of a WordPress', () => {
  let fake: FakeWordpress;
  beforeEach(() => (fake = fakeWordpress()));
  afterEach(() => fake.restore());

  const open = (server = 'https://blog.example'): Promise<Opened> =>
    wordpressBackend({ server }).open({ id: '1' }, query, call);

  it('that are no comments are left out, and what they lack is left empty', async () => {
    const hostile = JSON.parse('{"__proto__": {"isAdmin": true}, "id": 5, "post": 1}') as object;
    fake.comments = [
      null,
      7,
      'text',
      [],
      { id: 'x' },
      { id: -1 },
      { id: 1.5 },
      { id: 2, author_name: 5, content: 'no object', date_gmt: null, parent: null, author: {} },
      hostile,
    ];
    const { page } = await open();
    expect(page!.comments.map(({ id }) => id)).to.deep.equal(['2', '5']);
    expect(page!.comments[0]).to.deep.equal({
      id: '2',
      parentId: null,
      author: { name: '' },
      body: { format: 'html', source: '' },
      createdAt: NaN,
      status: 'pending',
      replyCount: 0,
    });
    expect(Object.keys(page!.comments[1]!)).not.to.include('isAdmin');
    expect(({} as { isAdmin?: boolean }).isAdmin).to.equal(undefined);
  });

  it('have names with any entities, of which none is markup', async () => {
    const name = 'Andr&eacute; &amp;amp; &#x1F600; &lt;b&gt; &bogus; &#8217;';
    fake.comments = [wordpressComment(2, { author_name: name })];
    const { page } = await open();
    expect(page!.comments[0]!.author.name).to.equal('André &amp; 😀 <b> &bogus; ’');
  });

  it('are asked of nobody where the address is none', async () => {
    for (const server of ['', 'ftp://blog.example', 'http://']) {
      const error = (await open(server).catch((thrown: unknown) => thrown)) as CommentError;
      expect(error.code).to.equal('unsupported');
      expect(error.advice).to.contain('server="https://blog.example"');
    }
    expect(fake.asked).to.deep.equal([]);
  });

  it('whose number a proxy hides give no total, and are read to their end', async () => {
    fake.comments = Array.from({ length: 130 }, (_, i) => wordpressComment(i + 1));
    const { info } = await open();
    expect(info.total).to.equal(undefined);
    const backend = wordpressBackend({ server: 'https://blog.example' });
    const { page } = await backend.open({ id: '1' }, { ...query, limit: Infinity }, call);
    expect(page!.comments).to.have.length(130);
    expect(page!.after).to.equal(null);
  });

  it('are asked for below the folder of the blog, whatever form its address has', async () => {
    const addresses = [
      'https://a.example/blog',
      'https://a.example/blog/',
      'https://a.example/blog/index.php',
      'https://a.example/blog/wp-json/',
      'https://a.example/blog/wp-json/wp/v2',
      'https://a.example/blog/?rest_route=/',
    ];
    for (const address of addresses) {
      fake.asked.length = 0;
      await open(address);
      expect(fake.asked.every((each) => each.startsWith('/blog/wp-json/wp/v2/'))).to.equal(true);
    }
  });
});
