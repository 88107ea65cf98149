import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RunObservation} from '../../source/domain/run.ts';
import {checkDatabase} from '../../source/store/maintenance.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {CollectionInput} from '../../source/store/store.ts';
import {counts, meetingRuns} from './arbitraries.ts';
import {at, collection, createPath, createStore, DAY, dump, FACTS, run} from './place.ts';

describe('recording a collection', () => {
  test('the same output again changes nothing but adds a collection', async () => {
    const path = createPath();
    const store = await createStore(path);
    const input = collection({
      runs: [run({startedAt: at(1)}), run({runKey: 'B', status: 'failed', exitCode: 3, message: 'no space'})],
      counts: [{businessDay: DAY, count: 12}],
      schedules: [
        {job: 'LOAD', isActive: true, definition: '@reboot', timing: {kind: 'none', reason: '@reboot'}},
      ],
    });
    expect(await store.recordCollection(input)).toMatchObject({id: 1, rows: 4, changedRuns: 2});
    const before = dump(path, FACTS);
    expect(await store.recordCollection(input)).toMatchObject({id: 2, rows: 4, changedRuns: 0});
    expect(dump(path, FACTS)).toEqual(before);
  });

  test('tells the business days of the runs that it changed', async () => {
    const store = await createStore();
    const earlier = run({runKey: 'A', businessDay: '2026-11-22', status: 'running', startedAt: at(-10)});
    const changedBy = async (...runs: RunObservation[]) =>
      (await store.recordCollection(collection({runs}))).changedDays;
    expect(await changedBy(earlier, run())).toEqual(['2026-11-22', DAY]);
    expect(await changedBy(earlier, run({runKey: 'B'}))).toEqual([DAY]);
    expect(await changedBy({...earlier, endedAt: at(5), status: 'succeeded'}, run())).toEqual(['2026-11-22']);
  });

  test('any output again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(meetingRuns, meetingRuns, counts, async (earlier, runs, observed) => {
        const path = createPath();
        const store = await openStore({path, mode: 'write'});
        await store.recordCollection(collection({runs: earlier}));
        await store.recordCollection(collection({runs, counts: observed}));
        const before = dump(path, FACTS);
        const {changedRuns} = await store.recordCollection(collection({runs, counts: observed}));
        expect(changedRuns).toBe(0);
        expect(dump(path, FACTS)).toEqual(before);
        await store.close();
      }),
      {numRuns: 60},
    );
  });

  test('the rollup equals a recount after any sequence of collections', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(meetingRuns, counts), {maxLength: 6}), async sequence => {
        const path = createPath();
        const store = await openStore({path, mode: 'write'});
        for (const [runs, observed] of sequence) {
          await store.recordCollection(collection({runs, counts: observed}));
        }
        await store.close();
        expect((await checkDatabase(path)).problems).toEqual([]);
      }),
      {numRuns: 60},
    );
  });

  test.each(['exit', 'timeout', 'spawn', 'parse', 'cancelled'] as const)(
    'a collection that ended with "%s" is kept as evidence, without its facts',
    async outcome => {
      const store = await createStore();
      const recorded = await store.recordCollection(
        collection(
          {runs: [run()], rejected: [{line: 3, reason: 'no job', text: '???'}]},
          {outcome, error: 'it failed'},
        ),
      );
      expect(recorded).toMatchObject({rows: 0, changedRuns: 0});
      expect(await store.readRuns({from: DAY, to: DAY})).toEqual([]);
      expect(await store.readCollections({outcomes: [outcome]})).toMatchObject([{id: 1, error: 'it failed'}]);
      expect(await store.readRejectedLines(1)).toEqual([{line: 3, reason: 'no job', text: '???'}]);
    },
  );

  test('a collection that cannot be stored leaves nothing behind, and the next one is whole', async () => {
    const path = createPath();
    const store = await createStore(path);
    const broken: CollectionInput = collection({
      runs: [run({job: 'NEW'}), run({job: 'BROKEN', businessDay: '2026-02-30'})],
    });
    await expect(store.recordCollection(broken)).rejects.toThrow('2026-02-30');
    expect(dump(path, ['collection', 'environment', ...FACTS])).toEqual(
      Object.fromEntries(['collection', 'environment', ...FACTS].map(table => [table, []])),
    );
    await store.recordCollection(collection({runs: [run({job: 'NEW'})]}));
    expect(await store.readJobs({})).toMatchObject([{job: 'NEW', source: 'control-m'}]);
  });

  test('what another process has stored of a job since is not forgotten', async () => {
    const path = createPath();
    const [first, second] = [await createStore(path), await createStore(path)];
    const runs = [run()];
    await first.recordCollection(collection({runs}, {source: 'first'}));
    await second.recordCollection(collection({runs}, {source: 'second'}));
    expect(await first.readJobs({})).toMatchObject([{source: 'second'}]);
    await first.recordCollection(collection({runs}, {source: 'first'}));
    expect(await second.readJobs({})).toMatchObject([{source: 'first'}]);
  });

  test('every state of a run is told with the collection that first saw it', async () => {
    const store = await createStore();
    const states = [
      run({status: 'waiting', scheduledAt: at(10), message: 'for a resource'}),
      run({status: 'running', startedAt: at(11)}),
      run({status: 'running', startedAt: at(11)}),
      run({status: 'failed', startedAt: at(11), endedAt: at(12), exitCode: 8}),
    ];
    for (const state of states) await store.recordCollection(collection({runs: [state]}));
    expect(await store.readRunHistory('prod-ldn', DAY, 'LOAD', '4711')).toEqual([
      {...run({status: 'waiting', scheduledAt: at(10), message: 'for a resource'}), seenIn: 1},
      {...run({status: 'running', scheduledAt: at(10), startedAt: at(11)}), seenIn: 2},
      {
        ...run({status: 'failed', scheduledAt: at(10), startedAt: at(11), endedAt: at(12), exitCode: 8}),
        seenIn: 4,
      },
    ]);
  });

  test('a log that tells of a run several times leaves its last state, and one state only', async () => {
    const store = await createStore();
    const runs = [
      run({status: 'running', startedAt: at(1)}),
      run({status: 'failed', startedAt: at(1), endedAt: at(2)}),
      run({status: 'succeeded', startedAt: at(3), endedAt: at(4)}),
    ];
    await store.recordCollection(collection({runs}));
    await store.recordCollection(collection({runs}));
    const history = await store.readRunHistory('prod-ldn', DAY, 'LOAD', '4711');
    expect(history).toEqual([{...run({startedAt: at(3), endedAt: at(4)}), seenIn: 1}]);
  });
});

