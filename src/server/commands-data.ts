import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import type { Config } from './config.ts';
import { isPostgres, openDatabase, type OpenDatabase } from './database/open.ts';
import { erasePerson, findPerson, type Person } from './erasing.ts';
import { exportSite } from './exporting.ts';
import { importSite, linesOf, type Imported } from './importing.ts';
import { ask, isAsking } from './prompt.ts';
import { SettingError } from './setting-readers.ts';
import type { Site } from './site.ts';

/** These work on the database itself, beside a running server or without one. */

export async function exportAll(config: Config): Promise<void> {
  const [file = '-'] = config.words;
  if (file !== '-') refuseToOverwrite(file);
  await onDatabase(config, async (site) => {
    const out =
      file === '-' ? process.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
    for await (const line of exportSite(site)) if (!out.write(line)) await once(out, 'drain');
    if (out === process.stdout) return;
    out.end();
    await finished(out);
  });
}

export async function importAll(config: Config): Promise<void> {
  const file = wordOf(config, 'the file that “export” wrote, or - for what comes in');
  if (file !== '-' && !existsSync(file)) throw new SettingError(`There is no file ${file}.`);
  await onDatabase(config, async (site, database) => {
    const { threads, comments, known } =
      file === '-'
        ? await withIncoming((whole) => importFile(site, whole))
        : await importFile(site, file);
    await database.tidy();
    say(`${threads} new threads, ${comments} new comments; ${known} were there already.`);
  });
}

function importFile(site: Site, file: string): Promise<Imported> {
  return importSite(site, linesOf(createReadStream(file)));
}

/** All of what comes in, however slowly, before anybody has to wait for an import. */
async function withIncoming<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-import-'));
  try {
    const file = path.join(folder, 'incoming.jsonl');
    await pipeline(process.stdin, createWriteStream(file));
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function erase(config: Config): Promise<void> {
  const whom = wordOf(config, 'an e-mail address, or the id of a comment');
  await onDatabase(config, async (site, database) => {
    const found = await findPerson(site, whom);
    if (isNobody(found)) {
      await database.tidy();
      return say(`Nothing is there of ${whom}.`);
    }
    if (!config.flags.yes && !(await isMeant(found))) return say('Nothing was removed.');
    // With what was written while the question waited for its answer.
    const person = await findPerson(site, whom);
    await erasePerson(site, person);
    const isTidy = await database.tidy();
    say(`Removed ${amountOf(person)}. Backups and exports made before still hold them.`);
    if (isTidy) return;
    say(
      `${config.settings.database}-wal does so, too, because others use it: do this again later.`,
    );
  });
}

async function isMeant(person: Person): Promise<boolean> {
  const what = amountOf(person);
  if (!isAsking()) throw new SettingError(`That is ${what}: add --yes to remove them for good.`);
  const answer = await ask(`Remove ${what} for good? Type “yes”: `);
  return answer.trim() === 'yes';
}

function isNobody({ comments, likes }: Person): boolean {
  return comments.length === 0 && likes.length === 0;
}

function amountOf({ comments, likes }: Person): string {
  return `${comments.length} comment(s) and ${likes.length} like(s)`;
}

export async function backup(config: Config): Promise<void> {
  const file = wordOf(config, 'the name of a new file');
  refuseToOverwrite(file);
  await onDatabase(config, async (_site, database) => {
    await database.backup(file);
    say(`Copied to ${file}.`);
  });
}

async function onDatabase(
  config: Config,
  work: (site: Site, database: OpenDatabase) => Promise<void>,
): Promise<void> {
  const { settings } = config;
  if (
    config.command !== 'import' &&
    !isPostgres(settings.database) &&
    !existsSync(settings.database)
  ) {
    throw new SettingError(
      `There is no database ${settings.database}: say which one, --database=…`,
    );
  }
  const database = await openDatabase(settings.database);
  try {
    const { policy, site: name } = settings;
    await work({ db: database.db, name, policy, now: Date.now }, database);
  } finally {
    await database.close();
  }
}

function wordOf({ words, command }: Config, what: string): string {
  const [word] = words;
  if (word !== undefined) return word;
  throw new SettingError(`“comment-section ${command}” needs ${what}.`);
}

function refuseToOverwrite(file: string): void {
  if (existsSync(file)) throw new SettingError(`${file} is there already: choose another name.`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
