/** For those who write a backend: the proof that it does what the section relies on. */
export { backendContract, type Ability, type ContractCase } from './backend-contract.ts';
export type { BackendUnderTest, MakeBackend } from './contract-bench.ts';
export { intercept } from './intercept.ts';
