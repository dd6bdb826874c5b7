import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this package is installed, or was cloned to. */
export const packageFolder = findPackage(path.dirname(fileURLToPath(import.meta.url)));

export const version = (
  JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }
).version;

/** What the owner of a page pastes for a server at this address. */
export function linesToPaste(address: string): string {
  return `<script type="module" src="${address}/widget/${version}/comment-section.js"></script>
<comment-section server="${address}"></comment-section>`;
}

/** Why it could not work with the server at this address, a sentence each. */
export function whyNot(address: string, origins: readonly string[], proxies: number): string[] {
  const { protocol } = new URL(address);
  const unreachable = whyNotReached(address, origins);
  if (protocol !== 'https:' || proxies > 0) return unreachable;
  return [
    ...unreachable,
    `All readers will share one limit of writes: ${address} needs a proxy for https, and with proxies=0 its address is taken for everybody's. Add --proxies=1.`,
  ];
}

/** Why pages of these origins could not reach the server. */
function whyNotReached(address: string, origins: readonly string[]): string[] {
  const { protocol, hostname } = new URL(address);
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(hostname);
  return origins.flatMap((origin) => {
    const page = new URL(origin);
    if (protocol === 'http:' && page.protocol === 'https:' && !isLocal) {
      return [
        `Pages of ${origin} will not reach ${address}: browsers let no https page use plain http. Give the server https, see "running it for real".`,
      ];
    }
    const isPageLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(page.hostname);
    if (isLocal && !isPageLocal) {
      return [
        `Readers of ${origin} will not reach ${address}: it is a name for each reader's own machine.`,
      ];
    }
    return [];
  });
}

function findPackage(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const above = path.dirname(folder);
  if (above === folder) throw new Error('The package of this file has no package.json.');
  return findPackage(above);
}
