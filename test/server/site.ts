import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { httpBackend, type HttpBackend } from '../../src/backends/http.ts';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler, type Handler, type HandlerOptions } from '../../src/server/handler.ts';
import { testDatabase } from '../support/postgres.ts';

/** Where the server of these tests seems to be, and the blog whose comments it has. */
export const server = 'https://comments.example';
export const blog = 'https://blog.example';
export const ownerToken = 'the-owner-of-these-tests-0123456789';

export type Engine = 'sqlite' | 'postgres';

/** A server without a network, on a database of its own. */
export interface TestSite {
  readonly handler: Handler;
  /** Every statement that reached the database. */
  readonly statements: string[];
  backend(): HttpBackend;
  close(): Promise<void>;
}

/** As fast as one likes, unless the policy says otherwise: tests are many writers at one address. */
export async function testSite(
  engine: Engine = 'sqlite',
  { policy, ...options }: Partial<HandlerOptions> = {},
): Promise<TestSite> {
  const place = await placeFor(engine);
  const statements: string[] = [];
  const database = await openDatabase(place.address, { onQuery: (text) => statements.push(text) });
  const handler = createHandler({
    database,
    origins: [blog],
    ownerToken,
    ...options,
    policy: { limits: undefined, ...policy } as NonNullable<HandlerOptions['policy']>,
  });
  return {
    handler,
    statements,
    backend: () => httpBackend({ server, fetch: (request) => handler(request) }),
    async close() {
      await database.close();
      await place.remove();
    },
  };
}

/** An empty database, by its address. */
export async function placeFor(
  engine: Engine,
): Promise<{ readonly address: string; remove(): Promise<void> }> {
  if (engine === 'postgres') {
    const { url, drop } = await testDatabase();
    return { address: url, remove: drop };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-server-'));
  return {
    address: path.join(folder, 'comments.db'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
