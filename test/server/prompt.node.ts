import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { sit } from '../support/seated.ts';
import { exported, post } from './filled.ts';
import { testSite } from './site.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-prompt-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a command that asks', () => {
  it('for the pages of the site asks again when none is named', async () => {
    const serve = sit(['serve', '--port=0'], folder);
    await serve.says('Where will browsers reach this server?');
    serve.type('http://localhost:8787\n');
    await serve.says('Which pages will have comments?');
    serve.type('\n');
    await serve.says('This has to hold an origin such as https://blog.example.');
    await serve.says('Which pages will have comments?');
    serve.typeLast('\u0004');
    const { code, stderr } = await serve.ended;
    assert.equal(code, 2);
    assert.match(stderr, /There was no answer, so nothing was done\.\n$/);
    assert.ok(!existsSync(path.join(folder, 'comment-section.json')));
  });

  it('before it erases also erases what was written before the answer', async () => {
    const site = await testSite();
    try {
      await post(site, 'ann', 'written before');
      const erase = sit(['erase', 'ann@blog.example', `--database=${site.database}`], folder);
      await erase.says('Remove 1 comment(s) and 0 like(s) for good?');
      await post(site, 'ann', 'written meanwhile');
      erase.typeLast('yes\n');
      const { code, stderr } = await erase.ended;
      assert.equal(code, 0);
      assert.match(stderr, /Removed 2 comment\(s\)/);
      assert.doesNotMatch((await exported(site.handler.site)).join(), /written|ann@/);
    } finally {
      await site.close();
    }
  });
});
