import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import path from 'node:path';
import type {Plugin} from 'esbuild';

const require = createRequire(import.meta.url);
const packageJson = require.resolve('better-sqlite3/package.json');
const binding = path.join(path.dirname(packageJson), 'lib', 'binding.js');

/**
 * A plugin for esbuild: better-sqlite3's JavaScript goes into the bundle, because finding and reading its dozen small files
 * takes longer than opening a database. The addon stays in the installed package; one of another version than the bundled
 * JavaScript was made for comes with JavaScript of its own.
 */
export function bundleSqlite(): Plugin {
  return {
    name: 'bundle-sqlite',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^better-sqlite3$/}, () => ({path: 'better-sqlite3', namespace: 'bundled-sqlite'}));
      onLoad({filter: /./, namespace: 'bundled-sqlite'}, async () => {
        const {version}: {version: string} = JSON.parse(await readFile(packageJson, 'utf8'));
        return {contents: chooseSqlite(version), resolveDir: path.dirname(binding)};
      });
      onResolve({filter: /^installed-sqlite$/}, () => ({path: 'better-sqlite3', external: true}));
      onResolve({filter: /^better-sqlite3[/]package\.json$/}, () => ({external: true}));
      onLoad({filter: /better-sqlite3[\\/]lib[\\/]binding\.js$/}, async () => ({
        contents: findInstalled(await readFile(binding, 'utf8')),
      }));
    },
  };
}

function chooseSqlite(version: string): string {
  return `const {installed} = require('./binding.js');
    module.exports = installed.version === '${version}' ? require('./index.js') : require('installed-sqlite');`;
}

/**
 * Its own place in the file system is that of the bundle. The installed package is nearly always in the folder beside:
 * looking there first saves most of what \`require.resolve\` costs.
 */
function findInstalled(source: string): string {
  if (!source.includes('__dirname'))
    throw new Error('better-sqlite3 has changed: see scripts/bundle-sqlite.ts');
  return `${source.replaceAll('__dirname', 'installed.folder')}
    const installed = exports.installed = findPackage();
    function findPackage() {
      const beside = path.join(__dirname, '..', 'node_modules', 'better-sqlite3', 'package.json');
      const file = fs.existsSync(beside) ? beside : require.resolve('better-sqlite3/package.json');
      const {version} = JSON.parse(fs.readFileSync(file, 'utf8'));
      return {folder: path.join(path.dirname(file), 'lib'), version};
    }`;
}
