import path from 'node:path';
import { build } from 'vite';
import { project } from './project.ts';

/** A script of the tests, and what it imports, as one module for a page. */
export async function bundled(file: string): Promise<string> {
  const outputs = await build({
    configFile: false,
    root: project,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: { external: /comment-section\.js$/ }, // beside the page, as it was built
      lib: { entry: path.join(project, file), formats: ['es'] },
    },
  });
  const [output] = [outputs].flat();
  if (!output || !('output' in output)) throw new Error(`${file} was not bundled`);
  return output.output[0].code;
}
