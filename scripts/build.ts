/**
 * Bundles the program to dist/: `cli.js` (each command a chunk of its own, loaded when it runs), `collector.js` (the lean
 * process that runs commands) and `simulator.js` (the demo's outside world).
 */
import {mkdir, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = new URL('../', import.meta.url);

const dist = fileURLToPath(new URL('dist', root));

const {outputFiles} = await build({
  write: false,
  absWorkingDir: fileURLToPath(root),
  entryPoints: {
    cli: 'source/cli/cli.ts',
    collector: 'source/collect/collector-process.ts',
    simulator: 'source/demo/simulator.ts',
  },
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  // ES modules where a package has them: a CommonJS one loaded by `import()` would lose its named exports.
  mainFields: ['module', 'main'],
  alias: {yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', root))},
  // Names stay, so that a stack trace says something.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  jsx: 'automatic',
  define: {'process.env.NODE_ENV': '"production"'},
  // A native addon finds its binary beside its own files; ink loads the devtools only when asked to.
  external: ['better-sqlite3', 'react-devtools-core'],
  banner: {
    js: "import {createRequire as createBundleRequire} from 'node:module';const require=createBundleRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// The new files first, then the old ones away: a program that is started meanwhile finds itself whole.
await mkdir(dist, {recursive: true});
for (const {path: file, contents} of outputFiles) await writeFile(file, contents);
const built = new Set(outputFiles.map(({path: file}) => path.basename(file)));
for (const file of await readdir(dist)) {
  if (!built.has(file)) await rm(path.join(dist, file), {recursive: true});
}
