import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { importsOf, readSources, type Import, type Source } from '../support/sources.ts';

/** What a folder of src/ may import besides its own files. `*` stands for everything. */
interface Layer {
  readonly folders: readonly string[];
  /** Folders of which it may know the types, and nothing else. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

/** Everything that an element may be made of: neither the server nor the published test suites. */
const client = 'model content locales protocol backends identity store views element'.split(' ');

const layers: Readonly<Record<string, Layer>> = {
  model: { folders: [] },
  content: { folders: ['model'], packages: ['lit', 'marked'] },
  locales: { folders: ['model'] },
  protocol: { folders: ['model'] },
  // A server may bring its own accounts: the contract says so by the type of an identity service.
  backends: {
    folders: ['model', 'protocol', 'content'],
    types: ['identity'],
    packages: ['idb-keyval'],
  },
  identity: { folders: ['model', 'protocol'] },
  store: { folders: ['model'], types: ['backends', 'identity'] },
  views: { folders: ['model', 'content', 'locales'], packages: ['lit'] },
  element: { folders: [...client, ''], packages: ['lit'] },
  // The files directly in src/ are elements and what registers them.
  '': { folders: client, packages: ['lit'] },
  server: {
    folders: ['model', 'protocol'],
    packages: ['node', 'hono', '@hono/node-server', 'kysely', 'libsql', 'pg'],
  },
  testing: { folders: ['model'], types: ['*'] },
};

/** What is wrong with the imports of these files, a sentence each. */
function complaints(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const layer = layers[folderOf(source.file)];
    if (!layer) return [`${source.file} is in a folder that no layer describes`];
    return importsOf(source).flatMap((imported) => {
      const reason = refusal(source, layer, imported, sources);
      return reason ? [`${source.file} imports ${imported.from}: ${reason}`] : [];
    });
  });
}

function refusal(
  source: Source,
  layer: Layer,
  { from, typesOnly }: Import,
  sources: readonly Source[],
): string | undefined {
  if (!from.startsWith('.')) {
    const name = isOfNode(from) ? 'node' : packageOf(from);
    return layer.packages?.includes(name) ? undefined : `this layer may not use ${name}`;
  }
  const target = path.posix.join(path.posix.dirname(source.file), from);
  if (!target.startsWith('src/')) return 'it is outside src/';
  const [own, other] = [folderOf(source.file), folderOf(target)];
  const isAllowed = own === other || layer.folders.includes(other);
  const isAllowedAsType =
    typesOnly && (layer.types ?? []).some((one) => one === '*' || one === other);
  if (!isAllowed && !isAllowedAsType) return `"${own}" may not use "${other}"`;
  // A backend reads other formats with content's parsers, but never draws.
  const draws = own === 'backends' && other === 'content' && !typesOnly && usesLit(target, sources);
  return draws ? 'it draws with lit, and a backend must not' : undefined;
}

/** Whether a file, or one that it imports from its own folder, imports lit. */
function usesLit(file: string, sources: readonly Source[], seen = new Set<string>()): boolean {
  const source = sources.find((candidate) => candidate.file === file);
  if (!source || seen.has(file)) return false;
  seen.add(file);
  return importsOf(source).some(({ from, typesOnly }) => {
    if (typesOnly) return false;
    if (packageOf(from) === 'lit') return true;
    return (
      from.startsWith('.') &&
      usesLit(path.posix.join(path.posix.dirname(file), from), sources, seen)
    );
  });
}

/** `src/model/comment.ts` → `model`; a file directly in src/ → ``. */
function folderOf(file: string): string {
  const [, folder = '', ...rest] = file.split('/');
  return rest.length > 0 ? folder : '';
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function isOfNode(from: string): boolean {
  return from.startsWith('node:') || builtinModules.includes(from);
}

/** A relative import that a browser could not follow as it stands. */
function withoutExtension(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ isComputed }) => !isComputed)
      .filter(({ from }) => from.startsWith('.') && !/\.(ts|json)$/.test(from))
      .map(({ from }) => `${source.file} imports ${from}`),
  );
}

test('layers import downwards only', () => {
  assert.deepEqual(complaints(readSources()), []);
});

test('relative imports carry the extension .ts', () => {
  assert.deepEqual(withoutExtension(readSources()), []);
});

const wrong: readonly [file: string, text: string][] = [
  ['src/model/a.ts', `import { html } from 'lit';`],
  ['src/model/a.ts', `export * from '../store/b.ts';`],
  ['src/store/a.ts', `import { local } from '../backends/local.ts';`],
  ['src/store/a.ts', `import {\n  type Backend,\n} from '../backends/contract.ts';`],
  ['src/views/a.ts', `const lazy = () => import('../backends/http.ts');`],
  ['src/views/a.ts', 'const lazy = () => import(`../backends/${name}.ts`);'],
  ['src/locales/a.ts', `import '../../test/support/project.ts';`],
  ['src/index.ts', `export { serve } from './server/serve.ts';`],
  ['src/backends/a.ts', `import fs from 'node:fs';`],
  ['src/testing/a.ts', `import { Store } from '../store/store.ts';`],
  ['src/helpers/a.ts', ``],
];
test('the check of layers objects to what points upwards or outside', () => {
  for (const [file, text] of wrong) {
    assert.equal(complaints([{ file, text }]).length, 1, `${file}: ${text}`);
  }
});

test('the check of layers lets backends use parsers, but nothing that draws', () => {
  const backend = {
    file: 'src/backends/a.ts',
    text: `import { parse } from '../content/parse.ts';`,
  };
  const parser = { file: 'src/content/parse.ts', text: `import { draw } from './draw.ts';` };
  const drawing = { file: 'src/content/draw.ts', text: `import { html } from 'lit';` };
  assert.deepEqual(complaints([backend, { ...parser, text: '' }]), []);
  assert.equal(complaints([backend, parser, drawing]).length, 1);
});

test('the check of layers lets types pass where only types may', () => {
  const text = `import type { Backend } from '../backends/contract.ts';\n// import '../views/a.ts'`;
  assert.deepEqual(complaints([{ file: 'src/store/a.ts', text }]), []);
});

test('the check of extensions objects to a bare and to a compiled name', () => {
  const text = `import a from './a';\nexport * from './b.js';\nimport './c.ts';`;
  assert.equal(withoutExtension([{ file: 'src/model/a.ts', text }]).length, 2);
});
