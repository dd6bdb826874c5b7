import { after } from 'node:test';
import type { Call, CommentBackend, Opened } from '../../src/backends/contract.ts';
import { wordpressBackend } from '../../src/backends/wordpress.ts';
import type { ListQuery, Page } from '../../src/model/page.ts';
import { startFront } from '../support/wordpress-front.ts';
import { asAdmin, testWordpress, type Wordpress } from '../support/wordpress.ts';

// A real WordPress, and a server before it, for tests that read its threads.

const wordpress = testWordpress();
export const skip = 'skip' in wordpress ? wordpress.skip : false;
export const front = await startFront('url' in wordpress ? wordpress.url : undefined);
after(() => front.close());

export const call: Call = { signal: new AbortController().signal, guestKey: 'key of ann' };
export const query: ListQuery = { branch: null, sort: 'oldest', limit: 25 };

export function backendAt(server = running().url): CommentBackend {
  return wordpressBackend({ server });
}

export async function openWith(
  server: string,
  id: string,
  first = query,
): Promise<Opened & { backend: CommentBackend }> {
  const backend = backendAt(server);
  return { ...(await backend.open({ id }, first, call)), backend };
}

export function open(id: string, server = running().url): Promise<Opened> {
  return openWith(server, id);
}

export function draft(more: object) {
  const guest = { name: 'Ann', email: 'ann@site.example' };
  return { key: crypto.randomUUID(), parentId: null, body: 'Hello.', guest, ...more };
}

export function idsOf(page: Page | undefined): number[] {
  return (page?.comments ?? []).map(({ id }) => Number(id));
}

export function inOrder(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b);
}

export async function remove(id: number): Promise<void> {
  await asAdmin(running(), `/wp/v2/comments/${id}?force=true`, {}, 'DELETE');
}

export function running(): Wordpress {
  if ('skip' in wordpress) throw new Error(wordpress.skip);
  return wordpress;
}
