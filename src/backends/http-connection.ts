import type { ThreadRef } from '../model/page.ts';
import { addressOf, type Query, type Route } from '../protocol/routes.ts';
import type { Call } from './contract.ts';
import { hasActed } from './http-acted.ts';
import { ask, type Line } from './http-ask.ts';

/** What the parts of the backend have in common. */
export interface Connection {
  /** Address of the server, without a slash at its end. */
  readonly server: string;
  readonly line: Line;
  /** The thread that was opened. */
  thread: ThreadRef;
}

/** A public question. To who has acted here, the browser's own copy may be too old. */
export function read<Answer>(
  { server, line }: Connection,
  route: Route,
  query: Query,
  { signal, guestKey }: Call,
  decode: (value: unknown) => Answer,
  id?: string,
): Promise<Answer> {
  const address = addressOf(server, route, query, id);
  return ask(line, { address, signal, isFresh: hasActed(server, guestKey) }, decode);
}
