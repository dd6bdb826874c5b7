import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { IdentityService } from '../../src/identity/contract.ts';
import type { Body, Comment } from '../../src/model/comment.ts';
import { CommentError } from '../../src/model/errors.ts';
import type { SignInState } from '../../src/model/identity.ts';
import { comment } from '../support/comments.ts';
import { answering } from './answering.ts';
import { eventually, openSection, type Section } from './harness.ts';

const kinds = fc.constantFrom('binary', 'grapheme', 'binary-ascii');
const anyText = kinds.chain((unit) => fc.string({ unit: unit as 'binary', maxLength: 200 }));
const formats = fc.constantFrom('markdown', 'html', 'text');

/** One that would turn what is around it, and one with marks and letters that nobody sees. */
const turning = ['\u202eadA\u202c Lovelace', 'A\u0007d\u200ba\u0336\u0336\u0336\u0336\u0336'];

describe('Any text', () => {
  it('is shown in every field of a comment, to its last letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, formats, async (text, format) => {
        const author = {
          name: text,
          url: text,
          avatar: text,
          handle: text,
          provider: text,
          role: text as 'author',
        };
        const body: Body = { format: format as Body['format'], source: text };
        const ofText = comment('text', null, { author, body: { format: 'text', source: text } });
        const ofFormat = comment(`${text}!`, 'text', { author, body, version: text, url: text });
        const section = await openSection({
          backend: answering([ofText, ofFormat, comment('last', ofFormat.id)]),
          attributes: { 'thread-title': text, 'max-depth': '0', avatars: true },
        });
        const { root } = section;
        await eventually(() => assert.lengthOf(root.querySelectorAll('article'), 3));
        const said = root.querySelector('article [part=body]')!.textContent;
        assert.equal(visible(said), visible(text));
        for (const place of ['[part=author] bdi', '.answers button', '#heading']) {
          assertNamed(section, place, text);
        }
        for (const { src } of root.querySelectorAll('img')) assert.match(src, /^https?:/);
        section.element.remove();
      }),
      { numRuns: 20, examples: turning.map((text) => [text, 'text']) },
    );
  }).timeout(60_000);

  it('is what somebody reads who wrote it as Markdown or as HTML', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const bodies: Body[] = [
          { format: 'markdown', source: text.replace(/[!-/:-@[-`{-~]/g, '\\$&') },
          { format: 'html', source: text.replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`) },
          { format: 'markdown', source: '**drawn**' },
          { format: 'html', source: '<b>drawn</b>' },
        ];
        const section = await openSection({ backend: answering(bodies.map(ofBody)) });
        const { root } = section;
        // Both parsers are here then.
        await eventually(() => assert.lengthOf(root.querySelectorAll('strong'), 2));
        const [markdown, html] = [...root.querySelectorAll('[part=body]')];
        assert.equal(visible(markdown!.textContent), visible(text));
        assert.equal(visible(html!.textContent), visible(text));
        section.element.remove();
      }),
      { numRuns: 15 },
    );
  }).timeout(60_000);

  it('can be the name of who likes, who signs in and where, and the reason of a failure', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const accounts = new Accounts(text);
        const backend = {
          ...answering([comment('liked', null, { likes: 1 })]),
          identity: accounts,
          likers: () => Promise.resolve([{ name: text }]),
          setLiked: () => Promise.reject(new CommentError('invalid', { detail: text })),
        };
        const section = await openSection({ backend });
        const find = async (selector: string): Promise<HTMLElement> => {
          await eventually(() => assert.isNotNull(section.root.querySelector(selector)));
          return section.root.querySelector<HTMLElement>(selector)!;
        };
        (await find('[data-do=likers]')).click();
        await eventually(() => assertNamed(section, 'article > div > div > .note', text));
        (await find('[part=like]')).click();
        await find('.bad [data-do=discard]');
        (await find('#thread-body')).focus();
        const provider = await find('[part=provider]');
        assertClean(provider.title);
        provider.click();
        await find('[id$=-connecting]');
        assertNamed(section, '[id$=-connecting]', text);
        accounts.connect();
        await find('.as');
        await eventually(() => assertNamed(section, '.as strong', text));
        if (lettersOf(text)) await eventually(() => assertNamed(section, '[role=status]', text));
        assertClean(section.root.querySelector('.as .avatar')!.textContent);
        section.element.remove();
      }),
      { numRuns: 10, examples: turning.map((text) => [text]) },
    );
  }).timeout(60_000);
});

function ofBody(body: Body, i: number): Comment {
  return comment(`c${i}`, null, { body, createdAt: i });
}

/** Accounts of which all names are this one. */
class Accounts implements IdentityService {
  connect = (): void => {};
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  providers = () => Promise.resolve([{ id: 'own', label: this.#name }]);
  viewer = () => Promise.resolve(null);
  signOut = () => Promise.resolve();
  subscribe = () => () => {};
  begin = () => Object.assign(this.#steps(), { focusWindow() {}, cancel() {} });

  async *#steps(): AsyncGenerator<SignInState> {
    yield { step: 'connecting' };
    await new Promise<void>((connect) => (this.connect = connect));
    yield { step: 'done', viewer: { id: 'ada', provider: 'own', name: this.#name } };
  }
}

/** The beginning of a text can be read at a place, and nothing in it turns what is around it. */
function assertNamed({ root }: Section, selector: string, text: string): void {
  const shown = root.querySelector(selector)!.textContent;
  assert.include(lettersOf(shown), lettersOf(text.slice(0, 20)), selector);
  assertClean(shown);
}

/** The locale itself isolates names; those are no marks that somebody brought. */
function assertClean(shown: string): void {
  assert.notMatch(shown, /(?![\u2068\u2069\n])[\p{Cc}\p{Bidi_C}]/u);
  assert.notMatch(shown, /\p{M}{4}/u);
}

/** Spaces at the ends of paragraphs are not shown, and what stands for no character may be another. */
function visible(text: string): string {
  return text.replace(/[\s\0\ufffd]/g, '');
}

function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]|\p{DI}/gu, '');
}
