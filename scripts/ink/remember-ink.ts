import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';

/**
 * A module that one of ink's modules imports, and what is made of its default export: an export of a file here, called with
 * it and with the package `also`.
 */
type Wrapping = {importer: string; specifier: string; file: string; wrap: string; also?: string};

const WRAPPINGS: readonly Wrapping[] = [
  {
    importer: 'renderer.js',
    specifier: './output.js',
    file: 'remember-rows.ts',
    wrap: 'rememberRows',
    also: '@alcalzone/ansi-tokenize',
  },
  {
    importer: 'render-node-to-output.js',
    specifier: 'widest-line',
    file: 'remember-texts.ts',
    wrap: 'rememberTexts',
  },
  {
    importer: 'squash-text-nodes.js',
    specifier: './sanitize-ansi.js',
    file: 'quick-sanitize.ts',
    wrap: 'quickSanitize',
  },
  {importer: 'log-update.js', specifier: './line-update.js', file: 'update-cells.ts', wrap: 'updateCells'},
];

const NAMESPACE = 'remember-ink';
/** Marks a question of our own: where the module is that is wrapped. */
const ORIGINAL = Symbol('original');

/** What writes a frame, which goes down row by row where nothing changes. */
const FRAME_WRITE = "stream.write(buffer.join(''));";

/**
 * A plugin for esbuild. Ink makes every frame from nothing; nearly all of it was in the last one. Fails when ink no longer
 * imports what is wrapped here.
 */
export function rememberInk(): Plugin {
  return {
    name: NAMESPACE,
    setup({onResolve, onLoad, onEnd, resolve}) {
      const found = new Map<string, Wrapping>();
      for (const wrapping of WRAPPINGS) {
        const {importer, specifier} = wrapping;
        onResolve({filter: new RegExp(`^${RegExp.escape(specifier)}$`)}, async question => {
          const {importer: from, resolveDir, kind, pluginData} = question;
          if (pluginData === ORIGINAL || !isOfInk(from, importer)) return undefined;
          const original = await resolve(specifier, {importer: from, resolveDir, kind, pluginData: ORIGINAL});
          found.set(original.path, wrapping);
          return original.errors.length > 0 ? original : {path: original.path, namespace: NAMESPACE};
        });
      }
      onLoad({filter: /./, namespace: NAMESPACE}, ({path: original}) => {
        const wrapping = found.get(original);
        return (
          wrapping && {
            contents: writeWrapping(original, wrapping),
            resolveDir: path.dirname(original),
            loader: 'js',
          }
        );
      });
      onLoad({filter: /[\\/]ink[\\/]build[\\/]log-update\.js$/}, async ({path: file}) => ({
        contents: shortenFrames(await readFile(file, 'utf8')),
        loader: 'js',
      }));
      onEnd(() => {
        const missing = WRAPPINGS.filter(wrapping => ![...found.values()].includes(wrapping));
        return {
          errors: missing.map(({importer, specifier}) => ({
            text: `ink has changed: its ${importer} does not import ${specifier} (see scripts/ink/remember-ink.ts)`,
          })),
        };
      });
    },
  };
}

function ownFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function isOfInk(importer: string, name: string): boolean {
  return importer.replaceAll('\\', '/').endsWith(`/ink/build/${name}`);
}

/** Throws when there is no such place. */
export function shortenFrames(source: string): string {
  if (!source.includes(FRAME_WRITE))
    throw new Error(
      `ink has changed: its log-update.js has no ${FRAME_WRITE} (see scripts/ink/remember-ink.ts)`,
    );
  return `import {joinSteps} from ${JSON.stringify(ownFile('join-steps.ts'))};
    ${source.replace(FRAME_WRITE, "stream.write(joinSteps(buffer.join('')));")}`;
}

function writeWrapping(original: string, {file, wrap, also}: Wrapping): string {
  return `import original from ${JSON.stringify(original)};
    import {${wrap}} from ${JSON.stringify(ownFile(file))};
    ${also === undefined ? '' : `import * as also from ${JSON.stringify(also)};`}
    export default ${wrap}(original${also === undefined ? '' : ', also'});`;
}
