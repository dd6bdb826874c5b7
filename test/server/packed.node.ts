import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { listFiles, project } from '../support/project.ts';
import { serve } from '../support/served.ts';
import { blog } from './site.ts';

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as Manifest;
const optional = Object.keys(manifest.optionalDependencies);
const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-packed-'));
const installed = path.join(folder, 'node_modules/comment-section');
const command = path.join(installed, manifest.bin['comment-section']!);

before(() => {
  const npm = (args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('npm', args, {
      cwd: project,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
  mkdirSync(installed, { recursive: true });
  const archive = path.join(folder, `comment-section-${manifest.version}.tgz`);
  const { status } = spawnSync('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
  assert.equal(status, 0, 'the package unpacks');
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the packed package says what is missing where optional packages were left out', () => {
  const flags = ['--address=http://localhost', `--origins=${blog}`, '--database=no.db', '--port=0'];
  const { status, stderr } = spawnSync(process.execPath, [command, 'serve', ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /^The server needs [\w@/-]+, which was left out .*--include=optional”\.\n$/);
});

test('the packed package serves comments, its own widget, and what the widget fetches', async () => {
  for (const name of optional) {
    const link = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(path.join(project, 'node_modules', name), link, 'junction');
  }
  const database = path.join(folder, 'comments.db');
  const flags = [`--database=${database}`, '--address=http://localhost', `--origins=${blog}`];
  const server = await serve(flags, {}, [command]);
  try {
    const widget = `${server.url}/widget/${manifest.version}`;
    const files = listFiles('dist/cdn', '.js').map((file) => path.basename(file));
    assert.ok(files.length > 5);
    for (const file of files) {
      const response = await fetch(`${widget}/${file}`);
      const built = readFileSync(path.join(project, 'dist/cdn', file), 'utf8');
      assert.equal(await response.text(), built, file);
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    }
    const older = await fetch(`${server.url}/widget/0.0.1/comment-section.js`);
    assert.equal(older.status, 200, 'lines that were pasted for an older version go on working');
    assert.doesNotMatch(older.headers.get('Cache-Control') ?? '', /immutable/);
    for (const wrong of ['nothing.js', '..%2f..%2f..%2fpackage.json', 'package.json']) {
      assert.equal((await fetch(`${widget}/${wrong}`)).status, 404, wrong);
    }
    const thread = await fetch(`${server.url}/v1/thread?thread=post`);
    assert.equal(thread.status, 200);
  } finally {
    assert.equal(await server.end('SIGTERM'), 0);
  }
});

test('nothing for pages holds the server, and nobody who leaves optional packages out gets them', () => {
  const lock = JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { optional?: boolean; hasInstallScript?: boolean }>>;
  };
  for (const name of optional) {
    const entry = lock.packages[`node_modules/${name}`];
    assert.equal(entry?.optional, true, `${name} is optional`);
    assert.ok(!entry.hasInstallScript, `${name} compiles and downloads nothing`);
  }
  for (const file of listFiles('dist/cdn', '.js')) {
    const text = readFileSync(path.join(project, file), 'utf8');
    assert.doesNotMatch(text, /kysely|libsql|node:|require\(/i, file);
  }
});
