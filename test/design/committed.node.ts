import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from '../support/project.ts';

// Written in parts, so that this file does not hold what it looks for.
const machineFolder = new RegExp(
  `(?<![\\w.)}*-])/(${['work', 'root', 'home', 'Users'].join('|')})/`,
);
const word = ['regis', 'try'].join('');
const registry = new RegExp(`\\b${word}\\.[\\w-]+\\.(com|net|org|io|dev|cn)\\b`);
const configuredRegistry = hostOf(process.env['npm_config_registry']);

/** What a text gives away about the machine it was written on. */
function complaints(text: string): string[] {
  const found = [machineFolder.exec(text)?.[0], registry.exec(text)?.[0]];
  if (configuredRegistry && text.includes(configuredRegistry)) found.push(configuredRegistry);
  return found.filter((one) => one !== undefined);
}

function hostOf(address: string | undefined): string | undefined {
  return address && URL.canParse(address) ? new URL(address).host : undefined;
}

/** Committed files and those about to be; none when this is no clone, such as an unpacked archive. */
function committedFiles(): string[] {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  });
  if (status !== 0) return [];
  // A file deleted but not yet committed is still listed.
  return stdout.split('\0').filter((file) => file && existsSync(path.join(project, file)));
}

test('no committed file names a folder of a machine or a package registry', (context) => {
  const files = committedFiles();
  if (files.length === 0) return context.skip('not a clone of the repository');
  const found = files.flatMap((file) =>
    complaints(readFileSync(path.join(project, file), 'utf8')).map((one) => `${file}: ${one}`),
  );
  assert.deepEqual(found, []);
});

test('the lock file holds no download addresses', () => {
  const lock = readFileSync(path.join(project, 'package-lock.json'), 'utf8');
  assert.doesNotMatch(lock, /"resolved"\s*:\s*"(?!\.)/);
});

test('the check of committed files objects to folders and registries only', () => {
  const folder = ['', 'work', 'main'].join('/');
  assert.equal(complaints(`cd ${folder}/dist`).length, 1);
  assert.equal(complaints(`"${['', 'home', 'me'].join('/')}/x"`).length, 1);
  assert.equal(complaints(`https://${word}.example.com/lit`).length, 1);
  assert.deepEqual(complaints('https://blog.example/home/ and network/work/ and ./root/'), []);
});
