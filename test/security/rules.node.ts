import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { listFiles, project } from '../support/project.ts';
import { rules } from './rules.ts';

test('every rule that can be left out stands where it is said to, once', () => {
  for (const { rule, file, text } of rules) {
    const parts = readFileSync(path.join(project, file), 'utf8').split(text);
    assert.equal(parts.length, 2, `${rule}: ${text} in ${file}`);
  }
});

test('every rule can be left out of a file that is a program still', async () => {
  for (const { rule, file, text, without } of rules) {
    const source = readFileSync(path.join(project, file), 'utf8');
    await assert.doesNotReject(
      transformWithOxc(
        source.replace(text, () => without),
        file,
      ),
      rule,
    );
  }
});

test('every rule has a test that could notice', () => {
  const files = listFiles('test', '.test.ts', '.node.ts');
  for (const { rule, tests } of rules) {
    assert.ok(
      files.some((file) => file.includes(tests)),
      rule,
    );
  }
});
