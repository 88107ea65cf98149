import {expect, test, vi} from 'vitest';
import type {Backend} from '../../../source/ui/backend.ts';
import {createQueryCache} from '../../../source/ui/data/query-cache.ts';
import {patiently} from '../../patiently.ts';

type Asked = {name: string; params: object; answer: (data: unknown) => void; fail: (error: Error) => void};

/** A backend that answers when it is told to. */
function hold(): {asked: Asked[]; backend: Pick<Backend, 'ask'>} {
  const asked: Asked[] = [];
  const ask = (name: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => asked.push({name, params, answer: resolve, fail: reject}));
  return {asked, backend: {ask: ask as Backend['ask']}};
}

const jobs = {environment: 'prod'};

test('a question is asked once for all who look', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  cache.observe('jobs', jobs, () => {});
  cache.observe('jobs', {...jobs}, () => {});
  expect(asked).toHaveLength(1);
  expect(cache.read('jobs', jobs)).toEqual({isLoading: true});
});

test('the answer is told and kept', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  const told = vi.fn();
  cache.observe('jobs', jobs, told);
  asked[0]?.answer('rows');
  await patiently(() => expect(cache.read('jobs', jobs)).toEqual({data: 'rows', isLoading: false}));
  expect(told).toHaveBeenCalled();
  cache.observe('jobs', jobs, () => {});
  expect(asked).toHaveLength(1);
});

test('an error keeps the old answer beside it, and goes with the next answer', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  cache.observe('jobs', jobs, () => {});
  asked[0]?.answer('old');
  await patiently(() => expect(cache.read('jobs', jobs).data).toBe('old'));
  cache.invalidate();
  expect(cache.read('jobs', jobs)).toEqual({data: 'old', isLoading: true});
  asked[1]?.fail(new Error('the database is locked'));
  await patiently(() =>
    expect(cache.read('jobs', jobs)).toEqual({
      data: 'old',
      error: 'the database is locked',
      isLoading: false,
    }),
  );
  cache.invalidate();
  asked[2]?.answer('new');
  await patiently(() => expect(cache.read('jobs', jobs)).toEqual({data: 'new', isLoading: false}));
});

test('facts that change while the answer is on its way are asked for once more', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  cache.observe('jobs', jobs, () => {});
  cache.invalidate();
  cache.invalidate();
  expect(asked).toHaveLength(1);
  asked[0]?.answer('first');
  await patiently(() => expect(asked).toHaveLength(2));
  expect(cache.read('jobs', jobs)).toEqual({data: 'first', isLoading: true});
  asked[1]?.answer('second');
  await patiently(() => expect(cache.read('jobs', jobs)).toEqual({data: 'second', isLoading: false}));
  expect(asked).toHaveLength(2);
});

test('what nobody looks at is not asked again before somebody does', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  const leave = cache.observe('jobs', jobs, () => {});
  asked[0]?.answer('rows');
  await patiently(() => expect(cache.read('jobs', jobs).data).toBe('rows'));
  leave();
  cache.invalidate();
  expect(asked).toHaveLength(1);
  cache.observe('jobs', jobs, () => {});
  expect(asked).toHaveLength(2);
  expect(cache.read('jobs', jobs).data).toBe('rows');
});

test('an answer that came by itself needs no question', () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  const counts = {rows: [], checks: []} as never;
  cache.put('counts', jobs, counts);
  cache.observe('counts', jobs, () => {});
  expect(asked).toHaveLength(0);
  expect(cache.read('counts', jobs)).toEqual({data: counts, isLoading: false});
});

test('what is only remembered is shown until the answer has come, and beside an error', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  cache.put('jobs', jobs, 'old rows' as never, {isRemembered: true});
  cache.observe('jobs', jobs, () => {});
  expect(asked).toHaveLength(1);
  expect(cache.read('jobs', jobs)).toEqual({data: 'old rows', isLoading: true, isRemembered: true});
  asked[0]?.fail(new Error('locked'));
  const failed = {data: 'old rows', error: 'locked', isLoading: false, isRemembered: true};
  await patiently(() => expect(cache.read('jobs', jobs)).toEqual(failed));
  cache.invalidate();
  asked[1]?.answer('rows');
  await patiently(() => expect(cache.read('jobs', jobs)).toEqual({data: 'rows', isLoading: false}));
});

test('only so many answers are kept that nobody looks at', async () => {
  const {asked, backend} = hold();
  const cache = createQueryCache(backend);
  for (let i = 0; i < 40; i++) {
    const leave = cache.observe('jobs', {environment: `env-${i}`}, () => {});
    asked[i]?.answer(`rows ${i}`);
    await patiently(() => expect(cache.read('jobs', {environment: `env-${i}`}).data).toBe(`rows ${i}`));
    leave();
  }
  expect(cache.read('jobs', {environment: 'env-0'}).data).toBeUndefined();
  expect(cache.read('jobs', {environment: 'env-39'}).data).toBe('rows 39');
});
