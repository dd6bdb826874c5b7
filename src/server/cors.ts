import { headers } from '../protocol/headers.ts';
import { routes } from '../protocol/routes.ts';

/** What pages may ask, by their origin. */
export interface Cors {
  /** It comes from a page, and not from one of the site's. */
  readonly isForeign: boolean;
  preflight(): Response;
  allow(answer: Headers): void;
}

export function corsOf(origin: string | undefined, origins: ReadonlySet<string>): Cors {
  const isOurs = origin !== undefined && origins.has(origin);
  const allow = (answer: Headers): void => {
    answer.append('Vary', 'Origin');
    if (!isOurs) return;
    answer.set('Access-Control-Allow-Origin', origin);
    answer.set('Access-Control-Expose-Headers', headers.retryAfter);
  };
  return {
    isForeign: origin !== undefined && !isOurs,
    allow,
    preflight() {
      const answer = new Response(null, { status: isOurs ? 204 : 403 });
      allow(answer.headers);
      if (isOurs) {
        answer.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
        answer.headers.set('Access-Control-Allow-Headers', ours);
        answer.headers.set('Access-Control-Max-Age', '7200');
      }
      return answer;
    },
  };
}

const ours = [headers.authorization, headers.idempotencyKey, headers.contentType].join(', ');

/** Answers that are the same for everybody, whoever asks: no page is refused them. */
export function isPublic(method: string, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && !isForOne.test(path);
}

const isForOne = new RegExp(
  `^(${[routes.mine, routes.sent, routes.pending].map((path) => `${path}/?`).join('|')})$`,
);