describe('daily totals', () => {
  test('follow a run from state to state', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run({status: 'waiting'}), run({runKey: 'B'})]}));
    await store.recordCollection(collection({runs: [run({status: 'failed'})]}));
    expect(await store.readDailyTotals({from: DAY, to: DAY})).toEqual([
      {
        environment: 'prod-ldn',
        businessDay: DAY,
        byStatus: {waiting: 0, running: 0, succeeded: 1, failed: 1, cancelled: 0, held: 0, unknown: 0},
        total: 2,
      },
    ]);
  });

  test('hold counts too, those without a status in the total only', async () => {
    const store = await createStore();
    await store.recordCollection(
      collection({
        counts: [
          {businessDay: DAY, count: 7},
          {businessDay: DAY, count: 5, status: 'succeeded'},
        ],
      }),
    );
    const [day] = await store.readDailyTotals({from: DAY, to: DAY, environment: 'prod-ldn'});
    expect(day?.byStatus.succeeded).toBe(5);
    expect(day?.total).toBe(12);
  });

  test('are absent for days and environments of which nothing is known', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run()]}));
    expect(await store.readDailyTotals({from: '2026-11-24', to: '2026-11-30'})).toEqual([]);
    expect(await store.readDailyTotals({from: DAY, to: DAY, environment: 'elsewhere'})).toEqual([]);
  });
});

describe('counts', () => {
  test('a later count replaces an earlier one, and a complete answer removes those it does not name', async () => {
    const store = await createStore();
    const failed = {businessDay: DAY, count: 2, status: 'failed', job: 'LOAD'} as const;
    const running = {businessDay: DAY, count: 3, status: 'running'} as const;
    await store.recordCollection(collection({counts: [failed, running]}));
    await store.recordCollection(collection({counts: [{...failed, count: 4}]}, {outcome: 'partial'}));
    expect(await store.readCounts({from: DAY, to: DAY})).toMatchObject([{count: 3}, {count: 4, seenIn: 2}]);
    await store.recordCollection(collection({counts: [{...failed, count: 4}]}));
    expect(await store.readCounts({from: DAY, to: DAY})).toEqual([
      {...failed, count: 4, environment: 'prod-ldn', source: 'control-m', seenIn: 2},
    ]);
    expect(await store.readDailyTotals({from: DAY, to: DAY})).toMatchObject([{total: 4}]);
  });

  test('are not removed by an answer that says it is not the whole', async () => {
    const store = await createStore();
    await store.recordCollection(collection({counts: [{businessDay: DAY, count: 1}]}));
    await store.recordCollection(collection({partialReason: '3 of 12 rows returned'}));
    expect(await store.readCounts({from: DAY, to: DAY})).toHaveLength(1);
  });

  test('of another source or day are left alone', async () => {
    const store = await createStore();
    await store.recordCollection(collection({counts: [{businessDay: DAY, count: 1}]}));
    await store.recordCollection(collection({}, {source: 'other', outcome: 'empty'}));
    await store.recordCollection(collection({}, {businessDay: '2026-11-24', outcome: 'empty'}));
    expect(await store.readCounts({from: DAY, to: DAY})).toHaveLength(1);
  });
});
