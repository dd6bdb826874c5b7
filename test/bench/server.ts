import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../src/server/database/open.ts';
import { createHandler } from '../../src/server/handler.ts';
import { storm } from '../server/storm.ts';
import { blog, guest, placeFor, type Engine } from '../server/site.ts';
import { postgresSkip, stopPostgres } from '../support/postgres.ts';
import { cli, serve, type Served } from '../support/served.ts';
import { seededComments } from './comments.ts';
import { table } from './figures.ts';

const many = 50_000;
const connections = 16;
const secondsEach = 5;
const pageSize = 50;
const thread = 'https://blog.example/bench';

/**
 * Our server in a process of its own, asked over 16 connections by this one, on both databases; then
 * its memory under a mix of all of it, for `memorySeconds`; and at last the storm of the tests, whole.
 */
export async function benchServer(memorySeconds: number): Promise<string> {
  const engines: Engine[] = postgresSkip() === false ? ['sqlite', 'postgres'] : ['sqlite'];
  const running: Running[] = [];
  try {
    for (const engine of engines) running.push(await start(engine));
    const columns: Column[] = [];
    for (const each of running) columns.push(await measure(each));
    const memory = await Promise.all(running.map((each) => watchMemory(each, memorySeconds)));
    for (const each of running.splice(0)) await stop(each);
    const storms: string[] = [];
    for (const engine of engines) storms.push(await weather(engine));
    return [
      `Server, ${connections} connections, ${many} comments in the thread; a second, and ms (median, 99 %)`,
      table([
        ['', ...engines],
        ...acts.map(({ name }, i) => [name, ...columns.map((column) => column.rows[i]!)]),
        ['first page, bytes', ...columns.map(({ bytes }) => `${bytes}`)],
        ['import of all, s', ...columns.map(({ importSeconds }) => importSeconds.toFixed(1))],
      ]),
      `Memory (RSS, MB) in each tenth of ${memorySeconds} s of reads, posts and likes on all of them at once`,
      table([
        ['', ...memory[0]!.map((_, i) => `${i + 1}`)],
        ...memory.map((row, i) => [engines[i]!, ...row]),
      ]),
      `Storm: 16 writers, ${stormActs} posts and likes, a third of them lost, late or sent twice; all there, none twice`,
      table([
        ['', ...engines],
        ['s', ...storms],
      ]),
      ...(engines.length === 1 ? [`PostgreSQL was left out: ${String(postgresSkip())}`] : []),
    ].join('\n');
  } finally {
    for (const each of running) await stop(each);
    stopPostgres();
  }
}

interface Running {
  readonly engine: Engine;
  readonly server: Served;
  readonly importSeconds: number;
  readonly remove: () => Promise<void>;
}

interface Column {
  readonly rows: readonly string[];
  readonly bytes: number;
  readonly importSeconds: number;
}

async function start(engine: Engine): Promise<Running> {
  const place = await placeFor(engine);
  const file = path.join(tmpdir(), `comment-section-bench-${process.pid}.jsonl`);
  writeFileSync(file, exported());
  const from = performance.now();
  const args = [...cli, 'import', file, `--database=${place.address}`];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const importSeconds = (performance.now() - from) / 1000;
  const limits = ['address', 'actor', 'site'].map((name) => `--limit-${name}=0`);
  const where = ['--address=http://localhost', `--origins=${blog}`];
  const server = await serve([`--database=${place.address}`, ...where, ...limits]);
  return { engine, server, importSeconds, remove: place.remove };
}

async function stop({ server, remove }: Running): Promise<void> {
  await server.end('SIGTERM');
  await remove();
}

/** The seeded comments are from a time before computers kept one. */
const seededLater = Date.UTC(2020, 0, 1) - Date.UTC(1959, 0, 1);

const seeded = seededComments(many);
const roots = seeded.filter(({ parentId }) => parentId === null);

/** The thread as a file to import. */
function exported(): string {
  const comments = seeded.map(({ likes: _likes, replyCount: _count, createdAt, ...comment }) => ({
    comment: { ...comment, thread, createdAt: createdAt + seededLater },
  }));
  const lines = [
    { thread: { id: thread, createdAt: comments[0]!.comment.createdAt } },
    ...comments,
  ];
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | undefined;
}

const firstPage = `/v1/thread?thread=${encodeURIComponent(thread)}&sort=oldest&limit=${pageSize}`;

