import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { project } from '../support/project.ts';

/** What the compiler says about a configuration; nothing when all is well. */
function compile(config: string): string {
  const compiler = path.join(project, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', config], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** Compiles one made-up file under a configuration of src/. */
function compileSample(config: string, code: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-'));
  try {
    writeFileSync(path.join(folder, 'sample.ts'), code);
    const platform = path.join(project, 'test/design/platform.d.ts');
    const include = ['sample.ts', ...(config.includes('store') ? [platform] : [])];
    const text = JSON.stringify({ extends: path.join(project, config), include, exclude: [] });
    writeFileSync(path.join(folder, 'tsconfig.json'), text);
    return compile(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const layers = [
  { name: 'model and protocol', config: 'src/tsconfig.pure.json' },
  { name: 'the store', config: 'src/tsconfig.store.json' },
];

for (const { name, config } of layers) {
  test(`${name} compile without the DOM`, () => {
    assert.equal(compile(path.join(project, config)), '');
  });

  test(`${config} lets plain code pass and objects to a page and to Node`, () => {
    assert.equal(compileSample(config, `export const later = (ms: number): number => ms + 1;`), '');
    assert.match(compileSample(config, `export const title = document.title;`), /'document'/);
    assert.match(compileSample(config, `export const folder = process.cwd();`), /'process'/);
  });
}

test('only the store may wait', () => {
  const code = `export const wait = (): void => void setTimeout(() => {}, 5);`;
  assert.match(compileSample('src/tsconfig.pure.json', code), /'setTimeout'/);
  assert.equal(compileSample('src/tsconfig.store.json', code), '');
});
