import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './project.ts';
import { withTables } from './surface.ts';

// npm run docs: makes the tables of README.md from the element's doc comment.
const readme = path.join(project, 'README.md');
writeFileSync(readme, await withTables(readFileSync(readme, 'utf8')));
