/**
 * Bundles the program to dist/: `cli.js`, `collector.js` (the lean process that runs commands), `simulator.js` (the demo's
 * outside world), and in `dist/lazy/` what only some commands load.
 *
 * The programs are CommonJS, one file each: a start then needs neither the module loader nor a dozen files, and Node's own
 * modules keep their parts lazy (importing `node:process` or `node:util` as an ES module loads worker threads, sockets and
 * readline with them). Modules inside a bundle still run only when they are first imported.
 */
import {mkdir, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {BuildOptions, OutputFile, Plugin} from 'esbuild';
import {build} from 'esbuild';
import {patchMeow} from './patch-meow.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = path.join(root, 'dist');

/** What is imported dynamically and is large, or ES modules only: files of their own. */
const LAZY: Record<string, string> = {
  zod: 'zod',
  yaml: 'yaml',
  'date-holidays': 'date-holidays',
  'string-width': 'string-width',
  'fastest-levenshtein': 'fastest-levenshtein',
  '../output/bordered-table.tsx': path.join(root, 'source/output/bordered-table.tsx'),
};

const common = {
  absWorkingDir: root,
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node26',
  // Names stay, so that a stack trace says something.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  jsx: 'automatic',
  // ES modules where a package has them: of a CommonJS one `import()` would only give the default export.
  mainFields: ['module', 'main'],
  alias: {yaml: path.join(root, 'node_modules/yaml/browser/index.js')},
  define: {'process.env.NODE_ENV': '"production"'},
  // A native addon finds its binary beside its own files; ink loads the devtools only when asked to.
  external: ['better-sqlite3', 'react-devtools-core'],
  logLevel: 'warning',
} as const satisfies BuildOptions;

const programs = await build({
  ...common,
  entryPoints: {
    cli: 'source/cli/cli.ts',
    collector: 'source/collect/collector-process.ts',
    simulator: 'source/demo/simulator.ts',
  },
  outdir: dist,
  format: 'cjs',
  define: {...common.define, 'import.meta': 'bundleMeta'},
  banner: {js: "const bundleMeta={url:require('node:url').pathToFileURL(__filename).href};"},
  plugins: [loadLazily(), patchMeow()],
});

const lazy = await build({
  ...common,
  entryPoints: Object.fromEntries(
    Object.entries(LAZY).map(([specifier, entry]) => [lazyName(specifier), entry]),
  ),
  outdir: path.join(dist, 'lazy'),
  outExtension: {'.js': '.mjs'},
  format: 'esm',
  banner: {
    js: "import {createRequire as createBundleRequire} from 'node:module';const require=createBundleRequire(import.meta.url);",
  },
});

await writeDist([
  ...programs.outputFiles,
  ...lazy.outputFiles,
  // The package is one of ES modules; its programs are not.
  {path: path.join(dist, 'package.json'), contents: Buffer.from('{"type": "commonjs"}\n')},
]);

function lazyName(specifier: string): string {
  return path.basename(specifier).replace(/\.tsx?$/, '');
}

function loadLazily(): Plugin {
  return {
    name: 'load-lazily',
    setup({onResolve}) {
      onResolve({filter: /./}, ({path: specifier, kind}) => {
        const name = Object.keys(LAZY).find(key => specifier === key || specifier.endsWith(`/${key}`));
        return kind === 'dynamic-import' && name
          ? {path: `./lazy/${lazyName(name)}.mjs`, external: true}
          : undefined;
      });
    },
  };
}

/** The new files first, then the old ones away: a program that is started meanwhile finds itself whole. */
async function writeDist(files: readonly Pick<OutputFile, 'path' | 'contents'>[]): Promise<void> {
  await mkdir(path.join(dist, 'lazy'), {recursive: true});
  for (const {path: file, contents} of files) await writeFile(file, contents);
  const built = new Set(files.map(({path: file}) => path.relative(dist, file)));
  for (const file of await readdir(dist, {recursive: true})) {
    if (!built.has(file) && file !== 'lazy') await rm(path.join(dist, file), {recursive: true, force: true});
  }
}
