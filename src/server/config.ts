import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SettingError } from './setting-readers.ts';
import { settings, settingsOf, type Setting, type SettingName, type Settings } from './settings.ts';

export interface Config {
  readonly command: string | undefined;
  /** What stands behind the command. */
  readonly words: readonly string[];
  readonly settings: Settings;
  readonly flags: { readonly help: boolean; readonly yes: boolean };
  /** The file that settings were read from, or would be. */
  readonly file: string;
  readonly hasFile: boolean;
}

const fileName = 'comment-section.json';

/**
 * Reads settings: a flag wins over the environment, that over the file. Throws a `SettingError`
 * with one sentence for the first that cannot be meant.
 */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Config {
  const { values: flags, positionals } = readFlags(args);
  const named = (flags['config'] as string | undefined) ?? env['COMMENT_SECTION_CONFIG'];
  const file = path.resolve(folder, named ?? fileName);
  const hasFile = existsSync(file);
  if (named !== undefined && !hasFile) throw new SettingError(`There is no file ${file}.`);
  const fromFile = hasFile ? readFile(file) : {};
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const setting of settings) {
    const given = sourcesOf(setting, flags, env, fromFile, file).find(({ value }) => value != null);
    if (!given) continue;
    try {
      values[setting.name] = setting.read(given.value);
    } catch (thrown) {
      if (!(thrown instanceof SettingError)) throw thrown;
      throw new SettingError(`${given.from} ${thrown.message}.`);
    }
  }
  const [command, ...words] = positionals;
  return {
    command,
    words,
    settings: settingsOf(values),
    flags: { help: flags['help'] === true, yes: flags['yes'] === true },
    file,
    hasFile,
  };
}

/** `edit-minutes` → `editMinutes`, its name in the file. */
export function keyOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `edit-minutes` → `COMMENT_SECTION_EDIT_MINUTES`. */
export function variableOf(name: string): string {
  return `COMMENT_SECTION_${name.toUpperCase().replaceAll('-', '_')}`;
}

interface Given {
  readonly from: string;
  readonly value: unknown;
}

function sourcesOf(
  { name }: Setting,
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
  fromFile: Readonly<Record<string, unknown>>,
  file: string,
): Given[] {
  return [
    { from: `--${name}`, value: flags[name] },
    // An empty variable is how one takes a variable back.
    { from: variableOf(name), value: env[variableOf(name)] || undefined },
    { from: `“${keyOf(name)}” in ${path.basename(file)}`, value: fromFile[keyOf(name)] },
  ];
}

function readFlags(args: readonly string[]): {
  values: Readonly<Record<string, unknown>>;
  positionals: readonly string[];
} {
  const secret = settings.find(
    (setting) =>
      'isSecret' in setting &&
      args.some((arg) => arg === `--${setting.name}` || arg.startsWith(`--${setting.name}=`)),
  );
  if (secret) {
    throw new SettingError(
      `--${secret.name} could be read by everybody on this machine: put it into ${variableOf(secret.name)} or into ${fileName}.`,
    );
  }
  const names = [...settings.map(({ name }) => name), 'config'];
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }]),
    ...['help', 'yes'].map((name) => [name, { type: 'boolean' as const }]),
  ]) as Record<string, { type: 'string' | 'boolean' }>;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message: string };
    const flag = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
    throw new SettingError(
      code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `There is no setting ${flag}; “comment-section help” lists them.`
        : `${flag} is not complete: write it as ${flag}=value.`,
    );
  }
}

function readFile(file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw new SettingError(`${file} cannot be read as JSON: ${(thrown as Error).message}.`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SettingError(`${file} has to hold an object, such as {"port": 8787}.`);
  }
  const known = new Set(settings.map(({ name }) => keyOf(name)));
  const unknown = Object.keys(content).find((key) => !known.has(key));
  if (unknown === undefined) return content as Record<string, unknown>;
  throw new SettingError(
    `There is no setting “${unknown}” in ${path.basename(file)}; “comment-section help” lists them.`,
  );
}
