import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { guest } from './site.ts';

/** A new comment, sent in two halves on a connection of its own. */
export class HalfSent {
  /** What comes back until the server closes the connection. */
  readonly answer: Promise<string>;
  readonly #socket: Socket;
  readonly #rest: string;
  readonly #head: string;

  constructor(url: string, text: string) {
    const { hostname, port, host } = new URL(url);
    const body = JSON.stringify({
      thread: { id: 'last' },
      body: text,
      guest: { name: 'Ann Example', email: 'ann@blog.example' },
    });
    this.#head = [
      'POST /v1/comments HTTP/1.1',
      `Host: ${host}`,
      `Authorization: ${guest(text)}`,
      `Idempotency-Key: ${randomUUID()}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      // The server says when it has read this far.
      'Expect: 100-continue',
      '\r\n',
    ].join('\r\n');
    this.#rest = body;
    this.#socket = connect(Number(port), hostname);
    let said = '';
    this.#socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    this.answer = new Promise((done) => {
      this.#socket.once('close', () => done(said.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '')));
    });
  }

  /** Resolves when the server has the first half. */
  async begin(): Promise<void> {
    this.#socket.write(this.#head);
    await once(this.#socket, 'data');
    this.#socket.write(this.#rest.slice(0, 20));
  }

  complete(): void {
    this.#socket.write(this.#rest.slice(20));
  }
}
