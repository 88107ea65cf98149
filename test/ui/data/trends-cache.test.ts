import {expect, test} from 'vitest';
import type {TrendsPage} from '../../../source/report/pages/pages.ts';
import type {Backend} from '../../../source/ui/backend.ts';
import {createTrendsCache} from '../../../source/ui/data/trends-cache.ts';
import {patiently} from '../../patiently.ts';

const about = {environment: 'prod', days: 30};

function hold(): {
  asked: {jobs: readonly string[]; answer: () => void; fail: () => void}[];
  backend: Pick<Backend, 'ask'>;
} {
  const asked: {jobs: readonly string[]; answer: () => void; fail: () => void}[] = [];
  const ask = (_name: string, {jobs}: {jobs: readonly string[]}): Promise<TrendsPage> =>
    new Promise((resolve, reject) => {
      const trends = jobs.map(job => [job, {marks: 'K', runs: [1], usual: null, nextDueAt: null}]);
      asked.push({
        jobs,
        answer: () => resolve({from: '2026-11-23', to: '2026-11-23', jobs: Object.fromEntries(trends)}),
        fail: () => reject(new Error('locked')),
      });
    });
  return {asked, backend: {ask: ask as unknown as Backend['ask']}};
}

test('asks only for what is on the screen and not known', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  cache.subscribe(() => {});
  cache.want(about, ['a', 'b']);
  asked[0]?.answer();
  await patiently(() => expect(cache.of(about, 'b')).toBeDefined());
  cache.want(about, ['b', 'c']);
  expect(asked.map(({jobs}) => jobs)).toEqual([['a', 'b'], ['c']]);
});

test('while a question is on its way, what passes by is not asked for', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  cache.want(about, ['a']);
  cache.want(about, ['b']);
  cache.want(about, ['c']);
  asked[0]?.answer();
  await patiently(() => expect(asked.map(({jobs}) => jobs)).toEqual([['a'], ['c']]));
});

test('its revision changes only with the jobs that it is of', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  const before = cache.revision(about, ['a']);
  cache.want(about, ['a']);
  asked[0]?.answer();
  await patiently(() => expect(cache.revision(about, ['a'])).not.toBe(before));
  const after = cache.revision(about, ['a']);
  cache.want(about, ['b']);
  asked[1]?.answer();
  await patiently(() => expect(cache.of(about, 'b')).toBeDefined());
  expect(cache.revision(about, ['a'])).toBe(after);
});

test('what is near comes along, and a row more does not cost a question', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  const jobs = Array.from({length: 60}, (_, i) => `job-${i}`);
  cache.want(about, jobs.slice(0, 10), jobs.slice(0, 30));
  expect(asked[0]?.jobs).toHaveLength(30);
  asked[0]?.answer();
  await patiently(() => expect(cache.of(about, 'job-29')).toBeDefined());
  cache.want(about, jobs.slice(1, 11), jobs.slice(0, 31));
  expect(asked).toHaveLength(1);
  cache.want(about, jobs.slice(10, 20), jobs.slice(0, 40));
  expect(asked[1]?.jobs).toEqual(jobs.slice(30, 40));
});

test('when the facts change the old stays until the new is there', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  cache.subscribe(() => {});
  cache.want(about, ['a']);
  asked[0]?.answer();
  await patiently(() => expect(cache.of(about, 'a')).toBeDefined());
  cache.invalidate();
  expect(asked).toHaveLength(2);
  expect(cache.of(about, 'a')).toBeDefined();
});

test('a question that fails is not repeated before the facts change', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  cache.subscribe(() => {});
  cache.want(about, ['a']);
  asked[0]?.fail();
  cache.want(about, ['a', 'b']);
  await patiently(() => expect(asked.map(({jobs}) => jobs)).toEqual([['a'], ['b']]));
});

test('what is no longer on the screen is forgotten in the end', async () => {
  const {asked, backend} = hold();
  const cache = createTrendsCache(backend);
  for (let i = 0; i < 50; i++) {
    cache.want(
      about,
      Array.from({length: 50}, (_, j) => `job-${i}-${j}`),
    );
    asked[i]?.answer();
    await patiently(() => expect(cache.of(about, `job-${i}-0`)).toBeDefined());
  }
  expect(cache.of(about, 'job-0-0')).toBeUndefined();
  expect(cache.of(about, 'job-49-49')).toBeDefined();
});
