import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before a WordPress, by the first part of the path. */
const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
  /** Some other server, that is open to everybody. */
  elsewhere: (response) => page(response, 404, 'Nothing here.'),
  /** Some other server's API. */
  'other-api': (response) => {
    response.writeHead(200, { ...open, 'content-type': 'application/json' });
    response.end('{"hello":"world"}');
  },
  maintenance: (response) => page(response, 200, 'Back in a minute!'),
  'bad-gateway': (response) => page(response, 502, '502 Bad Gateway'),
  firewall: (response) => page(response, 403, 'Are you a human being?'),
  /** Answers, and tells browsers to keep it to themselves. */
  shut: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Intranet</title>');
  },
  /** Takes what was sent, and is cut off before it has answered. */
  silent: (response) => void response.destroy(),
};

const open = { 'access-control-allow-origin': '*' };

export interface Front {
  /** `http://127.0.0.1:<port>`; below it a folder for each fault, and for each kind of site. */
  readonly origin: string;
  /** Asked of it, in order: method, path and query behind the first part of the path. */
  readonly requests: readonly string[];
  /** What gets lost of that which is sent to `/as-it-is/…`: all of it, or the answer to it only. */
  losing: 'nothing' | 'answers' | 'everything';
  close(): Promise<void>;
}

/**
 * A server before a WordPress. `/tokyo/…` and others pass on to a WordPress that is set up like that
 * (see wordpress-switches.php); some folders have a fault instead.
 */
export async function startFront(target: string | undefined): Promise<Front> {
  const requests: string[] = [];
  const server = createServer((incoming, response) => {
    const [, site = '', rest = '/'] = /^\/([^/?]*)(.*)$/.exec(incoming.url ?? '/') ?? [];
    requests.push(`${incoming.method} ${rest}`);
    const fault = faults[site];
    if (fault) fault(response);
    else if (incoming.method === 'POST' && front.losing === 'everything') response.destroy();
    // Settings → Permalinks: “Plain”. The web server knows files only.
    else if (site === 'plain' && !rest.startsWith('/?')) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
    } else if (target) pass(target, site, rest, incoming, response, front);
    else page(response, 404, 'No WordPress here.');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    origin: `http://127.0.0.1:${port}`,
    requests,
    losing: 'nothing',
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return front;
}

function pass(
  target: string,
  site: string,
  rest: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  { losing }: Pick<Front, 'losing'>,
): void {
  const { host: _host, ...headers } = incoming.headers;
  const passed = request(`${target}${rest}`, {
    method: incoming.method ?? 'GET',
    headers: { ...headers, 'x-test-site': site },
  });
  passed.on('response', (answer) => {
    if (losing === 'answers' && incoming.method === 'POST') {
      answer.resume();
      answer.on('end', () => response.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  incoming.pipe(passed);
}

function page(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { ...open, 'content-type': 'text/html' });
  response.end(`<!doctype html><title>${words}</title><h1>${words}</h1>`);
}
