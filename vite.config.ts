import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { commentServer } from './demo/comment-server.ts';
import { minifyCss } from './test/support/minify-css.ts';

const project = path.dirname(fileURLToPath(import.meta.url));

/**
 * `vite` serves demo/, and starts our own server beside it. `vite build` writes what a script tag
 * loads, dist/cdn/comment-section.js with its lazy chunks; `vite build --mode all` adds
 * comment-section.all.js, one classic file.
 */
export default defineConfig(({ command, mode }) => {
  if (command === 'serve') return demo;
  return mode === 'all' ? build('iife') : build('es');
});

const demo: UserConfig = {
  root: path.join(project, 'demo'),
  appType: 'mpa', // a mistyped address is a 404, not the first page
  publicDir: false,
  plugins: [commentServer()],
  cacheDir: path.join(project, 'node_modules/.vite'),
  resolve: { alias: { '/src': path.join(project, 'src') } }, // `../src/` in a page of demo/
  server: {
    host: '127.0.0.1',
    // For somebody who sits there, and not for what starts it otherwise.
    open: process.stdout.isTTY && !process.env['CI'],
    fs: { allow: [project] },
  },
};

function build(format: 'es' | 'iife'): UserConfig {
  const single = format === 'iife';
  return {
    root: project,
    publicDir: false,
    plugins: [minifyTemplates],
    build: {
      target: 'es2022',
      outDir: 'dist/cdn',
      emptyOutDir: !single, // the single file is built second, into the same folder
      sourcemap: true,
      lib: {
        entry: { 'comment-section': path.join(project, 'src/index.ts') },
        formats: [format],
        name: 'CommentSection', // the global of the classic file
        fileName: (_format, name) => (single ? `${name}.all.js` : `${name}.js`),
      },
      rolldownOptions: {
        // Keeps lit in the entry. Otherwise a lazy import moves it to a chunk of its own, which the
        // entry then has to wait for.
        preserveEntrySignatures: 'allow-extension',
        output: {
          // Vite keeps whitespace in ES libraries, for bundlers to come. No bundler comes here.
          minify: { mangle: true, compress: true, codegen: { removeWhitespace: true } },
          comments: { annotation: false },
          ...(single ? { codeSplitting: false } : { chunkFileNames }),
        },
      },
    },
  };
}

/** `src/backends/http.ts` → `backends-http-<hash>.js`: the network panel tells what was fetched. */
function chunkFileNames(chunk: { facadeModuleId?: string | null }): string {
  const inside = path.relative(path.join(project, 'src'), chunk.facadeModuleId ?? '');
  const folder = path.dirname(inside).split(path.sep).join('-');
  const isOurs = chunk.facadeModuleId != null && !inside.startsWith('..') && folder !== '.';
  return isOurs ? `${folder}-[name]-[hash].js` : '[name]-[hash].js';
}

const minifyTemplates = minifyTemplateLiterals({
  include: ['src/**/*.ts'],
  failOnError: true,
  // The plugin's own CSS minifier throws away nesting, layers and container queries.
  options: { minifyOptions: { minifyCSS: minifyCss } },
});
