/** Questions that a backend asks, and what a WordPress would answer that never was. */
export interface FakeWordpress {
  /** Addresses without their origin, in order. */
  readonly asked: string[];
  /** Comments as the API has them, or whatever else it answers. */
  comments: unknown[];
  /** The number of comments that it tells; undefined: none. */
  total: number | undefined;
  restore(): void;
}

/** Takes the place of `fetch` until it is restored. */
export function fakeWordpress(): FakeWordpress {
  const { fetch } = globalThis;
  const fake: FakeWordpress = {
    asked: [],
    comments: [],
    total: undefined,
    restore: () => void (globalThis.fetch = fetch),
  };
  globalThis.fetch = async (input) => {
    const { pathname, searchParams } = new URL(input as string);
    fake.asked.push(`${pathname}?${searchParams}`);
    await Promise.resolve();
    if (pathname.endsWith('/posts')) {
      return Response.json([{ id: 1, comment_status: 'open', author: 7, link: '' }]);
    }
    const total: Record<string, string> =
      fake.total === undefined ? {} : { 'X-WP-Total': `${fake.total}` };
    return Response.json(answerOf(fake, searchParams), { headers: total });
  };
  return fake;
}

function answerOf({ comments }: FakeWordpress, query: URLSearchParams): unknown[] {
  const [parent, offset, most] = ['parent', 'offset', 'per_page'].map((name) => query.get(name));
  const found = query.has('parent_exclude')
    ? comments.filter((each) => Number(Object(each).parent) > 0)
    : comments.filter((each) => parent === null || String(Object(each).parent ?? 0) === parent);
  if (query.get('order') === 'desc') found.reverse();
  return found.slice(Number(offset), Number(offset) + Number(most));
}

/** A comment as the API answers with it. */
export function wordpressComment(id: number, more: object = {}): object {
  return {
    id,
    post: 1,
    parent: 0,
    author: 0,
    author_name: `Writer ${id}`,
    author_url: '',
    date_gmt: '2026-01-01T12:00:00',
    content: { rendered: `<p>Comment ${id}.</p>` },
    link: `https://blog.example/post/#comment-${id}`,
    status: 'approved',
    ...more,
  };
}
