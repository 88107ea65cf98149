import {expect, test} from 'vitest';
import type {Store} from '../../source/store/store.ts';
import {collection, createStore, DAY, run} from './place.ts';

type Names = Record<string, string>;

/** What pg_cron tells: the names of the jobs that are there, and runs by name or, of jobs that are gone, by number. */
function told(byNumber: Names, nameless: Names, runs: [runKey: string, job: string][], source = 'pg-cron') {
  const observed = {
    jobNames: {byNumber: new Map(Object.entries(byNumber)), nameless: new Map(Object.entries(nameless))},
    runs: runs.map(([runKey, job]) => run({runKey, job})),
  };
  return collection(observed, {source});
}

const jobsOf = async (store: Store): Promise<string[]> =>
  (await store.readRuns({environment: 'prod-ldn', from: DAY, to: DAY}))
    .map(({job, runKey}) => `${job} ${runKey}`)
    .toSorted();

test('a run of a job that is gone has the last name that its number had, whether the run was seen before or not', async () => {
  const store = await createStore();
  await store.recordCollection(told({3: 'nightly'}, {}, [['811', 'nightly']]));
  const again = await store.recordCollection(
    told({}, {811: '3', 812: '3'}, [
      ['811', '3'],
      ['812', '3'],
    ]),
  );
  expect(again.changedRuns).toBe(1);
  expect(await jobsOf(store)).toEqual(['nightly 811', 'nightly 812']);
});

test('a name that was never seen stays a number, and one of another source says nothing', async () => {
  const store = await createStore();
  await store.recordCollection(told({3: 'theirs'}, {}, [], 'other'));
  await store.recordCollection(told({}, {811: '3'}, [['811', '3']]));
  expect(await jobsOf(store)).toEqual(['3 811']);
});

test('a job that is really called like a number keeps its name', async () => {
  const store = await createStore();
  await store.recordCollection(told({3: 'nightly', 9: '3'}, {}, []));
  await store.recordCollection(
    told({9: '3'}, {811: '3'}, [
      ['811', '3'],
      ['812', '3'],
    ]),
  );
  expect(await jobsOf(store)).toEqual(['3 812', 'nightly 811']);
});
