import type { Body } from '../../src/model/comment.ts';
import { info, page, type Attacked } from './in-page/section.ts';

/*
 * Every way on which a text of a stranger comes into the section, in one place. `listed.node.ts`
 * fails when the model, a contract or a view has something that is neither here nor in `harmless.ts`.
 */

export interface Path {
  readonly name: string;
  /** Fields of the model that come in on it. */
  readonly brings: readonly string[];
  /** Methods of backends, accounts and sinks that bring them. */
  readonly by: readonly string[];
  /** Files of `src/views` that show them. */
  readonly views: readonly string[];
  /** Goes there with a section; what comes into it is looked at. The ways before have been gone. */
  readonly walk: (section: Attacked) => Promise<void>;
}

/** In this order, all by one section. */
export const paths: readonly Path[] = [
  {
    name: 'thread',
    brings: [
      'Comment.id',
      'Comment.parentId',
      'Comment.version',
      'Comment.url',
      'Body.source',
      'Author.id',
      'Author.name',
      'Author.handle',
      'Author.url',
      'Author.avatar',
      'Author.provider',
      'Viewer.id',
      'Viewer.provider',
      'ThreadRef.title',
      'ViewOptions.title',
    ],
    by: ['CommentBackend.open'],
    views: [
      'section.ts',
      'header.ts',
      'thread.ts',
      'comment.ts',
      'body.ts',
      'avatar.ts',
      'actions.ts',
      'composer.ts',
      'more.ts',
      'notices.ts',
    ],
    async walk(section) {
      const { payload } = section;
      // Each but the first answers the one before it.
      const comments = bodies(payload).map((body, i, { [i - 1]: before }) =>
        section.comment(body.format, {
          body,
          parentId: before ? `${payload} ${before.format}` : null,
        }),
      );
      const orphan = section.comment('orphan', { parentId: `${payload} of nobody`, createdAt: 9 });
      // Both parsers are there when these are strong.
      const last = (['markdown', 'html'] as const).map((format) =>
        section.comment(`last ${format}`, {
          author: { name: 'Somebody' },
          body: { format, source: format === 'html' ? '<b>drawn</b>' : '**drawn**' },
          createdAt: 10,
        }),
      );
      const all = [...comments, orphan, ...last];
      const opened = { info: info(section.viewer()), page: page(all, payload || 'next') };
      (await section.question('open')).answer(opened);
      await section.find('article');
      if (section.parses) {
        await section.until('a parser', () => {
          const strong = [...section.root.querySelectorAll('strong')];
          return strong.filter(({ textContent }) => textContent === 'drawn').length === 2;
        });
      }
      await section.shows('#heading');
      await section.shows('article [part=author]');
      await section.shows('.answers');
      const articles = section.root.querySelectorAll('article [part=body]');
      for (const [i, body] of bodies(payload).entries()) section.showsText(articles[i]!, body);
      await section.find('article [data-do=remove]');
    },
  },
  {
    name: 'avatars',
    brings: ['Author.avatar'],
    by: ['CommentBackend.open'],
    views: ['avatar.ts', 'live.ts'],
    // The policy of the page keeps them from being asked for, and tells of each.
    walk: (section) => section.inSight(),
  },
  {
    name: 'more',
    brings: ['Comment.id', 'Body.source', 'Author.name'],
    by: ['CommentBackend.list'],
    views: ['more.ts'],
    async walk(section) {
      await section.press('[data-do=more][data-direction=after]');
      (await section.question('list')).answer(page([section.comment('more', { createdAt: 21 })]));
      await section.until('the rest', () => !section.root.querySelector('[data-direction=after]'));
    },
  },
  {
    name: 'arrived',
    brings: ['Comment.id', 'Body.source', 'Author.name'],
    by: ['CommentBackend.watch', 'Sink.upsert', 'Sink.info', 'Sink.gone', 'Sink.reset'],
    views: ['live.ts'],
    async walk(section) {
      const sink = await section.until('a sink', () => section.sink);
      sink.info(info(section.viewer()));
      sink.upsert([section.comment('markdown', { version: `${section.payload}2` })]);
      sink.upsert([section.comment('arrived', { createdAt: 22 })]);
      sink.gone([`${section.payload} more`]);
      await section.press('[data-do=show-arrived]');
    },
  },
  {
    name: 'likers',
    brings: ['Author.id', 'Author.name', 'Author.url', 'Author.avatar'],
    by: ['CommentBackend.likers'],
    views: ['live.ts', 'actions.ts'],
    async walk(section) {
      await section.press('[data-do=likers]');
      (await section.question('likers')).answer([section.liker()]);
      await section.until('likers', () => !section.root.querySelector('article .loading'));
      await section.press('[part=like]');
      (await section.question('setLiked')).refuse(section.error());
      await section.find('[data-do=discard]');
      await section.press('[data-do=discard]');
    },
  },
  {
    name: 'preview',
    brings: ['Composer.text', 'Request.text'],
    by: [],
    views: ['composer.ts', 'writing.ts'],
    async walk(section) {
      const { text } = section;
      await section.type('#thread-body', text);
      await section.press('form[data-place=thread] [data-do=preview]');
      section.showsText(await section.find('.preview'), { format: 'markdown', source: text });
      await section.press('form[data-place=thread] [data-do=preview]');
    },
  },
  {
    name: 'who-row',
    brings: [
      'Request.value',
      'Provider.id',
      'Provider.label',
      'GuestFields.name',
      'GuestFields.email',
      'GuestFields.website',
    ],
    by: ['CommentBackend.identity', 'IdentityService.providers', 'IdentityService.viewer'],
    views: ['who.ts', 'provider-icons.ts', 'field-errors.ts'],
    async walk(section) {
      await section.find('[part=provider]');
      for (const name of ['name', 'email', 'website']) {
        // Never an address, so that it is refused.
        const text = name === 'email' ? `no ${section.payload}` : section.payload;
        await section.type(`form[data-place=thread] input[name=${name}]`, text);
      }
      await section.submit('thread');
      await section.find('#thread-email-error');
    },
  },
  {
    name: 'refusal',
    brings: ['Request.sentence', 'Composer.refusal'],
    by: [],
    views: ['field-errors.ts'],
    async walk(section) {
      const { element, payload } = section;
      await asGuest(section);
      element.addEventListener('comment-submit', (event) => event.refuse(payload || '?'), {
        once: true,
      });
      await section.submit('thread');
      await section.shows('#thread-errors', payload);
    },
  },
  {
    name: 'post',
    brings: [
      'Draft.key',
      'Draft.body',
      'Draft.parentId',
      'Guest.name',
      'Guest.email',
      'Guest.url',
      'Request.body',
      'ErrorDetails.detail',
      'CommentError.detail',
      'ActData.id',
      'Act.key',
    ],
    by: ['CommentBackend.add'],
    views: ['live.ts', 'errors.ts', 'field-errors.ts'],
    async walk(section) {
      const { payload, text } = section;
      await asGuest(section);
      await section.type('#thread-body', text);
      await section.submit('thread');
      const first = await section.question('add');
      first.refuse(section.error({ fields: { name: payload as 'invalid', body: 'too-long' } }));
      await section.find('[data-do=take-back]');
      await section.press('[data-do=take-back]');
      await section.until('the text', () => thereIn(section, '#thread-body'));
      await section.submit('thread');
      const comment = section.comment('posted', { createdAt: 23 });
      (await section.question('add')).answer({ comment });
      await section.until('it to arrive', () => !section.root.querySelector('.roots .sending'));
    },
  },
  {
    name: 'reply',
    brings: ['Request.quote', 'Request.place', 'Composer.place', 'Composer.id', 'Composer.key'],
    by: ['CommentBackend.add'],
    views: ['writing.ts'],
    async walk(section) {
      const { text } = section;
      const body = await section.find('article [part=body]');
      // In one go, because all sections of a page share one selection.
      getSelection()?.selectAllChildren(body);
      section.root.querySelector<HTMLElement>('article [data-do=reply]')!.click();
      await section.find('form[data-place^=reply]');
      await section.shows('form[data-place^=reply] .title');
      await section.type('form[data-place^=reply] textarea', text);
      await section.press('form[data-place^=reply] [data-do=preview]');
      section.showsText(await section.find('.preview'), { format: 'markdown', source: text });
      await section.submit('reply');
      const question = await section.question('add');
      question.refuse(section.error());
      await section.find('[data-do=discard]');
      await section.press('[data-do=discard]');
    },
  },
  {
    name: 'edit',
    brings: ['Body.source', 'ActData.body'],
    by: ['CommentBackend.edit'],
    views: ['writing.ts'],
    async walk(section) {
      const { text } = section;
      await section.press('[data-do=edit]');
      await section.find('form[data-place^=edit]');
      await section.type('form[data-place^=edit] textarea', `${text} `);
      await section.press('form[data-place^=edit] [data-do=preview]');
      await section.submit('edit');
      const question = await section.question('edit');
      question.refuse(section.error());
      await section.find('[data-do=retry]');
      await section.press('[data-do=retry]');
      const comment = section.comment('markdown', { version: `${section.payload}3`, editedAt: 5 });
      (await section.question('edit')).answer({ comment });
      await section.until('it to be sent', () => !section.root.querySelector('[data-do=retry]'));
    },
  },
  {
    name: 'removed',
    brings: ['Comment.id', 'Body.source'],
    by: ['CommentBackend.remove', 'CommentBackend.restore'],
    views: ['live.ts'],
    async walk(section) {
      await section.press('[data-do=remove]');
      const left = section.comment('markdown', {
        status: 'removed',
        version: `${section.payload}4`,
      });
      (await section.question('remove')).answer(left);
      await section.find('[data-do=undo]');
      await section.press('[data-do=undo]');
      const comment = section.comment('markdown', { version: `${section.payload}5` });
      (await section.question('restore')).answer({ comment });
      await section.until('it', () => !section.root.querySelector('[data-do=undo]'));
    },
  },
  {
    name: 'sign-in',
    brings: ['Request.provider', 'Announcement.name', 'ViewOptions.announcement'],
    by: ['IdentityService.begin', 'IdentityService.subscribe', 'IdentityService.signOut'],
    views: ['who.ts'],
    async walk(section) {
      await section.type('#thread-body', section.text);
      await section.press('form[data-place=thread] [part=provider]');
      await section.shows('[id$=-connecting]');
      section.flow!.tell({ step: 'failed', error: section.error() });
      await section.find('[part=identity] .bad');
      await section.press('form[data-place=thread] [part=provider]');
      await section.find('[id$=-connecting]');
      section.flow!.tell({ step: 'done', viewer: section.viewer() });
      await section.shows('.as');
      await section.shows('[role=status]');
      await section.submit('thread');
      const question = await section.question('add');
      question.answer({ comment: section.comment('of an account', { createdAt: 24 }) });
    },
  },
  {
    name: 'lost',
    brings: ['ErrorDetails.detail'],
    by: ['CommentBackend.list'],
    views: ['notices.ts'],
    async walk(section) {
      const going = section.element.goTo(`${section.payload} of nobody`).catch(() => {});
      const { CommentError } = section;
      const detail = section.payload;
      (await section.question('list')).refuse(new CommentError('not-found', { detail }));
      await going;
    },
  },
  {
    name: 'failure',
    brings: ['ErrorDetails.detail'],
    by: ['CommentBackend.open'],
    views: ['notices.ts', 'errors.ts'],
    async walk(section) {
      section.element.reload();
      (await section.question('open')).refuse(section.error());
      await section.find('[data-do=reload]');
      await section.shows('#heading', '');
    },
  },
];

/** As somebody without an account can send it. */
async function asGuest(section: Attacked): Promise<void> {
  await section.type(field('name'), `N ${section.payload}`);
  await section.type(field('email'), 'a@b.example');
  await section.type(field('website'), `https://a.example/${section.payload}`);
}

function field(name: string): string {
  return `form[data-place=thread] input[name=${name}]`;
}

function thereIn({ root }: Attacked, selector: string): boolean {
  return root.querySelector<HTMLTextAreaElement>(selector)?.value !== '';
}

function bodies(source: string): readonly Body[] {
  return (['markdown', 'html', 'text'] as const).map((format) => ({ format, source }));
}
