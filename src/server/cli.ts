#!/usr/bin/env node
import { readConfig, type Config } from './config.ts';
import { SettingError } from './setting-readers.ts';
import { settings } from './settings.ts';

// comment-section serve, and what an owner does beside it. Messages for people go to stderr, what
// was asked for to stdout; the code at the end is 2 for what cannot be meant, 1 for what failed.

type Command = (config: Config) => Promise<void>;

interface Described {
  readonly usage: string;
  readonly does: string;
  readonly load: () => Promise<Command>;
}

const moderation = () => import('./commands-moderation.ts');
const data = () => import('./commands-data.ts');

const commands: Readonly<Record<string, Described>> = {
  serve: {
    usage: 'serve',
    does: 'starts the server',
    load: async () => (await import('./command-serve.ts')).serve,
  },
  pending: {
    usage: 'pending',
    does: 'lists comments that wait for a moderator',
    load: async () => (await moderation()).pending,
  },
  approve: verdict('approve', 'publishes comments'),
  hide: verdict('hide', 'takes comments away from readers'),
  spam: verdict('spam', 'the same, because they are spam'),
  delete: verdict('delete', 'removes comments for good'),
  close: closing('close', 'takes no new comments in threads'),
  open: closing('open', 'takes them again'),
  export: {
    usage: 'export [file]',
    does: 'writes everything as JSON, one object a line',
    load: async () => (await data()).exportAll,
  },
  import: {
    usage: 'import <file>',
    does: 'adds what export wrote',
    load: async () => (await data()).importAll,
  },
  erase: {
    usage: 'erase <e-mail address | comment id>',
    does: 'removes everything of one person for good',
    load: async () => (await data()).erase,
  },
  backup: {
    usage: 'backup <new file>',
    does: 'copies the embedded database, also while it is in use',
    load: async () => (await data()).backup,
  },
};

// Databases and exports hold e-mail addresses: other users of the machine have no business there.
process.umask(0o077);
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const config = readConfig(args, process.env, process.cwd());
    const { command = 'help', flags } = config;
    if (command === 'help' || flags.help) {
      process.stdout.write(help());
      return 0;
    }
    const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!known) {
      throw new SettingError(
        `There is no command “${command}”; “comment-section help” lists them.`,
      );
    }
    const run = await known.load();
    await run(config);
    return 0;
  } catch (thrown) {
    process.stderr.write(`${sentenceOf(thrown)}\n`);
    return thrown instanceof SettingError ? 2 : 1;
  }
}

function verdict(name: 'approve' | 'hide' | 'spam' | 'delete', does: string): Described {
  return {
    usage: `${name} <comment id …>`,
    does,
    load: async () => (await moderation()).verdict(name),
  };
}

function closing(name: 'close' | 'open', does: string): Described {
  return {
    usage: `${name} <thread …>`,
    does,
    load: async () => (await moderation()).closing(name),
  };
}

/** What is needed and not there has one cure; everything else says itself what is wrong. */
function sentenceOf(thrown: unknown): string {
  const { code, message } = Object(thrown) as { code?: unknown; message?: unknown };
  const missing = /'((?:@hono\/)?[a-z-]+)'/.exec(String(message))?.[1];
  if (code === 'ERR_MODULE_NOT_FOUND' && missing) {
    return `The server needs ${missing}, which was left out when this package was installed: install it with “npm install comment-section --include=optional”.`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function help(): string {
  return `comment-section <command> [--setting=value …]

${rows(Object.values(commands).map(({ usage, does }) => [usage, does] as const))}
Settings; each can be a flag, a variable such as COMMENT_SECTION_PORT, or be in comment-section.json
(--config=file for another) as "port", "editMinutes":

${rows(settings.map(({ name, hint }) => [`--${name}`, hint] as const))}`;
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
