import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { httpBackend, type HttpBackend } from '../../src/backends/http.ts';
import { backendContract } from '../../src/testing/index.ts';
import { postgresSkip } from '../support/postgres.ts';
import { startTestServer } from './loopback.ts';
import { server, testSite, type Engine } from './site.ts';

const skips = { sqlite: false, postgres: postgresSkip() } as const;

/** What the backend speaks to, and how to end it. */
interface Place {
  backend(): HttpBackend;
  close(): Promise<void>;
}

const places: Readonly<Record<string, (engine: Engine) => Promise<Place>>> = {
  'the handler in process': testSite,
  async 'a server on loopback, below a path of its own'(engine) {
    const { url, close } = await startTestServer(engine, { address: `${server}/a/path/` });
    return { backend: () => httpBackend({ server: `${url}/a/path` }), close };
  },
};

for (const [name, start] of Object.entries(places)) {
  for (const engine of ['sqlite', 'postgres'] as const) {
    describe(`the http backend, ${name}, ${engine}`, { skip: skips[engine] }, () => {
      let place: Place;
      before(async () => {
        place = await start(engine);
      });
      after(() => place?.close());

      const make = () => ({
        backend: place.backend(),
        thread: { id: randomUUID(), title: 'A Post', url: 'https://blog.example/post' },
        another: () => place.backend(),
      });
      const cases = backendContract(make, { watch: 'live changes are not part of it yet' });
      for (const { name: statement, run, skip } of cases) {
        it(statement, { skip: skip ?? false }, run);
      }
    });
  }
}
