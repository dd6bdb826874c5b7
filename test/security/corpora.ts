import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../support/project.ts';

/** Where the corpora lie: they are too big, and of too many licences, to be part of the project. */
const folder = path.resolve(process.env['CORPORA'] ?? path.join(project, '../shared/corpora'));

/** Why a test is skipped that needs them. */
export const missing = `no corpora in ../shared/corpora; CORPORA=<folder> says where they are`;

/** Payloads of DOMPurify's tests; undefined where they are not. */
export function dompurify(): readonly string[] | undefined {
  const text = read('dompurify-payloads.json');
  if (text === undefined) return undefined;
  const { payloads } = JSON.parse(text) as { payloads: readonly { payload: string }[] };
  return payloads.map(({ payload }) => payload);
}

/** Vectors of the HTML5 Security Cheatsheet; undefined where they are not. */
export function h5sc(): readonly string[] | undefined {
  const items = read('h5sc-vectors.txt')?.split(/<div id="\d+">/);
  return items?.slice(1).map((item) => item.split(`//["'\`-->]]>]</div>`, 1)[0]!);
}

function read(file: string): string | undefined {
  const whole = path.join(folder, file);
  return existsSync(whole) ? readFileSync(whole, 'utf8') : undefined;
}
