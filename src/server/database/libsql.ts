import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type Libsql from 'libsql';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';

type Sqlite = Libsql.Database;

/** Milliseconds to wait for another process that is writing, such as a command beside the server. */
const patienceMs = 10_000;
/** Statements that are kept ready. There are far fewer; lists of ids come in many lengths. */
const mostStatements = 300;

/** One file, opened twice. */
export interface Connections {
  readonly writer: Sqlite;
  readonly reader: Sqlite;
}

/** Opens the one file of an embedded database; it is made when it is not there. */
export async function openSqlite(file: string): Promise<Connections> {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) {
    throw new Error(`The database cannot be kept in ${folder}: there is no such folder.`);
  }
  const { default: Database } = await import('libsql');
  // SQLite's own waiting would stop everything else here; the driver below waits instead.
  const open = (): Sqlite => new Database(file, { timeout: 0 });
  const writer = open();
  await whenFree(() => writer.pragma('journal_mode = WAL'));
  // What is acknowledged is on the disk, also when the power goes.
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  // What is erased is gone from the file as well.
  writer.pragma('secure_delete = ON');
  const reader = open();
  reader.pragma('query_only = ON');
  return { writer, reader };
}

/** Kysely's dialect, on libsql. A migration is one transaction, so that two processes can start. */
export class LibsqlDialect extends SqliteDialect {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    super({ database: withStatements(connections.writer) });
    this.#connections = connections;
  }

  override createDriver(): Driver {
    return new LibsqlDriver(this.#connections);
  }

  override createAdapter(): SqliteAdapter {
    return new LibsqlAdapter();
  }
}

class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Who writes waits for who writes already, here and in other processes. Who only reads waits for
 * nobody, and sees what was stored last.
 */
class LibsqlDriver implements Driver {
  readonly #writer: SqliteDriver;
  readonly #reader: SqliteDriver;

  constructor({ writer, reader }: Connections) {
    this.#writer = new SqliteDriver({ database: withStatements(writer) });
    this.#reader = new SqliteDriver({ database: withStatements(reader) });
  }

  async init(): Promise<void> {
    await this.#writer.init();
    await this.#reader.init();
  }

  async acquireConnection(): Promise<LibsqlConnection> {
    return new LibsqlConnection(this.#writer, this.#reader);
  }

  /** Takes the right to write at once: a transaction that asks for it later can be refused. */
  async beginTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.takeWriter();
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  releaseConnection(connection: LibsqlConnection): Promise<void> {
    return connection.release();
  }

  async destroy(): Promise<void> {
    await this.#reader.destroy();
    await this.#writer.destroy();
  }
}

class LibsqlConnection implements DatabaseConnection {
  readonly #writer: SqliteDriver;
  readonly #reader: SqliteDriver;
  /** Counts from the question, so that who stands far behind in the line waits no longer. */
  readonly #end = Date.now() + patienceMs;
  #held: DatabaseConnection | undefined;

  constructor(writer: SqliteDriver, reader: SqliteDriver) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** From now on all goes through the connection that writes. */
  async takeWriter(): Promise<void> {
    this.#held ??= await this.#writer.acquireConnection();
  }

  async release(): Promise<void> {
    if (this.#held) await this.#writer.releaseConnection();
    this.#held = undefined;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#held) return this.#executeOn(this.#held, query);
    const driver = /^select\b/i.test(query.sql) ? this.#reader : this.#writer;
    const connection = await driver.acquireConnection();
    try {
      return await this.#executeOn(connection, query);
    } finally {
      await driver.releaseConnection();
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  #executeOn<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    return whenFree(() => connection.executeQuery<Row>(query), this.#end);
  }
}

/** Tries again while another process is writing, and lets everything else go on meanwhile. */
async function whenFree<T>(work: () => T | Promise<T>, end = Date.now() + patienceMs): Promise<T> {
  for (let pauseMs = 1; ; pauseMs = Math.min(50, pauseMs * 2)) {
    try {
      return await work();
    } catch (thrown) {
      const isBusy = (thrown as { code?: unknown }).code === 'SQLITE_BUSY';
      if (!isBusy || Date.now() > end) throw thrown;
      await wait(pauseMs);
    }
  }
}

/** Keeps prepared statements: preparing one takes longer than running it. */
function withStatements(sqlite: Sqlite): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = statements.get(text);
      statements.delete(text);
      const statement: SqliteStatement = known ?? sqlite.prepare(text);
      statements.set(text, statement);
      if (statements.size > mostStatements) statements.delete(statements.keys().next().value!);
      return statement;
    },
    close() {
      statements.clear();
      sqlite.close();
    },
  };
}