const acts: readonly {
  readonly name: string;
  readonly ask: (n: number, page: Answer) => Question;
}[] = [
  { name: `first page (${pageSize} roots and replies)`, ask: () => read() },
  {
    name: 'the same, not modified',
    ask: (_n, { etag = '' }) => ({ ...read(), headers: { 'If-None-Match': etag } }),
  },
  { name: 'a page somewhere in the middle', ask: (n) => middle(n) },
  { name: 'new comment', ask: insert },
  { name: 'like', ask: (n) => like(`c${n % many}`) },
];

function read(): Question {
  return { method: 'GET', path: firstPage };
}

/** One that nobody has asked for: it is read from the database. */
function middle(n: number): Question {
  const { id, createdAt } = roots[(n * 7_919) % roots.length]!;
  const after = `${createdAt + seededLater}.${id}`;
  return {
    method: 'GET',
    path: `${firstPage.replace('/v1/thread', '/v1/comments')}&after=${after}`,
  };
}

function insert(n: number): Question {
  const body = JSON.stringify({
    thread: { id: thread },
    parentId: n % 4 === 0 ? null : roots[n % roots.length]!.id,
    body: `A comment of the usual length, which is about two hundred characters; this is number ${n}.`,
    guest: { name: `Guest ${n % 100}`, email: 'guest@blog.example' },
  });
  return { method: 'POST', path: '/v1/comments', headers: write(`guest ${n % 100}`), body };
}

function like(id: string): Question {
  return { method: 'PUT', path: `/v1/comments/${id}/like`, headers: write(randomUUID()) };
}

function write(key: string): Record<string, string> {
  return {
    Origin: blog,
    Authorization: guest(key),
    'Idempotency-Key': randomUUID(),
    'Content-Type': 'application/json',
  };
}

async function measure({ server, importSeconds }: Running): Promise<Column> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = (question: Question): Promise<Answer> => askOnce(server.url, agent, question);
  try {
    const rows: string[] = [];
    let page = await ask(read());
    const bytes = Buffer.byteLength(page.text);
    for (const { ask: questionOf } of acts) {
      page = await ask(read());
      await run(ask, (n) => questionOf(n, page), 1);
      rows.push(figures(await run(ask, (n) => questionOf(n, page), secondsEach)));
    }
    return { rows, bytes, importSeconds };
  } finally {
    agent.destroy();
  }
}

/** Asks over all connections for so long, and answers with the milliseconds that each took. */
async function run(
  ask: (question: Question) => Promise<Answer>,
  questionOf: (n: number) => Question,
  seconds: number,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  const from = performance.now();
  const end = from + seconds * 1000;
  let asked = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const asking = performance.now();
        const { status, text } = await ask(questionOf(asked++));
        if (status >= 400) throw new Error(`${status}: ${text}`);
        times.push(performance.now() - asking);
      }
    }),
  );
  return { times, seconds: (performance.now() - from) / 1000 };
}

function figures({ times, seconds }: { times: number[]; seconds: number }): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
  return `${Math.round(times.length / seconds)} (${at(0.5)}, ${at(0.99)})`;
}

function askOnce(url: string, agent: Agent, question: Question): Promise<Answer> {
  const { method, path: where, headers = {}, body } = question;
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((done, fail) => {
    const sent = request(
      url + where,
      { method, agent, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          done({ status: response.statusCode ?? 0, text, etag: response.headers.etag });
        });
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

/** What the server holds, ten times. */
async function watchMemory({ server }: Running, seconds: number): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const samples: number[] = [];
  const asking = run((question) => askOnce(server.url, agent, question), mixed, seconds);
  try {
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until) {
      await Promise.race([wait(500), asking]);
      samples.push(residentMb(server.pid));
    }
    await asking;
  } finally {
    agent.destroy();
  }
  const tenth = samples.length / 10;
  return Array.from({ length: 10 }, (_, i) => {
    const from = Math.floor(i * tenth);
    const part = samples.slice(from, Math.max(from + 1, Math.floor((i + 1) * tenth)));
    return String(Math.round(Math.max(...part)));
  });
}

function residentMb(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;
}

const stormActs = 10_000;

async function weather(engine: Engine): Promise<string> {
  const place = await placeFor(engine);
  const databases = await Promise.all([1, 2].map(() => openDatabase(place.address)));
  try {
    const policy = { limits: null };
    const servers = databases.map((database) =>
      createHandler({ database, origins: [blog], policy }),
    );
    const from = performance.now();
    await storm({ servers, writers: 16, acts: stormActs });
    return ((performance.now() - from) / 1000).toFixed(1);
  } finally {
    for (const database of databases) await database.close();
    await place.remove();
  }
}

/** As on a busy day, when one in ten writes and one in ten likes. */
function mixed(n: number): Question {
  return n % 10 === 0 ? insert(n) : n % 10 === 1 ? like(`c${n % many}`) : read();
}
