import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** A plugin for esbuild: of a package.json that is imported only the version goes into the bundle. */
export function readVersion(): Plugin {
  return {
    name: 'read-version',
    setup({onLoad}) {
      onLoad({filter: /[\\/]package\.json$/}, async ({path: file}) => {
        const {version}: {version: string} = JSON.parse(await readFile(file, 'utf8'));
        return {contents: JSON.stringify({version}), loader: 'json'};
      });
    },
  };
}
