import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from '../support/project.ts';
import { readSources, withoutComments } from '../support/sources.ts';
import { documented, withTables, type Tag } from '../support/surface.ts';

// What pages may rely on, listed here: a change of this list is a change for somebody.
const surface: Record<Exclude<Tag, 'prop'>, string> = {
  attr: 'backend server thread thread-title sort page-size max-depth theme loading heading-level read-only closed no-likes shortcuts login sample-accounts avatars poll private lang dir',
  method: 'load() reload() goTo(id)',
  fires:
    'comment-like comment-liked comment-submit comment-submitted comment-edit comment-edited comment-remove comment-removed comment-sign-in comment-signed-in comments-loaded comment-error',
  slot: ' header empty footer',
  csspart:
    'section heading sort notice list comment author time body actions like composer textarea identity provider submit',
  cssproperty:
    '--comment-accent --comment-text --comment-muted --comment-surface --comment-border --comment-radius --comment-space --comment-font',
  cssstate: 'loading empty error',
};

/** In a template, or set on an element. */
const parts = /\bpart(?:="|', ')([^"']+)["']/g;

const exported = {
  './src/index.ts': 'CommentError CommentSection registerBackend registerLocale',
  './package.json':
    '. ./element ./backends/* ./identity/* ./locales/* ./server ./testing ./cdn/* ./package.json',
};

for (const [tag, names] of Object.entries(surface) as [Exclude<Tag, 'prop'>, string][]) {
  test(`the documented ${tag} names are the listed ones`, () => {
    assert.deepEqual(
      documented(tag).map(({ name }) => name),
      names.split(' '),
    );
  });
}

test('every attribute of the element is documented, and no other', () => {
  const source = read('src/comment-section.ts');
  const properties = /static override properties[^{]*\{([^]*?)\n {2}\};/.exec(source)![1]!;
  const attributes = [...properties.matchAll(/^ {4}(\w+): \{([^}]*)\}/gm)]
    .filter(([, , options]) => !options!.includes('attribute: false'))
    .map(([, name, options]) => /attribute: '([^']+)'/.exec(options!)?.[1] ?? name!.toLowerCase());
  // Every element has these two.
  assert.deepEqual([...attributes, 'lang', 'dir'], surface.attr.split(' '));
});

test('every part, slot and event in the code is documented, and no other', () => {
  assert.deepEqual(found(parts), sorted(surface.csspart));
  assert.deepEqual(found(/<slot(?: name="([^"]+)")?>/g), sorted(surface.slot));
  assert.deepEqual(found(/super\('(comments?-[^']+)'/g), sorted(surface.fires));
});

test('every custom property in the styles is documented, and no other', () => {
  assert.deepEqual(found(/var\((--comment-[\w-]+)/g), sorted(surface.cssproperty));
});

test('the tables of the README are those of the doc comment (npm run docs)', async () => {
  const readme = read('README.md');
  assert.equal(await withTables(readme), readme);
});

test('the package exports what is listed', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> };
  assert.deepEqual(Object.keys(exports).join(' '), exported['./package.json']);
});

test('the built script exports what is listed', async () => {
  const names = [...read('dist/cdn/comment-section.js').matchAll(/\bas ([A-Z]\w+|register\w+)\b/g)];
  const list = new Set(names.map(([, name]) => name!));
  for (const name of exported['./src/index.ts'].split(' ')) assert.ok(list.has(name), name);
});

test('the check sees a part that is not documented', () => {
  assert.notDeepEqual(sorted(`${surface.csspart} invented`), found(parts));
});

function found(pattern: RegExp): string[] {
  const code = readSources()
    .map(({ text }) => withoutComments(text))
    .join('\n');
  const names = [...code.matchAll(pattern)].flatMap(([, name = '']) => name.split(/\s+/));
  return [...new Set(names)].sort();
}

function sorted(names: string): string[] {
  return names.split(' ').sort();
}

function read(file: string): string {
  return readFileSync(path.join(project, file), 'utf8');
}
