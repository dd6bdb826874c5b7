export { openDatabase, type Engine, type OpenDatabase } from './database/open.ts';
export type { Caller } from './access.ts';
export { createHandler, type Handler, type HandlerOptions } from './handler.ts';
export { jsonLog, type Entry, type Log } from './log.ts';
export { defaultPolicy, type Limit, type Limits, type Policy } from './policy.ts';
export { sweep } from './sweeping.ts';
export type { Candidate, Check } from './screening.ts';
export { startServer, type RunningServer, type ServerOptions } from './start.ts';
