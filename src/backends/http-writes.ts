import { CommentError } from '../model/errors.ts';
import {
  decodeAdded,
  decodeCounts,
  decodeLike,
  decodeLikers,
  decodeRemoved,
} from '../protocol/answers.ts';
import { addressOf, mostThreads, type Route } from '../protocol/routes.ts';
import type { NewComment } from '../protocol/shapes.ts';
import type { Call, CommentBackend } from './contract.ts';
import { noteActed } from './http-acted.ts';
import { ask, type Question } from './http-ask.ts';
import { read, type Connection } from './http-connection.ts';

export type HttpWrites = Required<
  Pick<
    CommentBackend,
    'add' | 'find' | 'edit' | 'remove' | 'restore' | 'setLiked' | 'likers' | 'counts'
  >
>;

/** All that is not reading a thread. */
export function httpWrites(connection: Connection): HttpWrites {
  const { server, line } = connection;

  const write = async <Answer>(
    route: Route,
    id: string,
    { signal, guestKey }: Call,
    question: Pick<Question, 'method' | 'body' | 'key'>,
    decode: (value: unknown) => Answer,
  ): Promise<Answer> => {
    signal.throwIfAborted();
    noteActed(server, guestKey);
    const address = addressOf(server, route, {}, id);
    return ask(line, { address, signal, guestKey, key: newKey(), ...question }, decode);
  };

  return {
    add({ key, ...written }, call) {
      const sent: NewComment = { thread: connection.thread, ...written };
      return write('comments', '', call, { method: 'POST', body: sent, key }, decodeAdded);
    },

    async find(key, { signal, guestKey }) {
      const address = addressOf(server, 'sent', { thread: connection.thread.id });
      try {
        return await ask(line, { address, signal, guestKey, key }, decodeAdded);
      } catch (thrown) {
        if (thrown instanceof CommentError && thrown.code === 'not-found') return null;
        throw thrown;
      }
    },

    edit: (id, body, call) =>
      write('comment', id, call, { method: 'PATCH', body: { body } }, decodeAdded),

    remove: async (id, call) =>
      (await write('comment', id, call, { method: 'DELETE' }, decodeRemoved)).comment,

    restore: (id, call) => write('restore', id, call, { method: 'POST' }, decodeAdded),

    setLiked: (id, liked, call) =>
      write('like', id, call, { method: liked ? 'PUT' : 'DELETE' }, decodeLike),

    likers: async (id, call) =>
      (await read(connection, 'likers', {}, call, decodeLikers, id)).likers,

    async counts(threads, call) {
      const parts: (readonly string[])[] = [];
      for (let at = 0; at < threads.length; at += mostThreads) {
        parts.push(threads.slice(at, at + mostThreads));
      }
      const answers = await Promise.all(
        parts.map((thread) => read(connection, 'counts', { thread }, call, decodeCounts)),
      );
      const counts = answers.flatMap((answer) => answer.counts);
      return new Map(counts.map(({ thread, total }) => [thread, total]));
    },
  };
}

/** `randomUUID` is missing on pages without HTTPS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
}
