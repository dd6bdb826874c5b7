import { openBench, type Bench, type MakeBackend } from './contract-bench.ts';
import { likeCases } from './contract-likes.ts';
import { liveCases } from './contract-live.ts';
import { readingCases } from './contract-reading.ts';
import { refusalCases } from './contract-refusals.ts';
import { writingCases } from './contract-writing.ts';

/** One statement about a backend. `run` rejects when it does not hold. */
export interface ContractCase {
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Why it cannot be asked of this backend. */
  readonly skip?: string;
}

/** What a backend may lack without being wrong. */
export type Ability =
  | 'another'
  | 'around'
  | 'counts'
  | 'edit'
  | 'find'
  | 'likers'
  | 'likes'
  | 'most-liked'
  | 'newest'
  | 'remove'
  | 'restore'
  | 'watch';

/** A case as it is written here: `needs` are the abilities without which it makes no sense. */
export interface Case {
  readonly name: string;
  readonly needs?: readonly Ability[];
  readonly run: (bench: Bench) => Promise<void>;
}

/**
 * What every backend has to do, as data for any test runner:
 *
 *     for (const { name, run, skip } of backendContract(make)) {
 *       if (skip) it.skip(`${name} (${skip})`);
 *       else it(name, run);
 *     }
 *
 * `make` is called for each case and gives a thread that nobody has written to. It takes guests
 * with name, e-mail address and website. What the backend cannot do goes into `lacks`, each with
 * the reason: `{ likers: 'the server tells only how many' }`.
 */
export function backendContract(
  make: MakeBackend,
  lacks: Readonly<Partial<Record<Ability, string>>> = {},
): readonly ContractCase[] {
  return cases.map(({ name, needs = [], run }) => {
    const skip = needs.map((ability) => lacks[ability]).find((reason) => reason !== undefined);
    return {
      name,
      ...(skip !== undefined && { skip }),
      async run() {
        const made = await make();
        try {
          await run(await openBench(made));
        } finally {
          await made.close?.();
        }
      },
    };
  });
}

const cases: readonly Case[] = [
  ...readingCases,
  ...writingCases,
  ...refusalCases,
  ...likeCases,
  ...liveCases,
];
