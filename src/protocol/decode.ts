/** What arrives is unknown until one of these has looked at it. None of them throws. */

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a plain object; of anything else there are none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of at most so many UTF-16 units, cut where it is longer. */
export function text(value: unknown, longest = 100_000): string | undefined {
  return typeof value === 'string' ? wellFormed(value.slice(0, longest)) : undefined;
}

/** A finite number, not below zero. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}

/** A number that may be without end, which JSON writes as null. */
export function limit(value: unknown): number | undefined {
  return value === null ? Infinity : count(value);
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function oneOf<Value extends string>(
  value: unknown,
  values: readonly Value[],
): Value | undefined {
  return values.find((each) => each === value);
}

/** The items of a list that can be read, at most so many. */
export function list<Item>(
  value: unknown,
  read: (item: unknown) => Item | undefined,
  most = 2_000,
): Item[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).slice(0, most).flatMap((item) => read(item) ?? []);
}

/** The same object without the fields that are not known. */
export function known<Value extends object>(value: Value): Known<Value> {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as Known<Value>;
}

type Known<Value> = {
  [Name in keyof Value as undefined extends Value[Name] ? never : Name]: Value[Name];
} & {
  [Name in keyof Value as undefined extends Value[Name] ? Name : never]?: Exclude<
    Value[Name],
    undefined
  >;
};

/** Text that any database takes: no NUL, and no half of a surrogate pair. */
export function wellFormed(value: string): string {
  return value.replace(/\p{Cs}|\0/gu, '\uFFFD');
}
