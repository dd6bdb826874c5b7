import { startServer, type RunningServer, type ServerOptions } from '../../src/server/index.ts';
import { blog, ownerToken, placeFor, type Engine } from './site.ts';

/** As fast as one likes, unless the policy says otherwise: a server on a port of this machine, on a database of its own. */
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
    policy: { limits: null, quickMs: 0, ...options.policy },
  });
  return {
    ...server,
    async close() {
      await server.close();
      await place.remove();
    },
  };
}
