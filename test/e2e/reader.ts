import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { launchOptions, type BrowserName } from '../support/browsers.ts';
import { project } from '../support/project.ts';
import { startStaticServer, type StaticServer } from '../support/static-server.ts';

const post = `<!doctype html>
  <html lang="en">
    <head><meta charset="utf-8"><title>A Post</title><link rel="icon" href="data:,"></head>
    <body>
      <script type="module" src="comment-section.js"></script>
      <comment-section thread="a post" loading="eager" sample-accounts></comment-section>
    </body>
  </html>`;

/** A blog with the built files, on an address that stays the same. */
export function startBlog(): Promise<StaticServer> {
  return startStaticServer({ folder: path.join(project, 'dist/cdn'), pages: { '/post': post } });
}

/** Somebody with a profile on a disk, whose browser may be killed and started again. */
export class Reader {
  #name: BrowserName;
  #address: string;
  #profiles = [newProfile()];
  #browser: Browser | undefined;

  constructor(name: BrowserName, address: string) {
    this.#name = name;
    this.#address = address;
  }

  /** The post in a new tab. */
  async open(): Promise<Tab> {
    this.#browser ??= await launch({
      ...(await launchOptions(this.#name)),
      userDataDir: this.#profiles.at(-1)!,
    });
    const page = await this.#browser.newPage();
    await page.goto(`${this.#address}/post`);
    const tab = new Tab(page);
    await tab.isReady();
    return tab;
  }

  /** The browser has no time for anything. The next one finds what was on the disk then. */
  async kill(): Promise<void> {
    const running = this.#browser?.process();
    const ended = new Promise((resolve) => running?.once('exit', resolve));
    // All of its processes: one that outlives the first goes on writing to the profile.
    if (running?.pid && process.platform !== 'win32') process.kill(-running.pid, 'SIGKILL');
    else running?.kill('SIGKILL');
    await ended;
    this.#browser = undefined;
    this.#profiles.push(copyOf(this.#profiles.at(-1)!));
  }

  async leave(): Promise<void> {
    await this.#browser?.close();
    for (const profile of this.#profiles) {
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    }
  }
}

function newProfile(): string {
  return mkdtempSync(path.join(tmpdir(), 'comment-section-reader-'));
}

/** A file may vanish while it is copied, as long as the last process is on its way out. */
function copyOf(profile: string, attempts = 10): string {
  const copy = newProfile();
  try {
    cpSync(profile, copy, { recursive: true, filter: isKept });
    return copy;
  } catch (error) {
    rmSync(copy, { recursive: true, force: true });
    if (attempts === 1 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return copyOf(profile, attempts - 1);
  }
}

/** Locks name the process that is gone; what the driver adds to a profile it adds again. */
function isKept(file: string): boolean {
  return !/^(Singleton\w+|lock|\.parentlock|(user|prefs)\.js.*)$/.test(path.basename(file));
}

/** The post in one tab. */
export class Tab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The form is open, or can be: drafts are where they belong. */
  async isReady(): Promise<void> {
    await this.waitFor(() => {
      const root = document.querySelector('comment-section')?.shadowRoot;
      root?.querySelector('textarea')?.focus();
      return root?.querySelector('[part="submit"] , [part="identity"]') != null;
    });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.isReady();
  }

  async type(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(() => {
      document.querySelector('comment-section')!.shadowRoot!.querySelector('textarea')!.focus();
    });
    await this.page.keyboard.type(text);
  }

  /** Waits until the browser has done all that it was asked to write down by now. */
  async isWrittenDown(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('comment-section-drafts');
          request.addEventListener('success', () => {
            const { result } = request;
            const reading = result.transaction('drafts').objectStore('drafts').count();
            reading.addEventListener('success', () => {
              result.close();
              resolve();
            });
          });
        }),
    );
  }

  /** What is in the form at the end. */
  text(): Promise<string> {
    return this.page.evaluate(
      () => document.querySelector('comment-section')!.shadowRoot!.querySelector('textarea')!.value,
    );
  }

  /** Texts of the comments that are there. */
  comments(): Promise<string[]> {
    return this.page.evaluate(() => {
      const root = document.querySelector('comment-section')!.shadowRoot!;
      return [...root.querySelectorAll<HTMLElement>('article [part~="body"]')].map((each) =>
        each.textContent.trim(),
      );
    });
  }

  async fillIn(name: 'email' | 'name', value: string): Promise<void> {
    await this.page.evaluate(
      (field, typed) => {
        const root = document.querySelector('comment-section')!.shadowRoot!;
        const input = root.querySelector<HTMLInputElement>(`input[name="${field}"]`)!;
        input.value = typed;
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      },
      name,
      value,
    );
  }

  /** Presses a button, as soon as it is there, without waiting for what comes of it. */
  async press(selector: string): Promise<void> {
    await this.waitFor(
      (what) => document.querySelector('comment-section')!.shadowRoot!.querySelector(what) !== null,
      selector,
    );
    await this.page.evaluate((what) => {
      const root = document.querySelector('comment-section')!.shadowRoot!;
      root.querySelector<HTMLElement>(what)!.click();
    }, selector);
  }

  /** Polls, because pages in the background draw no frames. */
  async waitFor(holds: (argument: string) => boolean, argument = ''): Promise<void> {
    await this.page.waitForFunction(holds, { polling: 10, timeout: 10_000 }, argument);
  }
}
