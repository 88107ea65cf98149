import {expect, test} from 'vitest';
import {addDays} from '../../source/domain/time.ts';
import {collection, createStore, DAY, run} from './place.ts';

test('jobs that started in one environment only are those that another one has as well', async () => {
  const store = await createStore();
  const collect = (environment: string, businessDay: string, jobs: string[], status = 'succeeded' as const) =>
    store.recordCollection(
      collection({runs: jobs.map(job => run({job, businessDay, status}))}, {environment, businessDay}),
    );
  const before = addDays(DAY, -1);
  for (const environment of ['prod', 'uat'])
    await collect(environment, before, ['both', 'only-prod', 'held']);
  await collect('prod', DAY, ['both', 'only-prod', 'own']);
  await collect('uat', DAY, ['both']);
  expect(await store.readUnevenJobs(DAY)).toEqual(['only-prod']);
  expect(await store.readUnevenJobs(before)).toEqual([]);
  expect(await store.readUnevenJobs(addDays(DAY, 1))).toEqual([]);
});
