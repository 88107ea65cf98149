import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

const MODULE = new URL('../../../source/cli/resident/small-heap.ts', import.meta.url).href;

type Peak = {new_space: number; old_space: number};

/** Most bytes that a process takes while it makes much garbage of which some was in use for long, as a screen's frames are. */
async function measurePeak(isSmall: boolean): Promise<Peak> {
  const program = `
    import {getHeapSpaceStatistics} from 'node:v8';
    import {keepHeapSmall} from '${MODULE}';
    ${isSmall ? 'keepHeapSmall();' : ''}
    const peak = {new_space: 0, old_space: 0};
    let used = [];
    for (let i = 0; i < 3e6; i++) {
      used.push({i, text: 'job ' + i});
      if (used.length > 150_000) used = used.slice(30_000);
      if (i % 20_000 > 0) continue;
      for (const {space_name, space_size} of getHeapSpaceStatistics())
        if (space_name in peak) peak[space_name] = Math.max(peak[space_name], space_size);
      await new Promise(setImmediate);
    }
    console.log(JSON.stringify(peak));`;
  const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return JSON.parse(stdout);
}

test('both what was just allocated and what has lasted take less room', async () => {
  const [small, usual] = await Promise.all([measurePeak(true), measurePeak(false)]);
  expect(small.new_space * 2).toBeLessThan(usual.new_space);
  expect(small.old_space * 1.5).toBeLessThan(usual.old_space);
});

test('compiled code that is kept meanwhile is taken by a process that begins', async () => {
  const program = `
    import {cachedDataVersionTag} from 'node:v8';
    import {keepHeapSmall} from '${MODULE}';
    const tags = [cachedDataVersionTag()];
    const note = () => tags.push(cachedDataVersionTag());
    process.once('jobtrack:started', note);
    process.on('exit', () => {
      note();
      console.log(JSON.stringify(tags));
    });
    keepHeapSmall();
    note();
    process.emit('jobtrack:started');
    note();`;
  const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  const [atFirst, small, kept, smallAgain, keptAtExit] = JSON.parse(stdout);
  expect([kept, keptAtExit]).toEqual([atFirst, atFirst]);
  expect(small).not.toBe(atFirst);
  expect(smallAgain).toBe(small);
});
