import type {Plugin} from 'esbuild';

/**
 * A plugin for esbuild. To give a CommonJS module's default export esbuild copies every property of the module, which for
 * `node:process` takes over a millisecond at each import, and wakes parts of it that nobody asked for.
 *
 * `names` are the exports that are imported of each module by name; the build fails for one that is not there.
 */
export function importBuiltins(
  names: Readonly<Record<string, readonly string[]>>,
  isPatched: (importer: string) => boolean = () => true,
): Plugin {
  return {
    name: 'import-builtins',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^node:/}, ({path, kind, importer}) =>
        kind === 'import-statement' && Object.hasOwn(names, path) && isPatched(importer)
          ? {path, namespace: 'builtin'}
          : undefined,
      );
      onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({
        contents: `const builtin = process.getBuiltinModule('${path}');
          export const {${names[path]?.join(', ')}} = builtin;
          export default builtin;`,
      }));
    },
  };
}
