import { rmSync } from 'node:fs';
import path from 'node:path';
import { project } from './project.ts';

// Removes build folders of the project: what tsc wrote for a file that is gone would stay otherwise.
for (const folder of process.argv.slice(2)) {
  const target = path.resolve(project, folder);
  if (!target.startsWith(path.join(project, 'dist')))
    throw new Error(`Not a build folder: ${folder}`);
  rmSync(target, { recursive: true, force: true });
}
