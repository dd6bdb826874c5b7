/** One line of the log. Nothing in it may name a person: clients are hashes, paths have no ids. */
export interface Entry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly [field: string]: string | number | boolean | undefined;
}

export type Log = (entry: Entry) => void;

/** Writes entries as JSON, one a line, as collectors of logs read them. */
export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (entry) => write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`);
}
