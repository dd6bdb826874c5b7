import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Launcher } from 'chrome-launcher';
import { project } from './project.ts';

/** Where a browser is, and what its process needs around it. */
export interface BrowserFile {
  readonly executablePath: string;
  readonly env?: Record<string, string | undefined>;
  /** The bundled build has no window at all, which is another way of being headless. */
  readonly headless?: 'shell';
}

/**
 * CHROME_PATH, else an installed Chrome, Chromium or Edge, else the Chromium that comes inside an npm
 * package (Linux on x64 only). An installed one is preferred because it is newer and complete.
 */
export async function findChromium(): Promise<BrowserFile> {
  const installed = existing(process.env['CHROME_PATH']) ?? findInstalledChrome();
  if (installed) return { executablePath: installed };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH.');
}

/** FIREFOX_PATH, else an installed Firefox. */
export async function findFirefox(): Promise<BrowserFile> {
  const executablePath = existing(
    process.env['FIREFOX_PATH'],
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  );
  if (executablePath) return { executablePath };
  throw new Error('No Firefox found. Install one, or set FIREFOX_PATH.');
}

/** NO_INSTALLED_CHROME=1 looks away, to try out the bundled one. */
function findInstalledChrome(): string | undefined {
  if (process.env['NO_INSTALLED_CHROME']) return undefined;
  return (
    Launcher.getFirstInstallation() ??
    existing(
      '/usr/bin/microsoft-edge',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    )
  );
}

async function unpackChromium(): Promise<BrowserFile> {
  // The package unpacks into <temporary folder>/chromium, whatever its version: give it one of ours.
  const folder = path.join(project, 'node_modules/.cache/chromium');
  mkdirSync(folder, { recursive: true });
  const before = { ...process.env };
  process.env['TMPDIR'] = folder;
  // Only where it believes to be on Lambda does it unpack the libraries a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    return { executablePath, headless: 'shell', env: { ...before, ...ownLibraries(folder) } };
  } finally {
    restoreEnvironment(before);
  }
}

function ownLibraries(folder: string): Record<string, string | undefined> {
  // The package's fonts.conf names folders of another machine, and a page without any font crashes
  // at its first <textarea>.
  const conf = path.join(folder, 'fonts.conf');
  const folders = ['/usr/share/fonts', path.join(folder, 'fonts')];
  writeFileSync(
    conf,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders
      .map((fonts) => `<dir>${fonts}</dir>`)
      .join('')}<cachedir>${path.join(folder, 'font-cache')}</cachedir></fontconfig>`,
  );
  return {
    FONTCONFIG_FILE: conf,
    FONTCONFIG_PATH: undefined,
    LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
  };
}

/** The package leaves its own LD_LIBRARY_PATH and the like behind, in which Firefox would not start. */
function restoreEnvironment(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}

function existing(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find((candidate) => candidate && existsSync(candidate));
}
