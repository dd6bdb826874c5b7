import type { CommentBackend, Sink } from '../../src/backends/contract.ts';
import type { IdentityService } from '../../src/identity/contract.ts';
import type { Author, Body, Comment, Liker } from '../../src/model/comment.ts';
import type { CommentError } from '../../src/model/errors.ts';
import type { Provider } from '../../src/model/identity.ts';
import type { Request } from '../../src/model/requests.ts';
import type { Guest, Viewer } from '../../src/model/viewer.ts';
import type { ViewOptions } from '../../src/views/view.ts';
import { someDay } from '../support/comments.ts';

/*
 * Every text of a stranger, and every way on which one comes into the section, in one place. A new
 * field, request or method does not compile until it stands here, and what stands here is tried.
 */

/** The fields of a type that hold any text, and not one of a few words. */
type TextOf<T> = { [K in keyof T]-?: string extends NonNullable<T[K]> ? K : never }[keyof T];
type Texts<T> = Readonly<Record<TextOf<T>, string>>;

/** Values whose every text is the same hostile one. */
export const hostile = {
  author: (text: string): Author & Texts<Author> => ({
    id: text,
    name: text,
    handle: text,
    url: text,
    avatar: text,
    provider: text,
  }),
  liker: (text: string): Liker & Texts<Liker> => ({ id: text, name: text, url: text, avatar: text }),
  viewer: (text: string): Viewer & Texts<Viewer> => hostile.author(text),
  provider: (text: string): Provider & Texts<Provider> => ({ id: text, label: text }),
  guest: (text: string): Guest & Texts<Guest> => ({ name: text, email: text, url: text }),
  error: (text: string): Texts<Pick<CommentError, 'detail'>> => ({ detail: text }),
  options: (text: string): Texts<Omit<ViewOptions, 'announcement'>> => ({ title: text }),
  bodies: (text: string): Readonly<Record<Body['format'], Body & Texts<Body>>> => ({
    markdown: { format: 'markdown', source: text },
    html: { format: 'html', source: text },
    text: { format: 'text', source: text },
  }),
  /** A comment for each format, and an answer to the first by somebody harmless. */
  comments(text: string, n: number): (Comment & Texts<Comment>)[] {
    const author = hostile.author(text);
    const bodies = Object.values(hostile.bodies(text));
    const made = bodies.map((body, i) => ({
      id: `${text} ${n} ${i}`,
      parentId: null as unknown as string,
      author,
      body,
      createdAt: someDay + n,
      version: text,
      url: text,
      status: 'published' as const,
      likes: 1,
    }));
    return [...made, { ...made[0]!, id: `${text} ${n} reply`, parentId: made[0]!.id }];
  },
};

/** What `page.ts` walks with each payload. */
export const paths = [
  'thread',
  'arrived',
  'more',
  'add',
  'add-failed',
  'edit',
  'preview',
  'guest',
  'refusal',
  'reply',
  'likers',
  'sign-in',
  'title',
  'error',
  'element',
] as const;
export type PathName = (typeof paths)[number];

/** On which of them the texts of a request, of an answer or of a change come in; none bring no text. */
export const ways: {
  readonly requests: Readonly<Record<Request['type'], PathName | 'none'>>;
  readonly answers: Readonly<Record<keyof CommentBackend, PathName | 'none'>>;
  readonly changes: Readonly<Record<keyof Sink, PathName | 'none'>>;
  readonly accounts: Readonly<Record<keyof IdentityService, PathName | 'none'>>;
} = {
  requests: {
    add: 'add',
    submit: 'add',
    edit: 'edit',
    type: 'preview',
    preview: 'preview',
    guest: 'guest',
    refuse: 'refusal',
    compose: 'reply',
    'take-back': 'add-failed',
    retry: 'add-failed',
    likers: 'likers',
    'sign-in': 'sign-in',
    'show-arrived': 'arrived',
    more: 'more',
    reload: 'thread',
    restore: 'thread',
    sort: 'none',
    collapse: 'none',
    unfold: 'none',
    'go-to': 'none',
    like: 'none',
    leave: 'none',
    remember: 'none',
    check: 'none',
    hold: 'none',
    'cancel-sign-in': 'none',
    'sign-out': 'none',
    'change-account': 'none',
    remove: 'none',
    discard: 'none',
  },
  answers: {
    open: 'thread',
    list: 'more',
    add: 'add-failed',
    find: 'add',
    edit: 'edit',
    remove: 'thread',
    restore: 'thread',
    likers: 'likers',
    identity: 'sign-in',
    watch: 'arrived',
    source: 'none', // nothing asks for it yet
    moderate: 'none', // nothing asks for it yet
    report: 'none',
    setLiked: 'none',
    marks: 'none',
    counts: 'none',
  },
  changes: { upsert: 'arrived', info: 'none', gone: 'none', reset: 'thread' },
  accounts: {
    providers: 'sign-in',
    viewer: 'sign-in',
    subscribe: 'sign-in',
    begin: 'sign-in',
    signOut: 'none',
  },
};
