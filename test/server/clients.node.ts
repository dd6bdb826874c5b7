import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { addressOf, Clients } from '../../src/server/clients.ts';
import type { RunningServer } from '../../src/server/index.ts';
import { startTestServer } from './loopback.ts';
import { guest, testSite, type TestSite } from './site.ts';

const socket = '198.51.100.1';

describe('the address of who asks', () => {
  it('is the one of the connection where no proxy is believed, whatever a header says', () => {
    assert.equal(addressOf(socket, undefined, 0), socket);
    assert.equal(addressOf(socket, '203.0.113.9', 0), socket);
    assert.equal(addressOf(undefined, '203.0.113.9', 0), undefined);
  });

  it('is what the outermost proxy of one’s own saw, whatever stands before it', () => {
    const made = '10.0.0.1, ::1';
    assert.equal(addressOf(socket, '203.0.113.9', 1), '203.0.113.9');
    assert.equal(addressOf(socket, `${made}, 203.0.113.9`, 1), '203.0.113.9');
    assert.equal(addressOf(socket, `${made}, 203.0.113.9, 192.0.2.1`, 2), '203.0.113.9');
    assert.equal(addressOf(socket, `${made},2001:db8::1 ,\t192.0.2.1`, 2), '2001:db8::1');
  });

  it('is the farthest one that is known, when a proxy was passed by', () => {
    assert.equal(addressOf(socket, '203.0.113.9', 2), '203.0.113.9');
    for (const header of [undefined, '', ' ', ',']) {
      assert.equal(addressOf(socket, header, 2), socket, `${header}`);
    }
  });

  it('is the same over every connection, where a proxy adds the port to it', () => {
    assert.equal(addressOf(socket, '203.0.113.9:50123', 1), '203.0.113.9');
    assert.equal(addressOf(socket, '[2001:db8::1]:50123', 1), '2001:db8::1');
    assert.equal(addressOf(socket, '[2001:db8::1]', 1), '2001:db8::1');
    assert.equal(addressOf(socket, '2001:db8::5012', 1), '2001:db8::5012');
  });
});

describe('the name of a client', () => {
  let site: TestSite;
  let now = Date.UTC(2026, 0, 1);
  before(async () => {
    site = await testSite('sqlite', { now: () => now });
  });
  after(() => site?.close());

  const nameOf = (address: string | undefined, clients = new Clients(site.handler.site)) =>
    clients.nameOf(address);
  const isOne = async (...addresses: string[]): Promise<boolean> =>
    new Set(await Promise.all(addresses.map((each) => nameOf(each)))).size === 1;

  it('is one for a whole household, however its address is written', async () => {
    assert.ok(
      await isOne(
        '2001:db8:0:42::1',
        '2001:db8:0:42:ffff:ffff:ffff:ffff',
        '2001:0DB8:0000:0042:0:0:0:1',
        '2001:db8::42:1:2:3:4',
        '2001:db8:0:42::',
        '2001:db8:0:42::192.0.2.1',
        '2001:db8:0:42::1%eth0',
      ),
    );
    assert.ok(await isOne('::1', '0:0:0:0::9', '::'));
    assert.ok(await isOne('fe80::1%eth0', 'fe80::2%eth1', 'FE80:0:0:0:1:2:3:4'));
  });

  it('is another one for the household next to it', async () => {
    const others = [
      '2001:db8:0:42::1',
      '2001:db8:0:43::1',
      '2001:db8:0:4200::1',
      '2001:db8:1:42::1',
      '2001:db8::1',
      '2001:db9:0:42::1',
      '42::1',
      '::2001:db8:0:42',
      '2001:db8:0:42.example',
    ];
    const names = await Promise.all(others.map((each) => nameOf(each)));
    assert.equal(new Set(names).size, others.length);
  });

  it('is one for each address of the older kind, also in the clothes of the newer', async () => {
    assert.ok(await isOne('192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7'));
    assert.ok(!(await isOne('192.0.2.7', '192.0.2.8')));
    assert.ok(!(await isOne('::ffff:192.0.2.7', '::ffff:192.0.2.8')));
  });

  it('is there for who has no address, and does not hold one', async () => {
    assert.equal(await nameOf(undefined), await nameOf(''));
    assert.doesNotMatch(await nameOf('192.0.2.7'), /192|\./);
  });

  it('is the same in every process on a day, and another one the day after', async () => {
    const [clients, others] = [1, 2].map(() => new Clients(site.handler.site));
    const today = await nameOf('192.0.2.7', clients);
    assert.equal(await nameOf('192.0.2.7', others), today);
    now += 24 * 60 * 60_000;
    const tomorrow = await nameOf('192.0.2.7', clients);
    assert.notEqual(tomorrow, today);
    assert.equal(await nameOf('192.0.2.7', others), tomorrow);
  });
});

describe('a server', () => {
  const limits = { address: { burst: 1, perMinute: 1 }, actor: null, site: null };

  /** What each of these is answered, who are all behind the same connection. */
  async function answered(server: RunningServer, forwarded: readonly string[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const [i, header] of forwarded.entries()) {
      const { status } = await fetch(`${server.url}/v1/comments`, {
        method: 'POST',
        headers: {
          'X-Forwarded-For': header,
          Authorization: guest(`guest ${i}`),
          'Idempotency-Key': randomUUID(),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          thread: { id: 'post' },
          body: 'text',
          guest: { name: 'A', email: 'a@mail.example' },
        }),
      });
      statuses.push(status);
    }
    return statuses;
  }

  it('without proxies refuses a flood that claims to come from everywhere', async () => {
    const server = await startTestServer('sqlite', { policy: { limits } });
    try {
      assert.deepEqual(await answered(server, ['203.0.113.1', '203.0.113.2']), [201, 429]);
    } finally {
      await server.close();
    }
  });

  it('behind a proxy counts by whom the proxy saw', async () => {
    const server = await startTestServer('sqlite', { proxies: 1, policy: { limits } });
    try {
      const forwarded = ['203.0.113.1', '203.0.113.2', '203.0.113.3, 203.0.113.1', '2001:db8::1'];
      assert.deepEqual(await answered(server, forwarded), [201, 201, 429, 201]);
      assert.deepEqual(await answered(server, ['203.0.113.4, 2001:db8::2']), [429]);
    } finally {
      await server.close();
    }
  });
});
