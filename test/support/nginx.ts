import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { project } from './project.ts';

/** Debian's, which is not in everybody's PATH. */
const program = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((file) => existsSync(file));

/** Why there is no nginx to test with, for the option `skip` of a test; false where there is. */
export function nginxSkip(): string | false {
  return program === undefined && 'needs nginx (apt-get install nginx-light)';
}

export interface Nginx {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * A caching proxy in front of these servers, set up as the README has it. The header `X-Cache` of
 * its answers says where they came from.
 */
export async function startNginx(upstreams: readonly string[]): Promise<Nginx> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-nginx-'));
  const port = await freePort();
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, upstreams));
  const checked = spawnSync(program!, ['-t', '-q', '-p', folder, '-c', file, '-e', 'stderr'], {
    encoding: 'utf8',
  });
  if (checked.status !== 0) throw new Error(checked.stderr);
  const child = spawn(program!, ['-p', folder, '-c', file, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const origin = `http://127.0.0.1:${port}`;
  await answers(`${origin}/healthz`);
  return {
    origin,
    async close() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the README of the server says, on other ports and in another folder. */
function configuration(folder: string, port: number, upstreams: readonly string[]): string {
  const readme = readFileSync(path.join(project, 'src/server/README.md'), 'utf8');
  const [, documented = ''] = /```nginx\n([^]*?)```/.exec(readme) ?? [];
  const changes: readonly [string, string][] = [
    ['/var/cache/nginx/comments', `${folder}/cache`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port};`],
    ['proxy_pass http://127.0.0.1:8787;', 'proxy_pass http://comments;'],
    ['proxy_cache comments;', 'proxy_cache comments; add_header X-Cache $upstream_cache_status;'],
  ];
  const server = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`src/server/README.md has no line ${from}`);
    return text.replace(from, () => to);
  }, documented);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 1;
    pid ${folder}/pid;
    events {}
    http {
      access_log off;
      ${temporary.join('\n      ')}
      upstream comments {
        ${upstreams.map((origin) => `server ${new URL(origin).host};`).join('\n        ')}
      }
      ${server}
    }
  `;
}

async function answers(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await fetch(address);
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await wait(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
