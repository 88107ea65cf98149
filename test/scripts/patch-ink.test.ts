import {expect, test} from 'vitest';
import {applyPatches, embedWasm} from '../../scripts/patch-ink.ts';

test('a patch that does not apply any more ends the build, with the file and what was looked for', () => {
  expect(applyPatches('const a = await load();', [['await load()', '{}']], 'ink/a.js')).toBe('const a = {};');
  expect(() => applyPatches('const a = 1;', [['await load()', '{}']], 'ink/a.js')).toThrow(
    'a.js has changed: see scripts/patch-ink.ts (await load())',
  );
});

test('a layout engine that is no longer within its module ends the build', () => {
  const module = 'a=import.meta.url;H="data:application/octet-stream;base64,AGFz";export default loadYoga;';
  expect(embedWasm(module)).toBe('a=undefined;H="";loadYoga.wasm = "AGFz"; export default loadYoga;');
  expect(() => embedWasm('export default loadYoga;')).toThrow('yoga-layout has changed');
});
