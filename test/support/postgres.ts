import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { project } from './project.ts';

const script = path.resolve(project, '../shared/servers/postgres-up.sh');
const name = createHash('sha256').update(project).digest('hex').slice(0, 12);
/** Of this clone only, so that clones beside it can test at the same time. */
const folder = path.join('/var/tmp', `comment-section-postgres-${name}`);
const portFile = path.join(tmpdir(), `comment-section-postgres-${name}.port`);
/** A file for each database in use, named after the process that uses it. */
const users = path.join(tmpdir(), `comment-section-postgres-${name}.users`);
const lock = path.join(tmpdir(), `comment-section-postgres-${name}.lock`);

/** A database that nobody else uses, on a real PostgreSQL. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/**
 * Why PostgreSQL is not tested here, for the option `skip` of a test; false where it is. It is
 * started by the first test that asks and stopped at the end of the run (`stopPostgres`).
 */
export function postgresSkip(): string | false {
  if (existsSync(script)) return false;
  return 'needs ../shared/servers/postgres-up.sh';
}

/** A new, empty database. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = `test_${randomBytes(8).toString('hex')}`;
  const use = path.join(users, `${process.pid} ${database}`);
  const server = await startPostgres(use);
  await administer(server, `create database ${database}`);
  return {
    url: `${server}/${database}`,
    async drop() {
      await administer(server, `drop database if exists ${database} with (force)`);
      rmSync(use, { force: true });
    },
  };
}

/** Stops what `testDatabase` started, unless another run beside this one still uses it. */
export function stopPostgres(): void {
  if (!existsSync(portFile)) return;
  const inUse = readdirSync(users).filter((use) => isAlive(Number.parseInt(use, 10)));
  if (inUse.length > 0) return;
  rmSync(users, { recursive: true, force: true });
  run('down', Number(readFileSync(portFile, 'utf8')));
  rmSync(portFile, { force: true });
}

/** The address of the server, without a database at its end. */
async function startPostgres(use: string): Promise<string> {
  return locked(async () => {
    mkdirSync(users, { recursive: true });
    writeFileSync(use, '');
    const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : await freePort();
    const { status, stdout, stderr } = run('up', port);
    if (status !== 0)
      throw new Error(`PostgreSQL did not start.\n${String(stdout)}${String(stderr)}`);
    writeFileSync(portFile, String(port));
    return `postgres://postgres:postgres@127.0.0.1:${port}`;
  });
}

function run(command: 'up' | 'down', port: number): ReturnType<typeof spawnSync> {
  return spawnSync('bash', [script, command], {
    encoding: 'utf8',
    env: { ...process.env, PG_HOME: folder, PG_PORT: String(port) },
    timeout: 110_000,
  });
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One process at a time: making a folder either works or says that somebody else has. */
async function locked<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const holder = holderOf();
      if (holder !== undefined && !isAlive(holder)) rmSync(lock, { recursive: true, force: true });
      else await wait(50);
    }
  }
  writeFileSync(path.join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function holderOf(): number | undefined {
  try {
    return Number(readFileSync(path.join(lock, 'pid'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
