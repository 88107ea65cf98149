import type {ChildProcess} from 'node:child_process';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {checkDatabase} from '../../source/store/maintenance.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import {createPath, createStore, DAY, onEnd} from './place.ts';

const script = fileURLToPath(new URL('../fixtures/store/write-forever.ts', import.meta.url));

type Writer = {child: ChildProcess; ended: Promise<unknown>; committed(): number};

/** A process of its own that writes; counts what it says it has committed. */
function startWriter(...args: string[]): Writer {
  const child = spawn(process.execPath, [script, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  onEnd(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', chunk => {
    output += chunk;
  });
  return {child, ended: once(child, 'close'), committed: () => output.split('\n').length - 1};
}

async function waitFor(isSo: () => boolean, child: ChildProcess): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`the writer ended early with ${child.exitCode}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('processes that share a database', () => {
  test('a writer killed in the middle of its batches loses nothing that it had committed', async () => {
    const path = createPath();
    let committed = 0;
    for (const batches of [1, 5, 20]) {
      const writer = startWriter(path, `env-${batches}`);
      await waitFor(() => writer.committed() >= batches, writer.child);
      writer.child.kill('SIGKILL');
      await writer.ended;
      committed += writer.committed();
      expect((await checkDatabase(path)).problems).toEqual([]);
    }
    const store = await createStore(path);
    const collections = await store.readCollections({});
    expect(collections.length).toBeGreaterThanOrEqual(committed);
    const totals = await store.readDailyTotals({from: DAY, to: DAY});
    expect(totals.reduce((sum, {total}) => sum + total, 0)).toBe(collections.length * 10);
  });

  test('two that write at the same time both write everything', async () => {
    const path = createPath();
    const writers = ['prod-ldn', 'prod-nyc'].map(environment => startWriter(path, environment, '150'));
    await Promise.all(writers.map(({ended}) => ended));
    expect(writers.map(({child, committed}) => [child.exitCode, committed()])).toEqual([
      [0, 150],
      [0, 150],
    ]);
    const store = await createStore(path);
    expect(await store.readDailyTotals({from: DAY, to: DAY})).toMatchObject([{total: 1500}, {total: 1500}]);
    expect(new Set((await store.readCollections({})).map(({id}) => id)).size).toBe(300);
  });

  test('a reader sees what a writer has committed', async () => {
    const path = createPath();
    const writer = startWriter(path, 'prod-ldn', '3');
    await writer.ended;
    const reader = await openStore({path, mode: 'read'});
    onEnd(() => reader.close());
    expect((await reader.readDayRuns('prod-ldn', DAY)).size).toBe(10);
    await startWriter(path, 'prod-nyc', '2').ended;
    expect((await reader.readDayRuns('prod-nyc', DAY)).get('JOB_3')).toHaveLength(2);
  });
});
