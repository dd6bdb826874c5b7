import { launch, type Browser } from 'puppeteer-core';
import { findChromium, findFirefox, type BrowserFile } from './find-browsers.ts';

export const browserNames = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof browserNames)[number];

/** The browsers to test in: BROWSERS=chromium,firefox; without it Chromium alone. */
export function chosenBrowsers(list = process.env['BROWSERS'] ?? 'chromium'): BrowserName[] {
  const names = list.split(',').map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const known = browserNames.find((candidate) => candidate === name);
    if (!known) throw new Error(`BROWSERS knows ${browserNames.join(' and ')}, not "${name}".`);
    return known;
  });
}

export interface LaunchChoices {
  /** What an attached screen reader switches on. Off by default: it slows every page down. */
  readonly accessibility?: boolean;
  readonly args?: readonly string[];
}

/** A browser for end-to-end tests and benchmarks, with a fresh profile. The caller closes it. */
export async function launchBrowser(
  name: BrowserName = 'chromium',
  choices: LaunchChoices = {},
): Promise<Browser> {
  return launch(await launchOptions(name, choices));
}

/** The same for every runner, so that a page meets the same browser in all of them. */
export async function launchOptions(name: BrowserName, choices: LaunchChoices = {}) {
  const extra = choices.args ?? [];
  // puppeteer-core speaks WebDriver BiDi to a stock Firefox: no driver to install.
  if (name === 'firefox') {
    return { browser: 'firefox' as const, ...(await findFirefox()), args: [...extra] };
  }
  const file: BrowserFile = await findChromium();
  const accessibility = choices.accessibility ? ['--force-renderer-accessibility'] : [];
  return { ...file, args: [...chromiumArgs(), ...accessibility, ...extra] };
}

function chromiumArgs(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    // Chromium's sandbox refuses root, and many build machines allow no user namespaces.
    ...(isRoot || process.env['CI'] ? ['--no-sandbox'] : []),
    '--disable-dev-shm-usage', // containers often have 64 MB of it
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}
