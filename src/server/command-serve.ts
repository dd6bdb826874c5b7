import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { keyOf, readConfig, variableOf, type Config } from './config.ts';
import { jsonLog } from './log.ts';
import { linesToPaste, whyNot } from './paste.ts';
import { ask, isAsking } from './prompt.ts';
import { SettingError } from './setting-readers.ts';
import { settings, type SettingName } from './settings.ts';
import { startServer, type RunningServer } from './start.ts';

/** Runs the server until it is told to stop. */
export async function serve(given: Config): Promise<void> {
  const config = await complete(given);
  const { address, origins, site, database, host, port, proxies, ownerToken, policy } =
    config.settings;
  const log = jsonLog((line) => process.stdout.write(line));
  const server = await startServer({
    database,
    address: address!,
    origins: origins!,
    site,
    host,
    port,
    proxies,
    policy,
    log,
    ...(ownerToken !== undefined && { ownerToken }),
  }).catch((thrown: unknown) => {
    throw new SettingError(whyNotStarted(config, thrown));
  });
  // From here on it answers, so from here on it ends in order.
  const stopping = stopped();
  await sayHello(config, server);
  log({ level: 'info', event: 'started', url: server.url });
  log({ level: 'info', event: 'stopping', signal: await stopping });
  await server.close();
  log({ level: 'info', event: 'stopped' });
}

/** What is needed and was not given is asked for where somebody sits, and kept in the file. */
async function complete(config: Config): Promise<Config> {
  const missing = (['address', 'origins'] as const).filter(
    (name) => config.settings[name] === undefined,
  );
  if (missing.length === 0) return config;
  if (!isAsking() || config.hasFile) {
    throw new SettingError(missing.map((name) => `${needs[name]}.`).join('\n'));
  }
  const values: Record<string, unknown> = {};
  for (const name of missing) values[keyOf(name)] = await askFor(name);
  if (config.settings.ownerToken === undefined) values[keyOf('owner-token')] = newToken();
  // It holds the owner's token: nobody else on this machine may read it.
  writeFileSync(config.file, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  say(`\nKept in ${config.file}, with a new owner token; change it there.`);
  return readConfig(process.argv.slice(2), process.env, process.cwd());
}

const needs = {
  address: `Say where browsers will reach the server: --address=https://comments.example, or ${variableOf('address')}`,
  origins: `Say which pages will have comments: --origins=https://blog.example, or ${variableOf('origins')}`,
} as const;

const questions = {
  address: 'Where will browsers reach this server? Such as https://comments.example: ',
  origins: 'Which pages will have comments? Such as https://blog.example, with commas between: ',
} as const;

async function askFor(name: 'address' | 'origins'): Promise<unknown> {
  const setting = settings.find((each) => each.name === (name satisfies SettingName))!;
  for (;;) {
    const answer = await ask(questions[name]);
    try {
      return setting.read(answer);
    } catch (thrown) {
      if (!(thrown instanceof SettingError)) throw thrown;
      say(`This ${thrown.message}.`);
    }
  }
}

/** Once, while nobody has written yet: what to paste, and why it would not work. */
async function sayHello({ settings: chosen }: Config, server: RunningServer): Promise<void> {
  const { address, origins, ownerToken, site, proxies } = chosen;
  const threads = await server.database.db
    .selectFrom('threads')
    .select('key')
    .where('site', '=', site)
    .limit(1)
    .execute();
  const warnings = whyNot(address!, origins!, proxies);
  if (threads.length === 0) {
    say(`Listening on ${server.url}. Paste this into the pages of ${origins!.join(', ')}:

${linesToPaste(address!)}

See it working: ${address}/`);
  }
  for (const warning of warnings) say(`\n${warning}`);
  if (ownerToken === undefined) {
    say(
      `\nNobody can moderate yet: set ${variableOf('owner-token')}, for example to ${newToken()}`,
    );
  }
}

function whyNotStarted({ settings: chosen }: Config, thrown: unknown): string {
  const { code, message } = Object(thrown) as { code?: unknown; message?: string };
  const where = `${chosen.host}:${chosen.port}`;
  if (code === 'EADDRINUSE')
    return `Port ${where} is taken by something else: choose another --port.`;
  if (code === 'EACCES')
    return `Port ${where} may not be used by this user: choose another --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${chosen.host} is no address of this machine: choose another --host.`;
  }
  return `The server could not start: ${message ?? String(thrown)}`;
}

/** The first signal stops in order; a second one, from somebody in a hurry, at once. */
function stopped(): Promise<string> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done(signal));
  });
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
