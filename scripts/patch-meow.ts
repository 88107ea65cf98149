import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/**
 * meow reads and normalises a package.json with a dozen packages, at every start, for what we pass ourselves (`pkg`); for
 * that it imports child processes, and for one `format` all of node:util. Left out, it starts three times as fast.
 */
const MEOW_PATCHES: readonly (readonly [string, string])[] = [
  ['var normalizeExports = requireNormalize();', 'var normalizeExports = () => {};'],
  ['var libExports = requireLib$1();', 'var libExports = {};'],
  ["import { promisify } from 'node:util';", 'const promisify = () => undefined;'],
  ["import { execFile } from 'node:child_process';", 'const execFile = undefined;'],
  [
    "import require$$0$2, { format } from 'util';",
    "const require$$0$2 = undefined, format = (...values) => process.getBuiltinModule('util').format(...values);",
  ],
];

/** A plugin for esbuild. Fails when meow no longer looks as expected. */
export function patchMeow(): Plugin {
  return {
    name: 'patch-meow',
    setup({onLoad}) {
      onLoad({filter: /meow[\\/]build[\\/]dependencies\.js$/}, async ({path: file}) => {
        let contents = await readFile(file, 'utf8');
        for (const [from, to] of MEOW_PATCHES) {
          if (!contents.includes(from))
            throw new Error(`meow has changed: see MEOW_PATCHES in scripts/build.ts (${from})`);
          contents = contents.replace(from, to);
        }
        return {contents, loader: 'js'};
      });
    },
  };
}
