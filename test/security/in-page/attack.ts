import type * as built from '../../../src/index.ts';
import { paths } from '../paths.ts';
import { Oracle } from './oracle.ts';
import { Attacked, type Payload } from './section.ts';

/* Runs on the page under attack; `hostile.node.ts` calls it. */

declare global {
  /** Takes the payloads of `payloads.json` on their ways. Answers with what is wrong, by payload. */
  var attack: (choices: Choices) => Promise<string[]>;
}

export interface Choices {
  /** Names of the ways to go; those before the last are gone too. */
  readonly until: string;
  readonly parses: boolean;
}

/** So many sections are on the page at a time: waiting costs less, and a page with more is slow. */
const atATime = 4;

const harmless = [
  'A word',
  'note: a word',
  'https://a.example/',
  '',
  'https://bücher.example/',
  'a@b.example',
  `A long text. ${'So it goes on. '.repeat(150)}`,
];

globalThis.attack = async ({ until, parses }) => {
  const from = './comment-section/comment-section.js';
  const { CommentError } = (await import(from)) as typeof built;
  const stage = { CommentError, parses, oracle: new Oracle() };
  const ways = paths.slice(0, paths.findIndex(({ name }) => name === until) + 1);
  const walk = async (hostile: Payload): Promise<string[]> => {
    const section = new Attacked(hostile, stage);
    try {
      for (const way of ways) {
        section.where = way.name;
        await way.walk(section);
      }
    } catch (error) {
      section.complaints.push(String(error));
    }
    section.leave();
    const name = JSON.stringify(hostile.payload.slice(0, 100));
    return section.complaints.map((each) => `${name} ${each}`);
  };

  const plain = harmless.map((payload) => ({ payload, asHtml: payload, decoded: payload }));
  const wrong = (await Promise.all(plain.map(walk))).flat();
  stage.oracle.isLearning = false;
  const names = namesOnPage();
  const payloads = (await (await fetch('./payloads.json')).json()) as Payload[];
  // A few say enough; more of them would only take their time.
  for (let i = 0; i < payloads.length && wrong.length < 20; i += atATime) {
    wrong.push(...(await Promise.all(payloads.slice(i, i + atATime).map(walk))).flat());
  }
  if (namesOnPage() !== names) wrong.push(`names on the page: ${names} became ${namesOnPage()}`);
  return wrong;
};

/** What a script that ran would leave behind. */
function namesOnPage(): string {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => !/^\d+$/.test(name));
  return `${names.sort().join(' ')} ${document.cookie} ${location.pathname} ${document.title}`;
}
