import { expect } from '@open-wc/testing';
import type { Sink } from '../../src/backends/contract.ts';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { MemoryStore } from '../../src/backends/memory.ts';
import type { ThreadInfo } from '../../src/model/rules.ts';
import {
  ada,
  eventually,
  failing,
  gate,
  local,
  newThread,
  openForm,
  openReply,
  openToWrite,
  post,
  posted,
  steves,
  Form,
} from './harness.ts';

describe('A comment that', () => {
  const empty: readonly (readonly [string, string])[] = [
    ['is empty', ''],
    ['is only spaces', ' \t\n\u00a0\u3000'],
    ['is only control characters', '\u0000\u0007\u001b'],
    ['only turns the direction of writing', '\u202e\u2066\u200f\u2069'],
    ['is only what has no width', '\u200b\u200d\ufeff'],
  ];
  for (const [what, text] of empty) {
    it(`${what} is not sent, and stays as it is`, async () => {
      const { section, form } = await openForm();
      await post(form, text);
      await eventually(() => expect(form.has(form.textarea)).to.equal(true));
      await eventually(() =>
        expect(form.descriptionOf(form.textarea)).to.equal('Write something before you post.'),
      );
      expect(form.text).to.equal(text);
      expect(section.comments).to.have.length(0);
    });
  }

  it('is too long says by how much, and keeps every character', async () => {
    const { form } = await openForm({ memory: { rules: { longest: 10 } } });
    await post(form, '12345678901');
    await eventually(() =>
      expect(form.descriptionOf(form.textarea)).to.equal('The comment is 1 character too long.'),
    );
    form.type('😀'.repeat(1510));
    form.submit.click();
    await eventually(() =>
      expect(form.descriptionOf(form.textarea)).to.contain('is 1,500 characters too long.'),
    );
    expect(form.text).to.equal('😀'.repeat(1510));
    expect(local.content).to.contain('😀'.repeat(1510));
  });

  const odd: readonly (readonly [string, string])[] = [
    ['turns the direction of writing', 'abc \u202edcba\u202c \u2066x\u2069'],
    ['holds control characters', 'a\u0007b\u001bc'],
    ['has five hundred marks on one letter', `e${'\u0301'.repeat(500)}`],
    ['looks like markup', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
    ['is one endless word', 'w'.repeat(5000)],
  ];
  for (const [what, text] of odd) {
    it(`${what} is there as it was written, and harms nothing`, async () => {
      const { section, form } = await openForm();
      const bodies: string[] = [];
      section.element.addEventListener('comment-submitted', ({ comment }) =>
        bodies.push(comment.body.source),
      );
      await post(form, text);
      await eventually(() => expect(bodies).to.deep.equal([text]));
      expect(section.root.querySelector('article img, article script')).to.equal(null);
      const { width } = section.element.getBoundingClientRect();
      expect(section.element.scrollWidth).to.be.at.most(Math.ceil(width));
      expect(section.comments[0]!.author).to.equal('Ada');
    });
  }

  it('is by a name that turns the direction does not turn what follows', async () => {
    const { section, form } = await openForm();
    await post(form, 'Hello', { ...ada, name: 'Ada \u202eevil' as 'Ada' });
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
    const name = section.comment('Hello').part('author')!.querySelector('bdi')!;
    expect(name.textContent).to.equal('Ada evil');
  });
});

describe('While a reply is being written', () => {
  it('the comment may be deleted: the form stays, with what is in it', async () => {
    const store: MemoryStore = new Map();
    const thread = newThread();
    const theirs = memoryBackend({ store });
    const call = { signal: new AbortController().signal, guestKey: 'somebody else' };
    await theirs.open({ id: thread }, { branch: null, sort: 'oldest', limit: 9 }, call);
    const { comment } = await theirs.add(
      { key: 'k', parentId: null, body: 'Going soon', guest: { name: 'Steve', email: 's@x.test' } },
      call,
    );
    const backend = memoryBackend({ store, keeper: 'server' });
    const { section } = await openToWrite({ backend, attributes: { thread } });
    const { article } = section.comment('Going soon');
    const form = await openReply(section, 'Going soon');
    form.type('Well said');
    const { textarea } = form;
    await theirs.remove(comment.id, call);
    await eventually(() => expect(article.textContent).to.contain('Comment deleted'));
    expect(form.textarea).to.equal(textarea);
    expect(form.text).to.equal('Well said');
    form.fill(ada);
    form.submit.click();
    await eventually(() =>
      expect(section.comment('Well said').allActions).to.contain('It is not here any more.'),
    );
    section.comment('Well said').button('Edit').click();
    await eventually(() => expect(form.text).to.equal('Well said'));
  });

  it('and changed when the comment is gone, the text stays, and it is said why it cannot be saved', async () => {
    let sink: Sink | undefined;
    const kept = memoryBackend({ keeper: 'server' });
    const backend = {
      ...kept,
      watch: (_since: string | undefined, to: Sink) => ((sink = to), () => {}),
    };
    const { section } = await openToWrite({ backend });
    await posted(section, 'Mine');
    const { article } = section.comment('Mine');
    section.comment('Mine').button('Edit').click();
    const form = await Form.in(article);
    form.type('Mine, and better');
    const { comments } = await kept.list(
      { branch: null, sort: 'oldest', limit: 1 },
      {
        signal: new AbortController().signal,
      },
    );
    sink!.gone([comments[0]!.id]);
    await eventually(() => expect(article.textContent).to.contain('Comment deleted'));
    await posted(section, 'Another');
    expect(form.text).to.equal('Mine, and better');
    form.submit.click();
    await eventually(() =>
      expect(form.summary!.textContent).to.contain('It is not here any more.'),
    );
    expect(form.text).to.equal('Mine, and better');
  });

  it('and posted when the comment is gone, the text comes back into a form that is there', async () => {
    let sink: Sink | undefined;
    const kept = memoryBackend({ keeper: 'server', ...steves() });
    const backend = {
      ...kept,
      watch: (_since: string | undefined, to: Sink) => ((sink = to), () => {}),
      add: async (...args: Parameters<typeof kept.add>) => {
        sink?.gone(['first']);
        return kept.add({ ...args[0], parentId: 'nothing' }, args[1]);
      },
    };
    const { section, form } = await openToWrite({ backend });
    await post(await openReply(section, 'first'), 'Well said');
    await eventually(() => section.comment('Well said').button('Edit').click());
    await eventually(() => expect(form.text).to.equal('Well said'));
    expect(form.has(form.textarea)).to.equal(true);
  });

  it('the thread may be closed: the form at the end keeps its text, and says why not', async () => {
    let sink: Sink | undefined;
    let info: ThreadInfo | undefined;
    const kept = memoryBackend({ keeper: 'server' });
    const backend = {
      ...kept,
      open: async (...args: Parameters<typeof kept.open>) => {
        const opened = await kept.open(...args);
        ({ info } = opened);
        return opened;
      },
      watch: (_since: string | undefined, to: Sink) => ((sink = to), () => {}),
    };
    const { section, form } = await openForm({ backend });
    form.type('Hello');
    form.fill(ada);
    sink!.info({ ...info!, rules: { ...info!.rules, closed: true } });
    await eventually(() => expect(section.notices).to.include('Comments are closed.'));
    expect(form.text).to.equal('Hello');
    form.submit.click();
    await eventually(() => expect(form.summary!.textContent).to.contain('Comments are closed.'));
    expect(form.text).to.equal('Hello');
  });

  it('the thread may be closed without a word: the comment says so and keeps its text', async () => {
    const store: MemoryStore = new Map();
    const thread = newThread();
    const open = memoryBackend({ store, keeper: 'server' });
    const closed = memoryBackend({ store, rules: { closed: true } });
    const backend = {
      ...open,
      add: async (...args: Parameters<typeof open.add>) => {
        await closed.open({ id: thread }, { branch: null, sort: 'oldest', limit: 1 }, args[1]);
        return closed.add(...args);
      },
    };
    const { section, form } = await openForm({ backend, attributes: { thread } });
    await post(form, 'Hello');
    await eventually(() =>
      expect(section.comment('Hello').allActions).to.contain(
        'Could not be sent. Comments are closed.',
      ),
    );
    section.comment('Hello').button('Edit').click();
    await eventually(() => expect(form.text).to.equal('Hello'));
  });
});

describe('A backend that answers', () => {
  it('late finds the comment where it was put, after whatever else happened', async () => {
    const { opened, open } = gate();
    const backend = failing((method) => (method === 'add' ? opened : undefined), steves());
    const { section, form } = await openForm({ backend });
    await post(form, 'Late');
    await eventually(() => expect(section.comment('Late').allActions).to.equal('Sending…'));
    const reply = await openReply(section, 'first');
    reply.type('Meanwhile');
    section.element.sort = 'newest';
    await eventually(() => expect(section.status).to.contain('Newest first'));
    open();
    await eventually(() => expect(section.comment('Late').allActions).to.contain('Like'));
    const still = await Form.below(section, 'first');
    expect(still.text).to.equal('Meanwhile');
  });

  it('twice shows the comment once', async () => {
    let sink: Sink | undefined;
    const kept = memoryBackend({ keeper: 'server' });
    const backend = {
      ...kept,
      watch: (_since: string | undefined, to: Sink) => ((sink = to), () => {}),
      add: async (...args: Parameters<typeof kept.add>) => {
        const added = await kept.add(...args);
        sink!.upsert([added.comment], new Map([[added.comment.id, added.marks!]]));
        return added;
      },
    };
    const { section } = await openForm({ backend });
    await posted(section, 'Hello');
    expect(section.ids).to.deep.equal(['Hello']);
    expect(section.heading).to.equal('One thought on “A Post”');
    expect(section.buttons.join()).not.to.contain('new comment');
  });

  it('never leaves the comment “Sending…”, and the text kept for the next visit', async () => {
    const thread = newThread();
    const backend = failing((method) => (method === 'add' ? new Promise(() => {}) : undefined));
    const { section, form } = await openToWrite({ backend, attributes: { thread } });
    await post(form, 'Hello');
    await eventually(() => expect(section.comment('Hello').allActions).to.equal('Sending…'));
    expect(local.content).to.contain('Hello');
    section.element.remove();
    const later = await openToWrite({ backend, attributes: { thread } });
    await eventually(() => expect(later.form.text).to.equal('Hello'));
  });
});
