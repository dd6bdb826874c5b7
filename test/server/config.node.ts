import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from '../../src/server/config.ts';
import { whyNot } from '../../src/server/paste.ts';
import { SettingError } from '../../src/server/setting-readers.ts';
import { settings } from '../../src/server/settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'comment-section-config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const empty = path.join(folder, 'nowhere');

test('a flag wins over the environment, and that over the file', () => {
  const file = write('all.json', { port: 1, host: 'file', links: 5 });
  const env = { COMMENT_SECTION_PORT: '2', COMMENT_SECTION_HOST: 'environment' };
  const { settings: read } = readConfig(['serve', `--config=${file}`, '--port=3'], env, empty);
  assert.deepEqual([read.port, read.host, read.policy.links], [3, 'environment', 5]);
});

test('lists, spans and addresses are read as they are meant', () => {
  const file = write('some.json', {
    origins: ['https://blog.example/', 'http://localhost:8080'],
    words: ['casino', 'pills'],
    editMinutes: 'forever',
    closeAfterDays: 14,
    guests: false,
  });
  const args = [`--config=${file}`, '--address=https://blog.example/comments/'];
  const { settings: read } = readConfig(args, {}, empty);
  assert.deepEqual(read.origins, ['https://blog.example', 'http://localhost:8080']);
  assert.equal(read.address, 'https://blog.example/comments');
  assert.deepEqual(read.policy.words, ['casino', 'pills']);
  assert.equal(read.policy.editMs, Infinity);
  assert.equal(read.policy.closeAfterMs, 14 * 24 * 60 * 60_000);
  assert.equal(read.policy.guests, 'no');
});

test('no limit is a limit of 0', () => {
  const { settings: read } = readConfig(['--limit-site=0', '--limit-actor=2'], {}, empty);
  const { limits } = read.policy;
  assert.deepEqual([limits?.site, limits?.actor], [null, { burst: 6, perMinute: 2 }]);
});

test('there is a default for everything but where the server is and whom it serves', () => {
  const { settings: read, hasFile } = readConfig([], {}, empty);
  assert.deepEqual(
    [read.address, read.origins, read.ownerToken, hasFile],
    [undefined, undefined, undefined, false],
  );
  assert.deepEqual([read.port, read.site, read.policy.moderation], [8787, 'default', 'none']);
});

const wrong: readonly [args: string[], env: Record<string, string>, sentence: RegExp][] = [
  [['--port=http'], {}, /^--port has to be a whole number from 0 to 65535\.$/],
  [['--port', '70000'], {}, /^--port has to be/],
  [['--prot=80'], {}, /^There is no setting --prot; /],
  [['--port'], {}, /^--port is not complete: write it as --port=value\.$/],
  [['--owner-token=abc'], {}, /could be read by everybody/],
  [['--address=comments.example'], {}, /^--address has to be an address such as/],
  [['--address=https://comments.example?x'], {}, /^--address has to be an address/],
  [['--origins=https://blog.example/post'], {}, /write https:\/\/blog\.example for “https/],
  [['--origins='], {}, /^--origins has to hold an origin such as/],
  [['--origins=blog'], {}, /“blog” is none/],
  [['--moderation=some'], {}, /one of none, first, links, all\.$/],
  [['--required=name,age'], {}, /one of name, email, website\.$/],
  [['--edit-minutes=soon'], {}, /, or forever\.$/],
  [['--database='], {}, /^--database has to be a text\.$/],
  [['--config=missing.json'], {}, /^There is no file .*missing\.json\.$/],
  [[], { COMMENT_SECTION_PORT: '-1' }, /^COMMENT_SECTION_PORT has to be/],
  [[], { COMMENT_SECTION_OWNER_TOKEN: 'short' }, /^COMMENT_SECTION_OWNER_TOKEN has to have/],
];
for (const [args, env, sentence] of wrong) {
  test(`${[...args, ...Object.keys(env)].join(' ')} is refused in one sentence`, () => {
    assert.throws(
      () => readConfig(args, env, empty),
      (thrown: unknown) => {
        assert.ok(thrown instanceof SettingError);
        assert.match(thrown.message, sentence);
        assert.doesNotMatch(thrown.message, /\n/);
        return true;
      },
    );
  });
}

test('a file that cannot be meant is refused by its name', () => {
  const said = (content: unknown): string => {
    const file = write('wrong.json', content);
    try {
      readConfig([`--config=${file}`], {}, empty);
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return '';
  };
  assert.match(said('{'), /wrong\.json cannot be read as JSON/);
  assert.match(said([]), /wrong\.json has to hold an object/);
  assert.match(said({ prot: 80 }), /no setting “prot” in wrong\.json/);
  assert.match(said({ port: [] }), /^“port” in wrong\.json has to be/);
  assert.match(said({ words: [1] }), /^“words” in wrong\.json has to be a list of texts/);
});

test('what could not work is said before readers find out', () => {
  const [blog, local] = ['https://blog.example', 'http://localhost:8080'];
  assert.match(whyNot('http://comments.example', [blog], 0).join(), /plain http/);
  assert.match(whyNot('http://localhost:8787', [blog], 0).join(), /each reader's own machine/);
  assert.deepEqual(whyNot('https://comments.example', [blog, local], 1), []);
  assert.deepEqual(whyNot('http://localhost:8787', [local], 0), []);
  assert.deepEqual(whyNot('http://comments.example', ['http://blog.example'], 0), []);
  const [shared, ...others] = whyNot('https://comments.example', [blog], 0);
  assert.match(shared!, /share one limit .* Add --proxies=1\.$/);
  assert.deepEqual(others, []);
});

test('every setting has a hint, and no two names are the same', () => {
  assert.ok(settings.every(({ hint }) => hint.length > 0));
  assert.equal(new Set(settings.map(({ name }) => name)).size, settings.length);
});
