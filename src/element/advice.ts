/** Something about a page that its owner should know. */
export type Problem =
  | {
      readonly about: 'value';
      readonly attribute: string;
      readonly value: string | number;
      /** Words, or whole numbers. */
      readonly allowed: readonly string[] | { readonly least: number; readonly most: number };
      readonly taken: string | number | undefined;
    }
  | { readonly about: 'address'; readonly thread: string }
  | { readonly about: 'backend'; readonly name: string; readonly known: readonly string[] }
  | { readonly about: 'language'; readonly tag: string; readonly error: unknown }
  /** A sentence of the page that cannot be used; without `name`, all of them. */
  | { readonly about: 'strings'; readonly name?: string; readonly expected: string }
  /** What a backend advises. */
  | { readonly about: 'server'; readonly advice: string }
  | { readonly about: 'private' };

const told = new Set<string>();

/** Tells the owner in the console what is wrong and what to do, once for each thing on a page. */
export function advise(problem: Problem): void {
  const sentence = `<comment-section>: ${sentenceFor(problem)}`;
  if (told.has(sentence)) return;
  told.add(sentence);
  if (problem.about === 'private') console.info(sentence);
  else console.warn(sentence);
}

function sentenceFor(problem: Problem): string {
  switch (problem.about) {
    case 'value': {
      const { attribute, value, allowed, taken } = problem;
      const instead = taken === undefined ? 'It is left out.' : `Taking ${taken}.`;
      return `${attribute}="${value}" is not ${allowedFor(attribute, allowed)}. ${instead}`;
    }
    case 'address':
      return (
        'there is no attribute thread and no <link rel="canonical">, so the thread is named after ' +
        `the page's address: ${problem.thread}. Set thread="…" to keep the comments when it changes.`
      );
    case 'backend': {
      const { name, known } = problem;
      return (
        `no backend is called "${name}". There are: ${known.join(', ')}. ` +
        `The section waits for registerBackend("${name}", …).`
      );
    }
    case 'language': {
      const { tag, error } = problem;
      return error instanceof RangeError
        ? `lang="${tag}" is not a language tag such as en or de-AT. Taking en.`
        : `the words for lang="${tag}" could not be loaded (${String(error)}). Taking en.`;
    }
    case 'strings': {
      const { name, expected } = problem;
      return `strings${name === undefined ? '' : `.${name}`} is not ${expected}. It is left out.`;
    }
    case 'server':
      return problem.advice;
    case 'private':
      return (
        'comments are kept in each reader’s own browser, so nobody else sees them. ' +
        'Set backend="…" and server="…" to share them.'
      );
  }
}

function allowedFor(attribute: string, allowed: (Problem & { about: 'value' })['allowed']): string {
  if (!('least' in allowed)) {
    return allowed.length > 0 ? `one of ${allowed.join(', ')}` : 'of use: there are none';
  }
  const others = attribute === 'page-size' ? ' or all' : '';
  return `a whole number from ${allowed.least} to ${allowed.most}${others}`;
}
