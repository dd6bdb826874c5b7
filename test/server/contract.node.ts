import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { backendContract } from '../../src/testing/index.ts';
import { postgresSkip } from '../support/postgres.ts';
import { testSite, type TestSite } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;

for (const engine of ['sqlite', 'postgres'] as const) {
  describe(`the http backend, the handler and ${engine}`, { skip: skips[engine] }, () => {
    let site: TestSite;
    before(async () => {
      site = await testSite(engine);
    });
    after(() => site?.close());

    const make = () => ({
      backend: site.backend(),
      thread: { id: randomUUID(), title: 'A Post', url: 'https://blog.example/post' },
      another: () => site.backend(),
    });
    const cases = backendContract(make, { watch: 'live changes are not part of it yet' });
    for (const { name, run, skip } of cases) it(name, { skip: skip ?? false }, run);
  });
}
