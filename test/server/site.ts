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

/** A question to a server, of whatever kind. */
export interface Question {
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON; text as it is. */
  readonly body?: unknown;
  readonly authorization?: string | undefined;
  readonly key?: string | undefined;
  readonly origin?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Of a problem; `ok` where it is none. */
  readonly code: string;
  readonly value: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

/** A server without a network, on a database of its own. */
export interface TestSite {
  /** The database, by its address. */
  readonly database: string;
  readonly handler: Handler;
  /** Every statement that reached the database. */
  readonly statements: string[];
  ask(question: Question): Promise<Answer>;
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
    policy: { limits: null, ...policy },
  });
  return {
    database: place.address,
    handler,
    statements,
    ask: async (question) => answerOf(await handler(requestOf(question), { address: '192.0.2.7' })),
    backend: () => httpBackend({ server, fetch: (request) => handler(request) }),
    async close() {
      await database.close();
      await place.remove();
    },
  };
}

export function guest(key: string): string {
  return `Guest ${encodeURIComponent(key)}`;
}

export function requestOf(question: Question): Request {
  const { method = 'GET', path: address, body, authorization, key, origin = blog } = question;
  const headers = new Headers({ Origin: origin, ...question.headers });
  if (authorization !== undefined) headers.set('Authorization', authorization);
  if (key !== undefined) headers.set('Idempotency-Key', key);
  if (body !== undefined && !headers.has('Content-Type')) {
    headers.set('Content-Type', 'application/json');
  }
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(server + address, { method, headers, ...(sent && { body: sent }) });
}

export async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get('Content-Type')?.includes('json') === true;
  const value = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status, code: status < 400 ? 'ok' : String(value['code']), value, text, headers };
}

/** An empty database, by its address. */
export async function placeFor(
  engine: Engine,
): Promise<{ readonly address: string; readonly remove: () => Promise<void> }> {
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
