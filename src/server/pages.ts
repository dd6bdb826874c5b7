import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { linesToPaste, packageFolder, version } from './paste.ts';

export interface PagesOptions {
  /** Where browsers reach the server. */
  readonly address: string;
  readonly path: string;
}

const yearSeconds = 31_536_000;
const hourSeconds = 3_600;

/**
 * The widget's own files, and one page that shows it working on this server. A page that was pasted
 * for an older version gets the files of this one: what it asks for is still there after an upgrade.
 */
export function pages({
  address,
  path: base,
}: PagesOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') return nothing(405);
    if (pathname === `${base}/` || pathname === base) return welcome(address);
    const [, asked, file] = widgetFile.exec(pathname.slice(base.length)) ?? [];
    return file === undefined ? nothing(404) : widget(file, asked === version);
  };
}

/** Built files lie flat in one folder, so no name leads out of it. */
const widgetFile = /^\/widget\/([\w.-]+)\/([\w][\w.-]*\.(?:js|map))$/;

async function widget(file: string, isOurs: boolean): Promise<Response> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path.join(packageFolder, 'dist/cdn', file));
  } catch {
    return nothing(404);
  }
  // Names with a hash in them stand for one content; the others change with the version.
  const isFixed = isOurs && /-[\w-]{8}\.js$/.test(file);
  const seconds = isFixed ? `${yearSeconds}, immutable` : String(hourSeconds);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': file.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'application/json',
      'Cache-Control': `public, max-age=${seconds}`,
      // Modules are fetched with CORS, and pages may isolate themselves.
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

const looks = `
body { font: 1.0625rem/1.5 system-ui, sans-serif; margin: 0 auto; max-inline-size: 42rem; padding: 1.5rem 1rem; }
pre { background: light-dark(#f2f2f0, #262626); border-radius: 8px; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
comment-section { display: block; margin-block-start: 3rem; }
`;
const looksHash = `'sha256-${createHash('sha256').update(looks).digest('base64')}'`;

function welcome(address: string): Response {
  const { origin } = new URL(address);
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>comment-section</title>
    <link rel="icon" href="data:,">
    <style>${looks}</style>
    <script type="module" src="${escape(`${address}/widget/${version}/comment-section.js`)}"></script>
  </head>
  <body>
    <main>
      <h1>It works</h1>
      <p>Paste these lines where comments shall be:</p>
      <pre><code>${escape(linesToPaste(address))}</code></pre>
      <p>This is what they show. What you write here is a thread of its own.</p>
      <comment-section server="${escape(address)}" thread="${escape(address)}/" thread-title="" loading="eager"></comment-section>
    </main>
  </body>
</html>
`;
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': `default-src 'none'; script-src ${origin}; connect-src ${origin}; style-src 'self' ${looksHash}; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    },
  });
}

function nothing(status: 404 | 405): Response {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  return new Response(status === 404 ? 'Nothing here.\n' : 'This can only be read.\n', {
    status,
    headers,
  });
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
