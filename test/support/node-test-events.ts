/** The events of Node's test runner as far as we read them; its own types know no `run` stream. */
export type TestEvent =
  | { readonly type: 'test:pass' | 'test:fail'; readonly data: TestOutcome }
  | { readonly type: 'test:stdout' | 'test:stderr'; readonly data: { readonly message: string } };

export interface TestOutcome {
  readonly name: string;
  readonly file?: string;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: {
    readonly type?: string;
    readonly error?: { readonly failureType?: string; readonly cause?: unknown };
  };
}
