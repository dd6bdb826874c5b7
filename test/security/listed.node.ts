import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { listFiles, project } from '../support/project.ts';
import { harmlessFields, harmlessMethods, harmlessViews } from './harmless.ts';
import { paths } from './paths.ts';

const model = listFiles('src/model', '.ts').map(read).join('\n');
const contracts = ['src/backends/contract.ts', 'src/identity/contract.ts'].map(read).join('\n');

test('every field that holds text comes in on a listed way, or is known to be harmless', () => {
  const options = read('src/views/view.ts');
  assertListed(
    textFields(`${model}\n${options}`),
    paths.flatMap(({ brings }) => brings),
    harmlessFields,
  );
});

test('every method of a contract brings its texts on a listed way, or none', () => {
  const names = ['CommentBackend', 'IdentityService', 'Sink'];
  assertListed(
    names.flatMap((name) => methodsOf(name)),
    paths.flatMap(({ by }) => by),
    harmlessMethods,
  );
});

test('every view shows what came in on a listed way, or nothing of a stranger', () => {
  assertListed(
    listFiles('src/views', '.ts').map((file) => path.basename(file)),
    paths.flatMap(({ views }) => views),
    harmlessViews,
  );
});

test('a new field, method or type of text is noticed', () => {
  const fields = textFields(`
export interface Place {
  readonly town: string;
  readonly street?: string | undefined;
  readonly tags: readonly string[];
  readonly size: number;
  readonly inside: { readonly room: string };
}
export type Step =
  | { readonly type: 'go'; readonly to: string | null }
  | { readonly type: 'stay' };
`);
  assert.deepEqual(fields, ['Place.town', 'Place.street', 'Place.tags', 'Place.room', 'Step.to']);
});

function assertListed(
  found: readonly string[],
  walked: readonly string[],
  harmless: Readonly<Record<string, string>>,
): void {
  const known = new Set([...walked, ...Object.keys(harmless)]);
  const there = new Set(found);
  const forgotten = [...there].filter((each) => !known.has(each));
  assert.deepEqual(forgotten, [], 'not in paths.ts, nor in harmless.ts');
  const gone = [...known].filter((each) => !there.has(each));
  assert.deepEqual(gone, [], 'in paths.ts or harmless.ts, but not there any more');
}

/** `Type.field` for everything that could hold any text. Prettier puts each field on a line. */
function textFields(source: string): string[] {
  const found = new Set<string>();
  for (const [, name, body] of source.matchAll(
    /^export (?:interface|type|class) (\w+)(.*?)(?=^(?:export|function|const|type|interface)\b|$(?![^]))/gms,
  )) {
    const fields = body!.matchAll(
      /\breadonly (\w+)\??: (?:readonly )?(?:string|PlaceName|Cursor)\b(?=\s*(?:\[\]|\||;|\}))/g,
    );
    for (const [, field] of fields) found.add(`${name}.${field}`);
  }
  return [...found];
}

function methodsOf(name: string): string[] {
  const body = new RegExp(`export interface ${name} \\{(.*?)^\\}`, 'ms').exec(contracts)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(
    ([, method]) => `${name}.${method}`,
  );
}

function read(file: string): string {
  return readFileSync(path.join(project, file), 'utf8');
}
