import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser, type BrowserName } from '../support/browsers.ts';
import { project } from '../support/project.ts';
import { startStaticServer, type StaticServer } from '../support/static-server.ts';

/** What the README has one paste, for a site with `comment-section/` at its root. */
export const readmeLines = pasted('"/comment-section/comment-section.js"');
export const classicLines = pasted('comment-section.all.js');

function pasted(word: string): string {
  const readme = readFileSync(path.join(project, 'README.md'), 'utf8');
  const lines = Array.from(readme.matchAll(/```html\n([^]*?)```/g), ([, html = '']) => html);
  const found = lines.find((html) => html.includes(word));
  if (found === undefined) throw new Error(`No lines of the README have ${word}.`);
  return found;
}

/** A blog of one page, which has copied the built files to a folder beside it. */
export interface Blog {
  readonly body: string;
  readonly head?: string;
  readonly lang?: string;
  /** Of the page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More files beside the page, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** How the name of a chunk begins that was not copied. */
  readonly lost?: string;
  /** How the name of a chunk begins that takes a second to come. */
  readonly slow?: string;
  /** The page is opened without any server. */
  readonly fromDisk?: boolean;
  /** Done before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Somebody who reads the page, in a fresh profile. */
export interface Visit {
  readonly page: Page;
  /** Errors that the browser tells in its console. */
  readonly complaints: readonly string[];
  /** Files that the page asked its own server for, in order. */
  readonly files: () => string[];
  /** Addresses elsewhere that the page asked. */
  readonly strangers: () => string[];
  /** Copies what was lost after all. */
  readonly bringBack: () => void;
}

export async function visit(
  name: BrowserName,
  blog: Blog,
  work: (visit: Visit) => Promise<void>,
): Promise<void> {
  const folder = copyTo(mkdtempSync(path.join(tmpdir(), 'comment-section-')), blog);
  const bringBack = blog.lost === undefined ? () => {} : lose(folder, blog.lost);
  const server = await serve(folder, blog);
  const context = await (await browserOf(name)).createBrowserContext();
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await blog.prepare?.(page);
    const home = blog.fromDisk ? pathToFileURL(folder).href : server.origin;
    await page.goto(`${home}/post.html`);
    await work({
      page,
      complaints,
      files: () => filesOf(server),
      // Firefox draws controls of its own with a font that it asks itself for.
      strangers: () => asked.filter((url) => !url.startsWith(home) && !url.startsWith('data:font')),
      bringBack,
    });
  } finally {
    await context.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until the section on the page says this. */
export async function says(page: Page, words: string): Promise<void> {
  await page.waitForFunction(isInSection, { timeout: 10_000 }, words);
}

/** Runs in the page. */
export function isInSection(words: string): boolean {
  const section = document.querySelector('comment-section');
  return section?.shadowRoot?.textContent.includes(words) ?? false;
}

/** Presses what has this part, the first of them on the page. */
export async function press(page: Page, part: string): Promise<void> {
  await page.locator(`comment-section >>> [part~="${part}"]`).click();
}

function copyTo(folder: string, { head = '', body, lang = 'en', files }: Blog): string {
  cpSync(path.join(project, 'dist/cdn'), path.join(folder, 'comment-section'), { recursive: true });
  const page = `<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>A Post</title>
        ${head}
      </head>
      <body>${body}</body>
    </html>`;
  const all = { ...files, 'post.html': page };
  for (const [name, text] of Object.entries(all)) writeFileSync(path.join(folder, name), text);
  // Browsers ask for it by themselves, and complain when it is missing.
  writeFileSync(path.join(folder, 'favicon.ico'), '');
  return folder;
}

function lose(folder: string, chunk: string): () => void {
  const copy = path.join(folder, 'comment-section');
  // `backends-local-<hash>.js` rather than `backends-local-bulk-<hash>.js`, whatever the hashes.
  const [name] = readdirSync(copy)
    .filter((each) => each.startsWith(chunk) && each.endsWith('.js'))
    .sort((a, b) => a.length - b.length);
  if (!name) throw new Error(`No chunk of dist/cdn begins with ${chunk}`);
  const here = path.join(copy, name);
  renameSync(here, `${here}.lost`);
  return () => renameSync(`${here}.lost`, here);
}

async function serve(folder: string, { headers, slow }: Blog): Promise<StaticServer> {
  const ofPage = (pathname: string): Record<string, string> =>
    pathname.endsWith('.html') ? { ...headers } : {};
  const delayMs = (pathname: string): number =>
    slow !== undefined && pathname.includes(`/${slow}`) ? 1000 : 0;
  return startStaticServer({ folder, headers: ofPage, delayMs });
}

function filesOf({ requests }: StaticServer): string[] {
  return requests
    .map(({ pathname }) => pathname.slice(1))
    .filter((name) => name !== 'post.html' && name !== 'favicon.ico');
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

const browsers = new Map<BrowserName, Promise<Browser>>();
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** One for all tests of a file. */
function browserOf(name: BrowserName): Promise<Browser> {
  const known = browsers.get(name) ?? launchBrowser(name);
  browsers.set(name, known);
  return known;
}
