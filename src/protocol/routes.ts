import { wellFormed } from './decode.ts';

/**
 * Every path of the protocol, below the server's address. `:id` stands for a comment's id. The
 * number in front changes only when an older client could no longer understand the answers.
 */
export const routes = {
  // Public: the same for everybody, asked without any header of ours.
  thread: '/v1/thread',
  comments: '/v1/comments',
  counts: '/v1/counts',
  likers: '/v1/comments/:id/likers',
  // For one viewer, with what proves who that is.
  mine: '/v1/mine',
  sent: '/v1/sent',
  comment: '/v1/comments/:id',
  restore: '/v1/comments/:id/restore',
  like: '/v1/comments/:id/like',
  // For the owner of the site.
  pending: '/v1/moderation/pending',
  verdict: '/v1/moderation/comments/:id',
  closing: '/v1/moderation/thread',
} as const;

export type Route = keyof typeof routes;

/** Threads in one question for counts, and comments in one page, at most. */
export const mostThreads = 50;
export const mostComments = 100;

type Value = string | number | null | undefined;

/** What a question says, besides the comment in its path; in the order in which it is sent. */
export type Query = Readonly<Record<string, Value | readonly Value[]>>;

/**
 * The address of a question. Whoever asks the same writes the same address, so that one cached
 * answer serves them all: the order of `query` counts, and what is null or undefined is left out.
 */
export function addressOf(server: string, route: Route, query: Query = {}, id = ''): string {
  const path = routes[route].replace(':id', encode(id));
  const said = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value as Value]).flatMap((each) =>
      each == null ? [] : `${encode(name)}=${encode(String(each))}`,
    ),
  );
  return `${server.replace(/\/+$/, '')}${path}${said.length > 0 ? `?${said.join('&')}` : ''}`;
}

/** For an address or a header, where only ASCII goes. */
export function encode(text: string): string {
  return encodeURIComponent(wellFormed(text));
}
