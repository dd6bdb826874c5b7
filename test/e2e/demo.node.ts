import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createServer } from 'vite';
import { project } from '../support/project.ts';

test('npm start shows the post with its comments on our own server, and keeps them', async () => {
  const cacheDir = mkdtempSync(path.join(tmpdir(), 'comment-section-demo-'));
  try {
    const first = await visit(cacheDir);
    assert.ok(first.total > 5);
    assert.deepEqual(await visit(cacheDir), first, 'the next start finds the same thread');
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
});

/** What the page says of its comments, and what their server says. */
async function visit(cacheDir: string): Promise<{ total: number; thread: string }> {
  const vite = await createServer({
    configFile: path.join(project, 'vite.config.ts'),
    cacheDir,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, open: false },
  });
  await vite.listen();
  try {
    const { port } = vite.httpServer!.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const page = await (await fetch(`${origin}/server.html`)).text();
    const [, server = '', thread = ''] =
      /<comment-section server="([^"]+)" thread="([^"]+)"/.exec(page) ?? [];
    assert.notEqual(server, '', page);
    for (const each of ['', 'variations.html']) {
      const linking = await (await fetch(`${origin}/${each}`)).text();
      assert.ok(linking.includes('href="server.html"'), `/${each} leads there`);
    }
    const answer = await fetch(`${server}/v1/thread?thread=${thread}`, {
      headers: { Origin: origin },
    });
    const { total } = (await answer.json()) as { total: number };
    return { total, thread };
  } finally {
    await vite.close();
  }
}
