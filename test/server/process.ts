import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startServer, type ServerOptions } from '../../src/server/index.ts';

/** What JSON can tell another process. */
type Options = Pick<ServerOptions, 'database' | 'origins' | 'policy' | 'address'>;

/** A server that runs in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** How many statements have reached the database so far. */
  statements(): Promise<number>;
  close(): Promise<void>;
}

export async function startServerProcess(options: Options): Promise<ServerProcess> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)]);
  const ended = new Promise((done) => child.once('exit', done));
  const url = (await told(child)) as string;
  return {
    url,
    async statements() {
      child.send('statements');
      return (await told(child)) as number;
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const early = (): void => reject(new Error('The process of the server ended.'));
    child.once('exit', early);
    child.once('message', (message) => {
      child.off('exit', early);
      resolve(message);
    });
  });
}

/** The other side, in the process itself. */
if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  let statements = 0;
  const options = JSON.parse(process.argv[2]!) as Options;
  const server = await startServer({ ...options, onQuery: () => statements++ });
  process.on('message', () => process.send!(statements));
  process.on('SIGTERM', () => {
    void server.close().then(() => process.disconnect());
  });
  process.once('disconnect', () => process.exit());
  process.send(server.url);
}
