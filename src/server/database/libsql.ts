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

/** Opens the one file of an embedded database; it is made when it is not there. */
export async function openSqlite(file: string): Promise<Sqlite> {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) {
    throw new Error(`The database cannot be kept in ${folder}: there is no such folder.`);
  }
  const { default: Database } = await import('libsql');
  // SQLite's own waiting would stop everything else here; the driver below waits instead.
  const sqlite = new Database(file, { timeout: 0 });
  await whenFree(() => sqlite.pragma('journal_mode = WAL'));
  // What is acknowledged is on the disk, also when the power goes.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // What is erased is gone from the file as well.
  sqlite.pragma('secure_delete = ON');
  return sqlite;
}

/** Kysely's dialect, on libsql. A migration is one transaction, so that two processes can start. */
export class LibsqlDialect extends SqliteDialect {
  readonly #sqlite: Sqlite;

  constructor(sqlite: Sqlite) {
    super({ database: withStatements(sqlite) });
    this.#sqlite = sqlite;
  }

  override createDriver(): Driver {
    return new LibsqlDriver({ database: withStatements(this.#sqlite) });
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

class LibsqlDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection());
  }

  /** Takes the right to write at once: a transaction that asks for it later can be refused. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return whenFree(() => this.#connection.executeQuery<Row>(query));
  }

  streamQuery<Row>(query: CompiledQuery, size: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, size);
  }
}

/** Tries again while another process is writing, and lets everything else go on meanwhile. */
async function whenFree<T>(work: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + patienceMs;
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
