import { arch, cpus, type } from 'node:os';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { launchBrowser, type BrowserName } from '../support/browsers.ts';

const viewport = { width: 1280, height: 900 };

/** Rejects when a promise takes longer, so that no browser can hold up the run. */
export async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} took more than ${seconds} s`)), seconds * 1e3);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lends a new browser with a fresh profile, and ends it whatever happens. */
export async function withBrowser<T>(
  work: (browser: Browser) => Promise<T>,
  name: BrowserName = 'chromium',
): Promise<T> {
  const browser = await within(30, 'Starting a browser', launchBrowser(name));
  try {
    return await work(browser);
  } finally {
    await within(5, 'Closing a browser', browser.close()).catch(() => {
      browser.process()?.kill('SIGKILL');
    });
  }
}

/**
 * Opens a page of the site and waits until its script offers what it is opened for. `slowdown` is
 * how many times slower its processor seems, from the first byte on.
 */
export async function openPage(
  opener: Browser | BrowserContext,
  address: string,
  offer: 'bench' | 'localBench' | 'textBench',
  slowdown = 1,
): Promise<Page> {
  const page = await within(10, 'A new page', opener.newPage());
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  try {
    await page.setViewport(viewport);
    // Emulation.setCPUThrottlingRate of the DevTools protocol.
    if (slowdown !== 1) await page.emulateCPUThrottling(slowdown);
    await page.goto(address);
    await page.waitForFunction((name) => name in globalThis, {}, offer);
  } catch (error) {
    throw new Error([`${address} did not get ready.`, ...complaints].join('\n'), { cause: error });
  }
  return page;
}

/** Without these no number means anything: processors, system, Node and browser. */
export async function machineFacts(): Promise<string> {
  const version = await withBrowser((browser) => browser.version());
  const cores = cpus();
  const model = cores[0]?.model.trim() || 'unknown model';
  return `${cores.length} cores (${model}), ${type()} ${arch()}, Node ${process.version}, ${version}`;
}
