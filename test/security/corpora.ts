import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../support/project.ts';

/** Where the corpora lie that are too big, and of too many licences, to be part of the project. */
const folder = path.resolve(process.env['CORPORA'] ?? path.join(project, '../shared/corpora'));

export interface Corpus {
  readonly name: string;
  readonly payloads: readonly string[];
}

/** 223 payloads of DOMPurify's tests; undefined where they are not. */
export function dompurify(): Corpus | undefined {
  const text = read('dompurify-payloads.json');
  if (text === undefined) return undefined;
  const { payloads } = JSON.parse(text) as { payloads: readonly { payload: string }[] };
  return { name: 'DOMPurify', payloads: payloads.map(({ payload }) => payload) };
}

/** 139 vectors of the HTML5 Security Cheatsheet; undefined where they are not. */
export function h5sc(): Corpus | undefined {
  const text = read('h5sc-vectors.txt');
  if (text === undefined) return undefined;
  const items = text.split(/<div id="\d+">/).slice(1);
  return { name: 'H5SC', payloads: items.map((item) => item.split(`//["'\`-->]]>]</div>`, 1)[0]!) };
}

export const missing = `no corpora in ${folder}; CORPORA=<folder> says where they are`;

function read(file: string): string | undefined {
  const whole = path.join(folder, file);
  return existsSync(whole) ? readFileSync(whole, 'utf8') : undefined;
}
