import { sql, type Kysely, type Migration, type RawBuilder } from 'kysely';
import type { Engine } from './open.ts';

/**
 * What each version of the schema adds, by name and in order. What has been released stays. The
 * engines differ in one thing: PostgreSQL compares text as its language does, and has to be told
 * that ids are compared byte by byte.
 */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  const id = engine === 'postgres' ? sql`text collate "C"` : sql`text`;
  return {
    '001-comments': {
      async up(db) {
        await addComments(db, id);
        if (engine === 'sqlite') await tellSizes(db);
      },
    },
  };
}

async function addComments(db: Kysely<unknown>, id: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('threads')
    .addColumn('key', id, (it) => it.primaryKey())
    .addColumn('site', 'text', (it) => it.notNull())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('title', 'text')
    .addColumn('url', 'text')
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addColumn('closed', 'integer')
    .addColumn('total', 'integer', (it) => it.notNull().defaultTo(0))
    .addColumn('last_at', 'bigint', (it) => it.notNull().defaultTo(0))
    .addColumn('revision', 'bigint', (it) => it.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('comments')
    .addColumn('id', id, (it) => it.primaryKey())
    .addColumn('site', 'text', (it) => it.notNull())
    .addColumn('thread', id, (it) => it.notNull().references('threads.key'))
    .addColumn('parent', id, (it) => it.notNull())
    .addColumn('depth', 'integer', (it) => it.notNull())
    .addColumn('author_name', 'text', (it) => it.notNull())
    .addColumn('author_url', 'text')
    .addColumn('email', 'text')
    .addColumn('owner', 'text', (it) => it.notNull())
    .addColumn('draft_key', 'text')
    .addColumn('format', 'text', (it) => it.notNull())
    .addColumn('body', 'text', (it) => it.notNull())
    .addColumn('body_hash', 'text')
    .addColumn('status', 'text', (it) => it.notNull())
    .addColumn('status_before', 'text')
    .addColumn('held_for', 'text')
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('removed_at', 'bigint')
    .addColumn('changed_at', 'bigint', (it) => it.notNull())
    .addColumn('version', 'bigint', (it) => it.notNull())
    .addColumn('likes', 'integer', (it) => it.notNull().defaultTo(0))
    .addColumn('like_rank', 'integer', (it) => it.generatedAlwaysAs(sql`-likes`).stored())
    .addColumn('replies', 'integer', (it) => it.notNull().defaultTo(0))
    .addColumn('first_replies', 'text', (it) => it.notNull().defaultTo(''))
    .addColumn('listed', 'integer', (it) => it.notNull())
    .execute();
  await db.schema
    .createTable('likes')
    .addColumn('site', 'text', (it) => it.notNull())
    .addColumn('comment', id, (it) => it.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('thread', id, (it) => it.notNull())
    .addColumn('actor', 'text', (it) => it.notNull())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addPrimaryKeyConstraint('likes_key', ['comment', 'actor'])
    .execute();
  await db.schema
    .createTable('writes')
    .addColumn('site', 'text', (it) => it.notNull())
    .addColumn('actor', 'text', (it) => it.notNull())
    .addColumn('key', 'text', (it) => it.notNull())
    .addColumn('act', 'text', (it) => it.notNull())
    .addColumn('comment', 'text', (it) => it.notNull())
    .addColumn('created_at', 'bigint', (it) => it.notNull())
    .addPrimaryKeyConstraint('writes_key', ['site', 'actor', 'key'])
    .execute();
  await db.schema
    .createTable('acts')
    .addColumn('id', id, (it) => it.primaryKey())
    .addColumn('site', 'text', (it) => it.notNull())
    .addColumn('at', 'bigint', (it) => it.notNull())
    .addColumn('actor', 'text', (it) => it.notNull())
    .addColumn('verb', 'text', (it) => it.notNull())
    .addColumn('target', 'text', (it) => it.notNull())
    .execute();
  await db.schema
    .createTable('buckets')
    .addColumn('key', id, (it) => it.primaryKey())
    .addColumn('full_at', 'bigint', (it) => it.notNull())
    .execute();
  await db.schema
    .createTable('day_keys')
    .addColumn('day', id, (it) => it.primaryKey())
    .addColumn('key', 'text', (it) => it.notNull())
    .execute();

  const byTime = ['thread', 'parent', 'listed', 'created_at', 'id'];
  const byLikes = ['thread', 'parent', 'listed', 'like_rank', 'created_at', 'id'];
  const index = (name: string, table: string, columns: string[], isUnique = false) => {
    const made = db.schema.createIndex(name).on(table).columns(columns);
    return (isUnique ? made.unique() : made).execute();
  };
  await index('comments_by_time', 'comments', byTime);
  await index('comments_by_likes', 'comments', byLikes);
  await index('comments_by_draft', 'comments', ['site', 'owner', 'draft_key'], true);
  await index('comments_by_owner', 'comments', ['thread', 'owner']);
  await index('comments_by_status', 'comments', ['site', 'status', 'created_at', 'id']);
  await index('comments_by_text', 'comments', ['site', 'body_hash', 'created_at']);
  await index('likes_by_actor', 'likes', ['thread', 'actor']);
  await index('likes_by_time', 'likes', ['comment', 'created_at']);
  await index('writes_by_time', 'writes', ['created_at']);
  await index('buckets_by_time', 'buckets', ['full_at']);
}

/**
 * How many rows an index finds, from all of them down to one. SQLite would take ten for the first
 * column of every index, and read a whole thread where it should look up some ids; counting
 * (`analyze`) would say nothing while a database is young. See "Manual control of query plans using
 * SQLITE_STAT tables" in its documentation.
 */
const sizes: readonly (readonly [table: string, index: string, rows: string])[] = [
  ['comments', 'sqlite_autoindex_comments_1', '100000 1'],
  ['comments', 'comments_by_time', '100000 5000 5 4 1 1'],
  ['comments', 'comments_by_likes', '100000 5000 5 4 2 1 1'],
  ['comments', 'comments_by_draft', '100000 100000 20 1'],
  ['comments', 'comments_by_owner', '100000 5000 5'],
  ['comments', 'comments_by_status', '100000 100000 50000 1 1'],
  ['comments', 'comments_by_text', '100000 100000 1 1'],
  ['likes', 'sqlite_autoindex_likes_1', '100000 5 1'],
  ['likes', 'likes_by_actor', '100000 5000 5'],
  ['likes', 'likes_by_time', '100000 5 1'],
  ['writes', 'sqlite_autoindex_writes_1', '10000 10000 5 1'],
  ['writes', 'writes_by_time', '10000 1'],
];

async function tellSizes(db: Kysely<unknown>): Promise<void> {
  await sql`analyze`.execute(db); // makes the table
  for (const [table, index, rows] of sizes) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${rows})`.execute(
      db,
    );
  }
  await sql`analyze sqlite_schema`.execute(db);
}
