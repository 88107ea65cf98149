import type {Plugin} from 'esbuild';

/** The names that are imported of them; the build fails for one that is not here. */
const EXPORTS: Record<string, readonly string[]> = {
  'node:process': [],
  'node:path': ['basename', 'dirname', 'join'],
};

/** Packages that a short run does not load: whatever they import is theirs. */
const OTHERS = /node_modules[\\/](?!meow[\\/])/;

/**
 * A plugin for esbuild. To give a CommonJS module's default export esbuild copies every property of the module, which for
 * `node:process` takes over a millisecond at each start, and wakes parts of it that nobody asked for.
 */
export function importBuiltins(): Plugin {
  return {
    name: 'import-builtins',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^node:(process|path)$/}, ({path, kind, importer}) =>
        kind === 'import-statement' && !OTHERS.test(importer) ? {path, namespace: 'builtin'} : undefined,
      );
      onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({
        contents: `const builtin = process.getBuiltinModule('${path}');
          export const {${EXPORTS[path]?.join(', ')}} = builtin;
          export default builtin;`,
      }));
    },
  };
}
