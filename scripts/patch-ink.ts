import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';

/** Replacements of source text: what is there, what it becomes. */
type Patches = readonly (readonly [string, string])[];

/** A file of a package, by the end of its path. */
const FILES: Readonly<Record<string, Patches>> = {
  // Development only, but its `await` at the top level would forbid a script.
  'ink/build/reconciler.js': [
    ["await import('./devtools.js');", ''],
    ["import.meta.resolve('react-devtools-core');", ''],
    ['const loaded = await loadPackageJson();', 'const loaded = {};'],
  ],
  // Loads `assert` for the sake of two checks of arguments.
  'ink/node_modules/signal-exit/index.js': [["require('assert')", '{equal() {}}']],
  'yoga-layout/dist/src/index.js': [
    ['const Yoga = wrapAssembly(await loadYoga());', 'const Yoga = wrapAssembly(startYoga());'],
    [
      'import wrapAssembly from "./wrapAssembly.js";',
      `import wrapAssembly from "./wrapAssembly.js";
      function startYoga() {
        const yoga = {
          instantiateWasm(imports, receive) {
            const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(loadYoga.wasm, 'base64')), imports);
            receive(instance);
            return instance.exports;
          },
        };
        loadYoga(yoga);
        return yoga;
      }`,
    ],
  ],
};

/** WebAssembly as emscripten puts it into JavaScript: to be fetched as a URL, which loads an HTTP client. */
const EMBEDDED = /"data:application\/octet-stream;base64,(?<wasm>[A-Za-z0-9+/=]+)"/;

/**
 * A plugin for esbuild. Ink measures text with a grapheme segmenter and with Unicode properties of whole sequences: to make
 * these takes longer than to draw a screen, and hardly any text needs them. It also reads its layout engine asynchronously by
 * an HTTP client. Fails when one of the packages no longer looks as expected.
 */
export function patchInk(): Plugin {
  return {
    name: 'patch-ink',
    setup({initialOptions, onResolve, onLoad}) {
      initialOptions.define = {...initialOptions.define, 'Intl.Segmenter': 'LazySegmenter'};
      initialOptions.inject = [...(initialOptions.inject ?? []), ownFile('ink/lazy-segmenter.ts')];
      onResolve({filter: /^string-width$/}, ({importer}) =>
        importer.endsWith('quick-width.ts') ? undefined : {path: ownFile('ink/quick-width.ts')},
      );
      for (const [file, patches] of Object.entries(FILES)) {
        onLoad({filter: endsWith(file)}, async ({path: found}) => ({
          contents: applyPatches(await readFile(found, 'utf8'), patches, file),
          loader: 'js',
        }));
      }
      onLoad(
        {filter: endsWith('yoga-layout/dist/binaries/yoga-wasm-base64-esm.js')},
        async ({path: found}) => ({
          contents: embedWasm(await readFile(found, 'utf8')),
          loader: 'js',
        }),
      );
    },
  };
}

function ownFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function endsWith(file: string): RegExp {
  return new RegExp(`[\\\\/]${file.split('/').map(RegExp.escape).join('[\\\\/]')}$`);
}

/** Throws when a text is not there. */
export function applyPatches(source: string, patches: Patches, file: string): string {
  return patches.reduce((patched, [from, to]) => {
    if (!patched.includes(from))
      throw new Error(`${path.basename(file)} has changed: see scripts/patch-ink.ts (${from})`);
    return patched.replace(from, () => to);
  }, source);
}

/** The same module with the binary beside it, as `loadYoga.wasm`. Throws when there is none within. */
export function embedWasm(source: string): string {
  const wasm = EMBEDDED.exec(source)?.groups?.wasm;
  if (wasm === undefined) throw new Error('yoga-layout has changed: see scripts/patch-ink.ts');
  return applyPatches(
    source.replace(EMBEDDED, '""'),
    [
      ['import.meta.url', 'undefined'],
      ['export default loadYoga;', `loadYoga.wasm = "${wasm}"; export default loadYoga;`],
    ],
    'yoga-wasm-base64-esm.js',
  );
}
