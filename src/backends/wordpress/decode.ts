import { Entities } from '../../content/entities.ts';
import type { Comment } from '../../model/comment.ts';

/** A comment as WordPress has it: what the section shows of it, and what finds its place. */
export interface Entry {
  readonly id: number;
  /** 0: it is a root. */
  readonly parent: number;
  readonly post: number;
  readonly comment: Comment;
  /** Somebody has answered it, as far as that was asked. */
  readonly hasReplies: boolean;
}

/** What has to be known of a thread to read its comments. */
export interface Reading {
  /** The account that wrote the post; 0: not known, or not yet. */
  author: number;
  readonly avatars: boolean;
}

/** The fields to ask for; `_links.children` costs the server one query more for each comment. */
export function fieldsFor({ avatars }: Reading, withReplies = false): string {
  const fields = 'id,post,parent,author,author_name,author_url,date_gmt,content,link,status';
  return `${fields}${avatars ? ',author_avatar_urls' : ''}${withReplies ? ',_links.children' : ''}`;
}

/** What an answer has of comments. The rest of it is left behind. */
export function decodeEntries(value: readonly unknown[], reading: Reading): Entry[] {
  return value.flatMap((each) => decodeEntry(each, reading) ?? []);
}

export function decodeEntry(value: unknown, reading: Reading): Entry | undefined {
  const given = Object(value) as Record<string, unknown>;
  const id = whole(given['id']);
  if (!id) return undefined;
  const [parent, author] = [whole(given['parent']), whole(given['author'])];
  const url = text(given['author_url'], 2000);
  const link = text(given['link'], 2000);
  const avatar = reading.avatars ? pictureIn(given['author_avatar_urls']) : undefined;
  const name = text(given['author_name'], 1000);
  const links = Object(given['_links']) as Record<string, unknown>;
  return {
    id,
    parent,
    post: whole(given['post']),
    hasReplies: Array.isArray(links['children']),
    comment: {
      id: String(id),
      parentId: parent ? String(parent) : null,
      author: {
        name: new Entities(name).decode(name),
        ...(author && { id: String(author) }),
        ...(url && { url }),
        ...(avatar && { avatar }),
        ...roleOf(author, reading),
      },
      body: { format: 'html', source: text(Object(given['content']).rendered, 200_000) },
      // It has no zone of its own; a date that is none is NaN, and shown as no date.
      createdAt: Date.parse(`${text(given['date_gmt'], 40)}Z`),
      // What WordPress threw away on arrival is told by no other word: senders of spam would learn.
      status: given['status'] === 'approved' ? 'published' : 'pending',
      ...(link && { url: link }),
    },
  };
}

/** Comments that were read before it was known who wrote the post. */
export function credited(comments: readonly Comment[], reading: Reading): Comment[] {
  return comments.map((comment) => ({
    ...comment,
    author: { ...comment.author, ...roleOf(Number(comment.author.id), reading) },
  }));
}

function roleOf(author: number, reading: Reading): { readonly role?: 'author' } {
  return author > 0 && author === reading.author ? { role: 'author' } : {};
}

/** The largest picture; in place of Gravatar's stand-in for those who have none, nothing. */
function pictureIn(value: unknown): string | undefined {
  const address = text(Object.values(Object(value) as object).at(-1), 2000);
  return /^https?:\/\/([\w-]+\.)?gravatar\.com\//.test(address)
    ? address.replace(/([?&]d=)[^&]*/, '$1blank')
    : address;
}

function whole(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

function text(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}
