import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ScheduleObservation} from '../../source/domain/schedule.ts';
import {addDays} from '../../source/domain/time.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {Store} from '../../source/store/store.ts';
import {counts, meetingRuns} from './arbitraries.ts';
import {at, collection, createPath, createStore, DAY, run} from './place.ts';

const YESTERDAY = addDays(DAY, -1);
const SOME = ['failed', 'running'] as const;

const schedule = (job: string, isActive: boolean): ScheduleObservation => ({
  job,
  isActive,
  definition: '0 2 * * *',
  timing: {kind: 'cron', expression: '0 2 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
});
const schedules = fc.array(
  fc.tuple(fc.constantFrom('LOAD', 'SEND'), fc.boolean()).map(([job, isActive]) => schedule(job, isActive)),
  {maxLength: 2},
);

/** Everything that can be asked as of an instant. */
async function readAll(store: Store, knownAt?: number): Promise<unknown> {
  const range = {from: YESTERDAY, to: DAY};
  return {
    days: [
      [...(await store.readDayRuns('prod-ldn', YESTERDAY, knownAt))].sort(),
      [...(await store.readDayRuns('prod-ldn', DAY, knownAt))].sort(),
    ],
    started: [...(await store.readRunsStarted('prod-ldn', DAY, at(-600), at(600), knownAt))].sort(),
    runs: await store.readRuns({...range, knownAt}),
    some: await store.readRuns({...range, statuses: SOME, job: 'L*', limit: 2, knownAt}),
    counts: new Set((await store.readCounts({...range, knownAt})).map(count => JSON.stringify(count))),
    evidence: await store.readEvidence({...range, knownAt}),
    schedules: await store.readSchedules({knownAt}),
    collections: await store.readCollections({knownAt}),
  };
}

describe('what was known at an instant', () => {
  test('is what was known then, whatever came after', async () => {
    const step = fc.tuple(meetingRuns, counts, schedules, fc.constantFrom('ok', 'partial', 'exit'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: 2, maxLength: 6}), async sequence => {
        const store = await openStore({path: createPath(), mode: 'write'});
        const snapshots: unknown[] = [];
        for (const [index, [runs, observed, revealed, outcome]] of sequence.entries()) {
          const changes = {outcome, startedAt: at(index * 5), retiresSchedules: true} as const;
          await store.recordCollection(collection({runs, counts: observed, schedules: revealed}, changes));
          snapshots.push(await readAll(store));
        }
        for (const [index, snapshot] of snapshots.entries()) {
          expect(await readAll(store, at(index * 5) + 1000)).toEqual(snapshot);
        }
        await store.close();
      }),
      {numRuns: 40},
    );
  });

  test('is chosen by the status that a run had then', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run({status: 'running'})]}, {startedAt: at(10)}));
    await store.recordCollection(collection({runs: [run()]}, {startedAt: at(20)}));
    const count = async (status: 'running' | 'succeeded'): Promise<number> =>
      (await store.readRuns({from: DAY, to: DAY, statuses: [status], knownAt: at(15)})).length;
    expect([await count('running'), await count('succeeded')]).toEqual([1, 0]);
  });

  test('does not hold what a collection saw that had begun but not ended', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run()]}, {startedAt: at(10), durationMs: 60_000}));
    expect((await store.readDayRuns('prod-ldn', DAY, at(11) - 1)).size).toBe(0);
    expect((await store.readDayRuns('prod-ldn', DAY, at(11))).size).toBe(1);
  });

  test('goes by the end of a collection, not by the order in which they were stored', async () => {
    const store = await createStore();
    await store.recordCollection(collection({runs: [run({job: 'LATE'})]}, {startedAt: at(20)}));
    await store.recordCollection(
      collection({runs: [run({job: 'EARLY'})]}, {source: 'slow', startedAt: at(10)}),
    );
    expect([...(await store.readDayRuns('prod-ldn', DAY, at(15))).keys()]).toEqual(['EARLY']);
  });
});
