import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, HTTPRequest } from 'puppeteer-core';
import type { RunningServer } from '../../src/server/index.ts';
import { startTestServer } from '../server/loopback.ts';
import { chosenBrowsers, launchBrowser } from '../support/browsers.ts';
import { project } from '../support/project.ts';
import { startStaticServer, type StaticServer } from '../support/static-server.ts';
import { Tab } from './reader.ts';

// A blog on one origin, and the server of its comments on another one, with an embedded database.

const pages: Record<string, string> = {};
let blog: StaticServer;
let server: RunningServer;

before(async () => {
  blog = await startStaticServer({ folder: path.join(project, 'dist/cdn'), pages });
  // A reader who reloads sees what a cache would be behind on as well.
  const policy = { words: ['waiting-word'], freshSeconds: 60, staleSeconds: 60 };
  server = await startTestServer('sqlite', { origins: [blog.origin], policy });
});
after(async () => {
  await server?.close();
  await blog?.close();
});

/** A post with a thread of its own; answers with its path. */
function publish(name: string): string {
  pages[`/${name}`] = `<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8"><title>A Post</title><link rel="icon" href="data:,"></head>
      <body>
        <script type="module" src="comment-section.js"></script>
        <comment-section server="${server.url}" thread="${name}" loading="eager"></comment-section>
      </body>
    </html>`;
  return `/${name}`;
}

/** What the page of a reader asked the server of comments. */
function asking(context: Tab): string[] {
  const asked: string[] = [];
  context.page.on('request', (request: HTTPRequest) => {
    if (!request.url().startsWith(server.url)) return;
    asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return asked;
}

class Reader {
  readonly context: BrowserContext;
  readonly tab: Tab;
  readonly asked: string[];

  constructor(context: BrowserContext, tab: Tab) {
    this.context = context;
    this.tab = tab;
    this.asked = asking(tab);
  }

  static async open(browser: Browser, post: string): Promise<Reader> {
    const context = await browser.createBrowserContext();
    const reader = new Reader(context, new Tab(await context.newPage()));
    await reader.tab.page.goto(blog.origin + post);
    await reader.tab.isReady();
    return reader;
  }

  async post(text: string): Promise<void> {
    await this.tab.type(text);
    await this.tab.fillIn('name', 'Ann');
    await this.tab.fillIn('email', 'ann@mail.example');
    await this.tab.press('[part="submit"]');
    await this.sees(text);
    await this.tab.waitFor(isSettled);
  }

  sees(text: string): Promise<void> {
    return this.tab.waitFor(isShown, text);
  }

  seesNot(text: string): Promise<void> {
    return this.tab.waitFor(isNotShown, text);
  }

  async reload(): Promise<void> {
    await this.tab.reload();
    await this.tab.waitFor(isSettled);
  }
}

// These run in the page.

function isShown(text: string): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return [...root.querySelectorAll('article')].some((each) => each.textContent.includes(text));
}

function isNotShown(text: string): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return ![...root.querySelectorAll('article')].some((each) => each.textContent.includes(text));
}

/** Nothing is on its way, and what can be done with comments is there. */
function isSettled(): boolean {
  const { shadowRoot } = document.querySelector('comment-section')!;
  return (
    !shadowRoot!.textContent.includes('Sending…') &&
    shadowRoot!.querySelector('[data-do="reply"], [data-do="edit"]') !== null
  );
}

for (const name of chosenBrowsers()) {
  const inBrowser = (what: string, work: (browser: Browser) => Promise<void>): void => {
    test(`${what} (${name})`, async () => {
      const browser = await launchBrowser(name);
      try {
        await work(browser);
      } finally {
        await browser.close();
      }
    });
  };

  inBrowser('a guest writes, likes, edits, deletes and takes it back', async (browser) => {
    const ann = await Reader.open(browser, publish(`all-${name}`));
    await ann.post('Hello from another origin');
    await ann.tab.press('[part="like"]');
    await ann.sees('Liked by you');

    await ann.tab.press('[data-do="edit"]');
    await ann.tab.waitFor(isEditing);
    await ann.tab.page.evaluate(rewrite, 'Hello again');
    await ann.sees('(edited)');
    await ann.reload();
    await ann.sees('Hello again');
    await ann.sees('Liked by you');

    await ann.tab.press('[data-do="remove"]');
    await ann.seesNot('Hello again');
    await ann.tab.waitFor(isUndoable);
    await ann.tab.press('[data-do="undo"]');
    await ann.sees('Hello again');
    await ann.tab.waitFor(isSettled);
    await ann.reload();
    await ann.sees('Hello again');

    const bob = await Reader.open(browser, `/all-${name}`);
    await bob.sees('Hello again');
    await bob.sees('Liked by 1 person');
    const own = await bob.tab.page.evaluate(() =>
      document.querySelector('comment-section')!.shadowRoot!.querySelector('[data-do="edit"]'),
    );
    assert.equal(own, null, 'what is Ann’s is not Bob’s to edit');
  });

  inBrowser(
    'reading takes one anonymous question, without leave to be asked for',
    async (browser) => {
      const post = publish(`read-${name}`);
      const ann = await Reader.open(browser, post);
      await ann.post('Something to read');
      const bob = await Reader.open(browser, post);
      await bob.sees('Something to read');
      const answers: HTTPRequest[] = [];
      bob.tab.page.on('request', (request) => answers.push(request));
      bob.asked.length = 0;
      await bob.reload();
      await bob.sees('Something to read');
      assert.deepEqual(bob.asked, ['GET /v1/thread']);
      const question = answers.find((request) => request.url().startsWith(server.url))!;
      const headers = Object.keys(question.headers());
      assert.ok(!headers.includes('authorization') && !headers.includes('cookie'));
    },
  );

  inBrowser('what waits for a moderator is there for its writer only', async (browser) => {
    const post = publish(`held-${name}`);
    const ann = await Reader.open(browser, post);
    await ann.post('In the open');
    await ann.post('This waiting-word waits');
    await ann.sees('Awaiting moderation');
    await ann.reload();
    await ann.sees('This waiting-word waits');
    await ann.sees('Awaiting moderation');
    const bob = await Reader.open(browser, post);
    await bob.sees('In the open');
    await bob.seesNot('waiting-word');
  });

  inBrowser(
    'a text is kept when the server is away, and arrives once with Retry',
    async (browser) => {
      const post = publish(`away-${name}`);
      const ann = await Reader.open(browser, post);
      await ann.post('First');
      await ann.tab.page.setOfflineMode(true);
      await ann.tab.type('Second');
      await ann.tab.press('[part="submit"]');
      await ann.sees('Could not be sent.');
      await ann.tab.page.setOfflineMode(false);
      await ann.tab.press('[data-do="retry"]');
      await ann.tab.waitFor(isSettled);
      await ann.reload();
      await ann.sees('Second');
      assert.deepEqual(await ann.tab.comments(), ['First', 'Second']);
    },
  );
}

function isEditing(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.querySelector('article textarea') !== null;
}

function isUndoable(): boolean {
  const root = document.querySelector('comment-section')!.shadowRoot!;
  return root.querySelector('[data-do="undo"]') !== null;
}

/** Puts a text into the form in a comment's place, and saves it. */
function rewrite(text: string): void {
  const form = document
    .querySelector('comment-section')!
    .shadowRoot!.querySelector('article form')!;
  const field = form.querySelector('textarea')!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  form.querySelector<HTMLElement>('[part="submit"]')!.click();
}
