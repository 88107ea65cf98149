import {spawn} from 'node:child_process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readDescendants, signalProcesses} from '../../source/collect/process-tree.ts';
import {createMarker, eventually, findMarked, fixture, killMarked, MARKER} from './processes.ts';

let marker: string;

beforeEach(() => {
  marker = createMarker();
});

afterEach(() => killMarked(marker));

async function startEscapee(): Promise<number> {
  const child = spawn(fixture('waits-for-escapee.sh'), {env: {...process.env, [MARKER]: marker}});
  const pid = child.pid ?? 0;
  await eventually(() => readDescendants(pid)).toHaveLength(1);
  return pid;
}

test('a child with a session of its own is a descendant', async () => {
  const pid = await startEscapee();
  const family = [pid, ...readDescendants(pid).map(found => found.pid)].sort();
  // A process that is just being replaced by exec has no environment to be found by.
  await eventually(() => findMarked(marker).sort()).toEqual(family);
});

test('a process that is gone has no descendants', () => {
  expect(readDescendants(2 ** 22 + 1)).toEqual([]);
});

test('descendants get the signal', async () => {
  const pid = await startEscapee();
  signalProcesses(readDescendants(pid), 'SIGKILL');
  await eventually(() => findMarked(marker)).toEqual([]);
});

test('a process that merely has the id of an earlier one is left alone', async () => {
  const pid = await startEscapee();
  const [found] = readDescendants(pid);
  signalProcesses([{pid: found?.pid ?? 0, startTicks: '1'}], 'SIGKILL');
  expect(findMarked(marker)).toContain(found?.pid);
});
