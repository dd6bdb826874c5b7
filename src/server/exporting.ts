import type { CommentRow, ThreadRow } from './database/schema.ts';
import type { Site } from './site.ts';
import type { Line, StoredComment, StoredThread } from './file-format.ts';

const atOnce = 500;

/** Everything of a site as lines of JSON; at no time is more than a part of it in memory. */
export async function* exportSite(site: Site): AsyncGenerator<string> {
  const head = { format: 'comment-section', version: 1, site: site.name } as const;
  yield write({ ...head, exportedAt: new Date(site.now()).toISOString() });
  for await (const thread of threadsOf(site)) {
    yield write({ thread: storedThread(thread) });
    for await (const comment of commentsOf(site, thread)) yield write({ comment });
  }
  for await (const { id, at, actor, verb, target } of actsOf(site)) {
    yield write({ act: { id, at, actor, verb, target } });
  }
}

async function* threadsOf({ db, name }: Site): AsyncGenerator<ThreadRow> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('threads')
      .selectAll()
      .where('site', '=', name)
      .where('key', '>', after)
      .orderBy('key')
      .limit(atOnce)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
  }
}

/** In the order in which they were written. */
async function* commentsOf({ db, name }: Site, thread: ThreadRow): AsyncGenerator<StoredComment> {
  for (let [time, id] = [0, '']; ;) {
    const rows = await db
      .selectFrom('comments')
      .selectAll()
      .where('site', '=', name)
      .where('thread', '=', thread.key)
      .where((it) => it(it.refTuple('created_at', 'id'), '>', it.tuple(time, id)))
      .orderBy('created_at')
      .orderBy('id')
      .limit(atOnce)
      .execute();
    if (rows.length === 0) return;
    const likes = await db
      .selectFrom('likes')
      .select(['comment', 'actor', 'name', 'created_at'])
      .where('site', '=', name)
      .where(
        'comment',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('created_at')
      .orderBy('actor')
      .execute();
    const byComment = new Map<string, StoredComment['likes'][number][]>();
    for (const { comment, actor, name: liker, created_at: at } of likes) {
      const like = { actor, name: liker, at };
      byComment.set(comment, [...(byComment.get(comment) ?? []), like]);
    }
    for (const row of rows) yield storedComment(thread, row, byComment.get(row.id) ?? []);
    ({ created_at: time, id } = rows.at(-1)!);
  }
}

async function* actsOf({ db, name }: Site) {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('acts')
      .selectAll()
      .where('site', '=', name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function storedThread(row: ThreadRow): StoredThread {
  return {
    id: row.name,
    title: row.title,
    url: row.url,
    createdAt: row.created_at,
    closed: row.closed === null ? null : row.closed === 1,
    lastAt: row.last_at,
    revision: row.revision,
  };
}

function storedComment(
  thread: ThreadRow,
  row: CommentRow,
  likes: StoredComment['likes'],
): StoredComment {
  return {
    id: row.id,
    thread: thread.name,
    parentId: row.parent || null,
    author: { name: row.author_name, url: row.author_url },
    email: row.email,
    owner: row.owner,
    key: row.draft_key,
    body: { format: row.format, source: row.body },
    status: row.status,
    statusBefore: row.status_before,
    heldFor: row.held_for,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    removedAt: row.removed_at,
    changedAt: row.changed_at,
    version: row.version,
    likes,
  };
}

/** Line separators, which JSON may hold as they are, end a line for many a reader of lines. */
function write(line: Line): string {
  const json = JSON.stringify(line).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${json}\n`;
}
