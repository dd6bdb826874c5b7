import { startServer, type RunningServer, type ServerOptions } from '../../src/server/index.ts';
import { blog, ownerToken, placeFor, type Engine } from './site.ts';

/** A server on a port of this machine, on a database of its own. */
export async function startTestServer(
  engine: Engine,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const place = await placeFor(engine);
  const server = await startServer({
    database: place.address,
    origins: [blog],
    ownerToken,
    ...options,
    policy: { limits: null, ...options.policy },
  });
  return {
    ...server,
    async close() {
      await server.close();
      await place.remove();
    },
  };
}
