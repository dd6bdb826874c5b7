export { diagnosis } from './diagnosis.ts';
export { refusalError } from './refusals.ts';
