import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { version } from '../../src/server/paste.ts';
import { project } from '../support/project.ts';
import { cli, serve, type Served } from '../support/served.ts';
import { HalfSent } from './half-sent.ts';
import { blog, guest, ownerToken } from './site.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-cli-'));
const database = path.join(folder, 'comments.db');
const env = { COMMENT_SECTION_OWNER_TOKEN: ownerToken };

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command with nobody in front of it. */
async function run(args: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...cli, ...args], {
    cwd: folder,
    env: { ...process.env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

describe('comment-section', () => {
  let server: Served;

  before(async () => {
    const flags = [`--database=${database}`, `--origins=${blog}`, '--moderation=all'];
    server = await serve([...flags, '--address=http://comments.example'], env);
  });
  after(async () => {
    await server?.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Posts as a page would, and answers with the comment's id. */
  async function post(body: string): Promise<string> {
    const response = await fetch(`${server.url}/v1/comments`, {
      method: 'POST',
      headers: {
        Origin: blog,
        'X-Forwarded-For': '203.0.113.9',
        Authorization: guest('ann'),
        'Idempotency-Key': randomUUID(),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        thread: { id: 'https://blog.example/?post=42' },
        body,
        guest: { name: 'Ann Example', email: 'ann@blog.example' },
      }),
    });
    const { comment } = (await response.json()) as { comment: { id: string } };
    return comment.id;
  }

  const there = (): string[] => [`--address=${server.url}`, `--database=${database}`];

  it('prints what to paste at the first start, and why it could not work', () => {
    const said = server.stderr();
    const script = `src="http://comments.example/widget/${version}/comment-section.js"`;
    assert.ok(said.includes(script), said);
    assert.ok(said.includes('<comment-section server="http://comments.example">'), said);
    assert.match(said, /Pages of https:\/\/blog\.example will not reach .* plain http/);
    assert.match(said, /See it working: http:\/\/comments\.example\//);
  });

  it('answers those who watch over it, and shows a page with the section', async () => {
    const health = await fetch(`${server.url}/healthz`);
    assert.deepEqual([health.status, await health.text()], [200, '{"status":"ok"}']);
    const page = await fetch(`${server.url}/`);
    assert.match(await page.text(), /<comment-section server="http:\/\/comments\.example"/);
  });

  it('shows what waits, and lets it out: approve, hide, spam, delete', async () => {
    const [id, other] = [await post('first \u001b[31m'), await post('second')];
    const listed = await run(['pending', ...there()], env);
    assert.match(listed.stdout, new RegExp(`${id}.*Ann Example.*moderation`));
    assert.ok(!listed.stdout.includes('\u001b'), 'nothing steers the terminal');
    const approved = await run(['approve', id, other, ...there()], env);
    assert.deepEqual([approved.code, approved.stdout], [0, '']);
    assert.equal((await run(['hide', other, ...there()], env)).code, 0);
    const address = `${server.url}/v1/thread?thread=${encodeURIComponent('https://blog.example/?post=42')}`;
    const text = await (await fetch(address)).text();
    assert.ok(text.includes('first') && !text.includes('second'));
    for (const verdict of ['spam', 'delete']) {
      assert.equal((await run([verdict, other, ...there()], env)).code, 0);
    }
    assert.match((await run(['approve', 'nothing', ...there()], env)).stderr, /no such comment/);
  });

  it('closes and opens a thread', async () => {
    const name = 'https://blog.example/?post=42';
    const state = async (): Promise<unknown> => {
      const address = `${server.url}/v1/thread?thread=${encodeURIComponent(name)}`;
      return ((await (await fetch(address)).json()) as { rules: { closed: boolean } }).rules.closed;
    };
    assert.equal((await run(['close', name, ...there()], env)).code, 0);
    assert.equal(await state(), true);
    assert.equal((await run(['open', name, ...there()], env)).code, 0);
    assert.equal(await state(), false);
  });

  it('takes no other token than the owner’s', async () => {
    const wrong = { COMMENT_SECTION_OWNER_TOKEN: 'somebody-elses-token-0123456789' };
    const refused = await run(['pending', ...there()], wrong);
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /not the owner token/);
    const nobody = await run(['pending', ...there()]);
    assert.deepEqual([nobody.code, nobody.stderr], [2, 'Set COMMENT_SECTION_OWNER_TOKEN.\n']);
  });

  it('exports, imports, backs up and erases beside the running server', async () => {
    await post('to be kept');
    const file = path.join(folder, 'export.jsonl');
    assert.equal((await run(['export', file, ...there()])).code, 0);
    assert.match(readFileSync(file, 'utf8'), /to be kept/);
    assert.equal(statSync(file).mode & 0o077, 0, 'nobody else may read it');
    assert.match((await run(['export', file, ...there()])).stderr, /is there already/);
    const other = path.join(folder, 'other.db');
    const imported = await run(['import', file, `--database=${other}`]);
    assert.match(imported.stderr, /^1 new threads, \d+ new comments; 0 were there already/);
    const [was, is] = [
      await run(['export', ...there()]),
      await run(['export', `--database=${other}`]),
    ];
    const plain = ({ stdout }: Ended): string => stdout.replace(/"exportedAt":"[^"]+"/, '');
    assert.equal(plain(is), plain(was));
    const copy = path.join(folder, 'copy.db');
    assert.equal((await run(['backup', copy, ...there()])).code, 0);
    assert.match(plain(await run(['export', `--database=${copy}`])), /to be kept/);
    const asked = await run(['erase', 'ann@blog.example', ...there()]);
    assert.match(asked.stderr, /add --yes/);
    assert.equal((await run(['erase', 'ann@blog.example', '--yes', ...there()])).code, 0);
    assert.doesNotMatch((await run(['export', ...there()])).stdout, /ann@|to be kept/);
  });

  it('writes no word, name, address, key or thread into its log', async () => {
    await post('a secret sentence');
    await fetch(`${server.url}/v1/mine?thread=secret-thread`, {
      headers: { Authorization: guest('secret-key') },
    });
    const log = server.stdout();
    assert.doesNotMatch(log, /secret|Ann Example|ann@|127\.0\.0\.1"|203\.0\.113|post=42/);
    const entries = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    assert.ok(entries.some(({ event }) => event === 'request'));
  });

  it('refuses what cannot be meant with one sentence and code 2', async () => {
    const cases: readonly [args: string[], sentence: RegExp][] = [
      [['serve'], /^Say where browsers will reach the server: --address=/],
      [['serve', '--port=x'], /^--port has to be/],
      [['sevre'], /^There is no command “sevre”/],
      [['approve', ...there()], /^“comment-section approve” needs the id of a comment/],
      [['backup', database, ...there()], /is there already/],
      [['export', '--database=nowhere.db'], /^There is no database nowhere\.db/],
    ];
    for (const [args, sentence] of cases) {
      const { code, stderr } = await run(args, env);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, sentence);
    }
    const file = path.join(folder, 'wrong.json');
    writeFileSync(file, '{"prot": 1}');
    assert.match((await run(['help', `--config=${file}`])).stderr, /no setting “prot”/);
  });

  it('says that a port is taken, or a folder missing', async () => {
    const where = [`--address=${server.url}`, `--origins=${blog}`];
    const taken = await run(['serve', ...where, `--port=${new URL(server.url).port}`]);
    assert.match(taken.stderr, /is taken by something else: choose another --port/);
    const missing = await run(['serve', ...where, '--port=0', '--database=no/where/comments.db']);
    assert.match(missing.stderr, /there is no such folder/);
    assert.equal(missing.code, 2);
  });

  it('lists commands and settings', async () => {
    const { code, stdout } = await run(['help']);
    assert.equal(code, 0);
    for (const word of ['serve', 'erase', '--edit-minutes']) assert.ok(stdout.includes(word));
    const readme = readFileSync(path.join(project, 'src/server/README.md'), 'utf8');
    for (const [setting] of stdout.matchAll(/^ {2}(--[\w-]+)/gm)) {
      assert.ok(readme.includes(`\`${setting!.trim().slice(2)}\``), `the README names ${setting}`);
    }
  });

  it('answers all that it was asked before it stops, also what was half sent', async () => {
    const connections = await Promise.all(
      Array.from({ length: 20 }, (_, i) => new HalfSent(server.url, `last words ${i}`)).map(
        async (each) => {
          await each.begin();
          return each;
        },
      ),
    );
    const [early, late] = [connections.slice(0, 10), connections.slice(10)];
    for (const each of early) each.complete();
    const ending = server.end('SIGTERM');
    await server.says('"event":"stopping"');
    for (const each of late) each.complete();
    for (const each of late) assert.match(await each.answer, /\r\nconnection: close\r\n/i);
    for (const each of early) assert.match(await each.answer, /^HTTP\/1\.1 201 /);
    for (const each of late) assert.match(await each.answer, /^HTTP\/1\.1 201 /);
    assert.equal(await ending, 0);
    const { stdout } = await run(['export', `--database=${database}`]);
    for (let i = 0; i < 20; i++) assert.ok(stdout.includes(`last words ${i}`));
  });
});
