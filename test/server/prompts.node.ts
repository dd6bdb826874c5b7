import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { httpBackend, type HttpBackend } from '../../src/backends/http.ts';
import { startServer, type RunningServer } from '../../src/server/index.ts';
import { version } from '../../src/server/paste.ts';
import { onTerminal, terminalSkip, type Terminal } from './command.ts';
import { blog, ownerToken } from './site.ts';

const thread = { id: 'post' };
const first = { branch: null, sort: 'oldest', limit: 1 } as const;
const call = { signal: new AbortController().signal, guestKey: 'ann' };

describe('on a terminal, the command', { skip: terminalSkip() }, () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'comment-section-prompts-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  async function at(
    args: readonly string[],
    work: (terminal: Terminal) => Promise<void>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const terminal = onTerminal(args, { cwd, env });
    try {
      await work(terminal);
    } finally {
      await terminal.close();
    }
  }

  const file = (): string => path.join(cwd, 'comment-section.json');
  const kept = (): Record<string, unknown> =>
    JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;

  it('serve asks for what it needs, keeps it for itself, and does not ask again', async () => {
    await at(['serve', '--port=0'], async (terminal) => {
      await terminal.answer('Where will browsers reach this server?', 'https://comments.example/');
      await terminal.answer('Which pages will have comments?', `${blog}, https://www.blog.example`);
      await terminal.sees(`Kept in ${file()}`);
      await terminal.sees(`https://comments.example/widget/${version}/comment-section.js`);
      await terminal.sees('"event":"started"');
      terminal.interrupt();
      assert.equal(await terminal.ended, 0, `it ends in order: ${terminal.screen()}`);
    });
    const { ownerToken: token, ...rest } = kept();
    assert.deepEqual(rest, {
      address: 'https://comments.example',
      origins: [blog, 'https://www.blog.example'],
    });
    assert.match(String(token), /^[\w-]{32}$/);
    assert.equal(statSync(file()).mode & 0o077, 0, 'nobody else may read it');

    await at(['serve', '--port=0'], async (terminal) => {
      await terminal.sees('"event":"started"');
      assert.doesNotMatch(terminal.screen(), /Where will|Which pages/);
      terminal.interrupt();
      assert.equal(await terminal.ended, 0, `it ends in order: ${terminal.screen()}`);
    });
  });

  it('serve asks only for what was not given, and keeps no more', async () => {
    const args = ['serve', '--port=0', '--address=https://comments.example'];
    const given = { COMMENT_SECTION_OWNER_TOKEN: ownerToken };
    const work = async (terminal: Terminal): Promise<void> => {
      await terminal.answer('Which pages will have comments?', blog);
      await terminal.sees('"event":"started"');
      assert.doesNotMatch(terminal.screen(), /Where will/);
    };
    await at(args, work, given);
    assert.deepEqual(kept(), { origins: [blog] });
  });

  describe('beside a server', () => {
    let server: RunningServer;
    let backend: HttpBackend;
    beforeEach(async () => {
      const database = path.join(cwd, 'comment-section.db');
      server = await startServer({ database, origins: [blog], ownerToken });
      backend = httpBackend({ server: server.url });
      await backend.open(thread, first, call);
      const guest = { name: 'Ann', email: 'ann@blog.example' };
      await backend.add({ key: 'one', parentId: null, body: 'Hello', guest }, call);
    });
    afterEach(() => server?.close());

    it('pending asks for the token, and does not show it', async () => {
      await at(['pending', `--address=${server.url}`], async (terminal) => {
        await terminal.answer('Owner token: ', ownerToken);
        await terminal.sees('Nothing waits.');
        assert.equal(await terminal.ended, 0);
        assert.ok(!terminal.screen().includes(ownerToken), terminal.screen());
      });
      await at(['pending', `--address=${server.url}`], async (terminal) => {
        await terminal.answer('Owner token: ', `${ownerToken}x`);
        await terminal.sees('This is not the owner token of this server');
        assert.equal(await terminal.ended, 1);
      });
    });

    it('erase removes nothing without a yes, and everything with it', async () => {
      const question = 'Remove 1 comment(s) and 0 like(s) for good? Type “yes”: ';
      await at(['erase', 'ann@blog.example'], async (terminal) => {
        await terminal.answer(question, 'y');
        await terminal.sees('Nothing was removed.');
        assert.equal(await terminal.ended, 0);
      });
      assert.equal((await backend.open(thread, first, call)).info.total?.value, 1);
      await at(['erase', 'ann@blog.example'], async (terminal) => {
        await terminal.answer(question, 'yes');
        await terminal.sees('Removed 1 comment(s)');
        assert.equal(await terminal.ended, 0);
      });
      assert.equal((await backend.open(thread, first, call)).info.total?.value, 0);
    });
  });
});
