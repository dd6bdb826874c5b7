import { CommentError, type ErrorCode } from '../../model/errors.ts';
import { isTrouble, noAnswer, type Failure } from './site.ts';

/**
 * What may be wrong where no data came back: a code for the reader, and a sentence for the owner, who
 * alone can do something about it.
 */
export async function diagnosis(
  failures: readonly Failure[],
  address: string,
  signal: AbortSignal,
): Promise<CommentError> {
  if (!address) {
    return failed(
      'unsupported',
      'backend="wordpress" needs the address of the blog, such as server="https://blog.example".',
    );
  }
  const page = failures.find((failure) => failure.kind === 'page');
  if (page && isTrouble(page.status)) {
    return failed(
      page.status === 429 ? 'rate-limited' : 'unavailable',
      `${address} answered ${page.status} with a page of a proxy or firewall instead of WordPress' ` +
        `data. Look there, and into the log of the web server.${beginning(page.text)}`,
    );
  }
  if (page?.status === 200) {
    return failed(
      'unavailable',
      `${address} answered with HTML instead of JSON. A maintenance page, a login wall, a challenge ` +
        `of a firewall, or a PHP warning before the data does that.${beginning(page.text)}`,
    );
  }
  if (failures.some(({ kind }) => kind !== 'silence')) {
    return failed(
      'unavailable',
      `there is no WordPress at ${address}: neither ${address}/wp-json/ nor ${address}/?rest_route=/ ` +
        'answers as one. Set server="…" to the address that Settings → General calls “WordPress Address”.',
    );
  }
  const [first] = failures;
  return await silence(address, signal, first?.kind === 'silence' ? first.cause : undefined);
}

/** Browsers do not tell pages why a request failed, but what else fails does. */
async function silence(
  address: string,
  signal: AbortSignal,
  cause: unknown,
): Promise<CommentError> {
  if (await isThere(address, signal)) {
    return noAnswer(
      cause,
      `${address} answers, but does not let this page read it (CORS). Either it is no WordPress, or ` +
        'it redirects (give the address with or without www, and with https, that it redirects to), ' +
        'or a plugin or proxy takes the header Access-Control-Allow-Origin away from /wp-json/.',
    );
  }
  return noAnswer(
    cause,
    `${address} cannot be reached. Is server="…" right (a page on https needs one on https), is the ` +
      'server up, and does the Content-Security-Policy of the page allow it in connect-src?',
  );
}

/** An answer that pages may not read is an answer all the same. */
async function isThere(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(`${address}/`, { mode: 'no-cors', credentials: 'omit', signal });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function failed(code: ErrorCode, advice: string): CommentError {
  return new CommentError(code, { advice });
}

function beginning(text: string): string {
  const start = text.replace(/\s+/g, ' ').trim().slice(0, 120);
  return start && ` It begins: ${start}`;
}
