import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

const MODULE = new URL('../../../source/cli/screen/small-heap.ts', import.meta.url).href;
const MEBIBYTE = 2 ** 20;

/** Bytes that a process has for what was just allocated, after it has made much garbage of which some was in use for long. */
async function measureNewSpace(isSmall: boolean): Promise<number> {
  const program = `
    import {getHeapSpaceStatistics} from 'node:v8';
    import {keepHeapSmall} from '${MODULE}';
    ${isSmall ? 'keepHeapSmall();' : ''}
    let used = [];
    for (let i = 0; i < 2e6; i++) {
      const made = {i, text: 'job ' + i};
      if (i % 10 === 0) used.push(made);
      if (used.length > 20000) used = used.slice(10000);
    }
    const {space_size} = getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space');
    console.log(space_size);`;
  const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return Number(stdout);
}

test('what was just allocated gets no more room than it has, which would grow', async () => {
  expect(await measureNewSpace(true)).toBeLessThanOrEqual(4 * MEBIBYTE);
  expect(await measureNewSpace(false)).toBeGreaterThan(8 * MEBIBYTE);
});
