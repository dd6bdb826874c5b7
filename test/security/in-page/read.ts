import type { Payload } from './section.ts';

declare global {
  /** What can be read of each of `payloads.json`, as JSON: a driver may lose halves of characters. */
  var readings: string;
}

/** What holds text that is not for readers. */
const silent = 'embed, frame, iframe, noembed, noframes, object, script, style, template';

function textOfHtml(source: string): string {
  const parsed = parse(source);
  for (const element of parsed.querySelectorAll(silent)) element.remove();
  return parsed.documentElement.textContent;
}

/** Of those that HTML has. Titles of links and languages of code are not shown at all. */
function decodeEntities(source: string): string {
  const shown = source.replace(/^(```|~~~).*$/gm, '').replace(/\s"[^"]*"(?=\))/g, '');
  return shown.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/gi, (entity) => {
    return parse(entity).body.textContent;
  });
}

function parse(source: string): Document {
  // What letters are marked by in drawings is a comment elsewhere.
  const html = source.replace(/<!\[CDATA\[[^]*?\]\]>/g, '');
  return new DOMParser().parseFromString(html, 'text/html');
}

const payloads = (await (await fetch('./payloads.json')).json()) as string[];
globalThis.readings = JSON.stringify(
  payloads.map((payload): Payload => ({
    payload,
    asHtml: textOfHtml(payload),
    decoded: decodeEntities(payload),
  })),
);
