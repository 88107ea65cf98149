/**
 * Bundles the program to dist/: `cli.js`, `collector.js` (the lean process that runs commands), `simulator.js` (the demo's
 * outside world), and in `dist/lazy/` what only some commands load: what draws with ink, and packages.
 *
 * The programs are CommonJS, one file each: a start then needs neither the module loader nor a dozen files, and Node's own
 * modules keep their parts lazy (importing `node:process` or `node:util` as an ES module loads worker threads, sockets and
 * readline with them). Modules inside a bundle still run only when they are first imported.
 */
import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {BuildOptions, OutputFile, Plugin} from 'esbuild';
import {build} from 'esbuild';
import {bundleSqlite} from './bundle-sqlite.ts';
import {importBuiltins} from './import-builtins.ts';
import {rememberInk} from './ink/remember-ink.ts';
import {patchInk} from './patch-ink.ts';
import {patchMeow} from './patch-meow.ts';
import {readVersion} from './read-version.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = path.join(root, 'dist');

/** What is imported dynamically and is large, or ES modules only: files of their own. */
const LAZY: Record<string, string> = {
  zod: 'zod',
  yaml: 'yaml',
  'date-holidays': 'date-holidays',
  'string-width': 'string-width',
  pino: 'pino',
  'fastest-levenshtein': 'fastest-levenshtein',
};

/** What draws with ink, imported dynamically: scripts as the program itself, so that their compiled code is kept as well. */
const DRAWING: Record<string, string> = {
  'output/bordered-table.tsx': 'source/output/bordered-table.tsx',
  'ui/open-app.tsx': 'source/ui/open-app.tsx',
};

/** What `import.meta.url` is in a program. Nothing in a plain path has to be escaped; to find that out costs a millisecond. */
const FILE_URL = String.raw`/^\/[\w./-]+$/.test(__filename)?'file://'+__filename:require('node:url').pathToFileURL(__filename).href`;

/** Stands in a program for its own fingerprint until that is known (`import.meta.build`). */
const OWN_FINGERPRINT = '@own-fingerprint@';

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
  alias: {
    yaml: path.join(root, 'node_modules/yaml/browser/index.js'),
    'react-devtools-core': path.join(root, 'scripts/no-devtools.ts'),
  },
  define: {'process.env.NODE_ENV': '"production"'},
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
  banner: {js: `const bundleMeta={url:${FILE_URL},build:"${OWN_FINGERPRINT}"};`},
  plugins: [
    loadLazily(),
    importBuiltins({'node:process': [], 'node:path': ['basename', 'dirname', 'join']}, isOwnOrMeow),
    bundleSqlite(),
    patchMeow(),
    readVersion(),
  ],
});

const drawing = await build({
  ...common,
  entryPoints: Object.values(DRAWING),
  entryNames: '[name]',
  outdir: path.join(dist, 'lazy'),
  format: 'cjs',
  plugins: [
    importBuiltins({'node:process': ['cwd', 'env'], 'node:os': [], 'node:tty': []}),
    patchInk(),
    rememberInk(),
  ],
});

const lazy = await build({
  ...common,
  entryPoints: LAZY,
  outdir: path.join(dist, 'lazy'),
  outExtension: {'.js': '.mjs'},
  format: 'esm',
  banner: {
    js: "import {createRequire as createBundleRequire} from 'node:module';const require=createBundleRequire(import.meta.url);",
  },
});

await writeDist([
  ...[...programs.outputFiles, ...drawing.outputFiles].map(({path: file, contents, text}) => ({
    path: file,
    contents: isScript(file) ? Buffer.from(finishScript(text)) : withFingerprint(text, contents),
  })),
  ...lazy.outputFiles,
  // The package is one of ES modules; its programs are not.
  {path: path.join(dist, 'package.json'), contents: Buffer.from('{"type": "commonjs"}\n')},
]);

/** What the launcher runs as scripts. */
function isScript(file: string): boolean {
  return path.basename(file) === 'cli.js' || (path.dirname(file).endsWith('lazy') && file.endsWith('.js'));
}

/**
 * What the launcher needs of a script, in order to keep its compiled code: `import()` by a function of its own, a fingerprint
 * in the first line, and ASCII (read and compared in half the time). esbuild leaves other characters in regular expressions.
 */
function finishScript(text: string): string {
  const ascii = text.replaceAll(
    /[^\0-\x7f]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const finished = ascii.replaceAll(/\bimport\((?="\.\/lazy\/)/g, 'importLazily(');
  if (/\bimport\(/.test(finished))
    throw new Error('the program has an import() that is neither in LAZY nor in DRAWING');
  const fingerprint = fingerprintOf(finished);
  return `//${fingerprint}\n${finished.replace(OWN_FINGERPRINT, fingerprint)}`;
}

function withFingerprint(text: string, contents: Uint8Array): Uint8Array {
  if (!text.includes(OWN_FINGERPRINT)) return contents;
  return Buffer.from(text.replace(OWN_FINGERPRINT, fingerprintOf(text)));
}

function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whether a module of the program is ours or meow's. Packages that a short run does not load import what they like. */
function isOwnOrMeow(file: string): boolean {
  return !/node_modules[\\/](?!meow[\\/])/.test(file);
}

function loadLazily(): Plugin {
  return {
    name: 'load-lazily',
    setup({onResolve}) {
      onResolve({filter: /./}, ({path: specifier, kind}) => {
        if (kind !== 'dynamic-import') return undefined;
        if (Object.hasOwn(LAZY, specifier)) return {path: `./lazy/${specifier}.mjs`, external: true};
        const drawn = Object.keys(DRAWING).find(key => specifier.endsWith(`/${key}`));
        return drawn ? {path: `./lazy/${path.basename(drawn, '.tsx')}.js`, external: true} : undefined;
      });
    },
  };
}

/** The new files first, then the old ones away: a program that is started meanwhile finds itself whole. */
async function writeDist(files: readonly Pick<OutputFile, 'path' | 'contents'>[]): Promise<void> {
  await mkdir(path.join(dist, 'lazy'), {recursive: true});
  for (const {path: file, contents} of files) {
    // A file that is as it should be is left alone: a program may be starting from it at this moment.
    const present = await readFile(file).catch(() => undefined);
    if (!present?.equals(contents)) await writeFile(file, contents);
  }
  const built = new Set(files.map(({path: file}) => path.relative(dist, file)));
  for (const file of await readdir(dist, {recursive: true})) {
    if (!built.has(file) && file !== 'lazy') await rm(path.join(dist, file), {recursive: true, force: true});
  }
}
