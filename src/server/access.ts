import type { Context } from 'hono';
import { CommentError } from '../model/errors.ts';
import { headers, keyOf, proofOf } from '../protocol/headers.ts';
import type { Clients } from './clients.ts';
import { isSame } from './hashes.ts';
import { takeTokens } from './limits.ts';
import { guestOf, type Actor, type Site } from './site.ts';
import type { Write } from './writing.ts';

/** What the request itself does not say. */
export interface Caller {
  /** Address of who asks, as the server believes it. */
  readonly address?: string | undefined;
}

export interface Env {
  readonly Bindings: Caller;
}

export type Call = Context<Env>;

/** Nobody finds a token by trying. */
const ownerLimit = { burst: 60, perMinute: 60 };

/** Who asks, and whether they may ask as much as they do. */
export class Access {
  readonly #site: Site;
  readonly #clients: Clients;
  readonly #ownerToken: string | undefined;

  constructor(site: Site, clients: Clients, ownerToken: string | undefined) {
    this.#site = site;
    this.#clients = clients;
    this.#ownerToken = ownerToken;
  }

  async actor(c: Call): Promise<Actor> {
    const proof = proofOf(c.req.header(headers.authorization));
    if (!proof) throw new CommentError('unauthorized');
    if ('guestKey' in proof) return guestOf(this.#site, proof.guestKey);
    if (this.#site.policy.limits) {
      const key = `owner ${await this.#clients.nameOf(c.env.address)}`;
      await takeTokens(this.#site, [{ key, limit: ownerLimit }]);
    }
    if (this.#ownerToken === undefined || !isSame(proof.token, this.#ownerToken)) {
      throw new CommentError('unauthorized');
    }
    return { kind: 'owner', id: 'owner' };
  }

  async owner(c: Call): Promise<void> {
    if ((await this.actor(c)).kind !== 'owner') throw new CommentError('forbidden');
  }

  /** Who writes, under which key; a token is taken out of every bucket that applies. */
  async write(c: Call): Promise<Write> {
    const key = keyFor(c);
    const actor = await this.actor(c);
    const { limits } = this.#site.policy;
    if (limits && actor.kind !== 'owner') {
      const client = await this.#clients.nameOf(c.env.address);
      await takeTokens(this.#site, [
        { key: `address ${client}`, limit: limits.address },
        { key: `actor ${actor.id}`, limit: limits.actor },
        { key: 'site', limit: limits.site },
      ]);
    }
    return { key, actor };
  }
}

export function keyFor(c: Call): string {
  const key = keyOf(c.req.header(headers.idempotencyKey));
  if (key === undefined || key === '') {
    throw new CommentError('invalid', { detail: `${headers.idempotencyKey} is missing.` });
  }
  return key;
}
