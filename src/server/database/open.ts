import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, Migrator, PostgresDialect, sql, type Dialect, type LogEvent } from 'kysely';
import { LibsqlDialect, openSqlite } from './libsql.ts';
import { migrationsFor } from './migrations.ts';
import type { Database, Tables } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

/** For how long others are waited for who use the embedded database, and how often one looks. */
const tidyMs = 10_000;
const tidyPauseMs = 20;

export interface OpenDatabase {
  readonly engine: Engine;
  readonly db: Database;
  /** Writes all of it into a new file, while others read and write; SQLite only. */
  backup(file: string): Promise<void>;
  /**
   * After much has changed: leaves nothing of what was erased beside the embedded database's own
   * file, and lets PostgreSQL look at how much there is of everything. False when that could not be
   * done, because somebody else went on reading or writing for ten seconds.
   */
  tidy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Told of every query that reaches the database. */
  readonly onQuery?: (statement: string) => void;
  /** Connections to PostgreSQL at most. */
  readonly connections?: number;
}

/**
 * Opens `postgres://…`, or else the file of an embedded database, and brings its tables up to date.
 * Several processes may do that at once: one does, the others wait.
 */
export async function openDatabase(
  address: string,
  { onQuery, connections = 10 }: OpenOptions = {},
): Promise<OpenDatabase> {
  const engine: Engine = isPostgres(address) ? 'postgres' : 'sqlite';
  const dialect: Dialect =
    engine === 'postgres'
      ? await postgres(address, connections)
      : new LibsqlDialect(await openSqlite(address));
  const log = (event: LogEvent): void => onQuery?.(event.query.sql);
  const db: Database = new Kysely<Tables>({ dialect, ...(onQuery && { log }) });
  try {
    await migrate(db, engine);
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return {
    engine,
    db,
    async backup(file) {
      if (engine === 'postgres') throw new Error('Back up PostgreSQL with pg_dump.');
      await sql`vacuum into ${file}`.execute(db);
    },
    async tidy() {
      if (engine === 'sqlite') return emptyLog(db);
      await sql`analyze`.execute(db);
      return true;
    },
    close: () => db.destroy(),
  };
}

/**
 * Moves all of SQLite's write-ahead log into the file of the database. One who reads what is in it
 * holds it, which SQLite tells in its answer only.
 */
async function emptyLog(db: Database): Promise<boolean> {
  for (const end = Date.now() + tidyMs; ;) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    if (Date.now() > end) return false;
    await wait(tidyPauseMs);
  }
}

export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address);
}

async function postgres(connectionString: string, max: number): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const int8 = pg.types.builtins.INT8;
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    // Times and counts fit into a number; pg hands out text, because others' may not.
    types: {
      getTypeParser: (oid, format) =>
        oid === int8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  });
  // A connection that breaks fails what it was asked, and the pool makes another one when needed.
  // Without somebody who listens it would end the process: one that is idle in a transaction, too.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}

async function migrate(db: Database, engine: Engine): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(engine) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The tables could not be made.');
}
