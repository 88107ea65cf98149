import {expect, test} from 'vitest';
import type {Outcome} from '../../source/domain/collection.ts';
import {addDays, DAY_MS} from '../../source/domain/time.ts';
import type {Store} from '../../source/store/store.ts';
import {at, collection, createStore, DAY} from './place.ts';

const ENV = 'prod-ldn';
const END = at(24 * 60);
const days = [{day: DAY, after: END}];

async function ask(store: Store, startedAt: number, outcome: Outcome = 'ok', source = 'cron'): Promise<void> {
  await store.recordCollection(collection({}, {source, adapter: source, startedAt, outcome}));
}

const read = async (store: Store, sources = ['cron'], knownAt?: number): Promise<boolean | undefined> =>
  (await store.readWholeDays({environment: ENV, sources, days, knownAt})).get(DAY);

test.each<[string, [startedAt: number, outcome: Outcome][], boolean | undefined]>([
  ['never asked for is absent', [], undefined],
  ['answered after its end is whole', [[END, 'ok']], true],
  ['on which nothing ran is whole', [[END, 'empty']], true],
  ['answered before its end only is not', [[END - 1, 'ok']], false],
  [
    'answered incompletely after its end is not',
    [
      [END - 1, 'ok'],
      [END + 1, 'partial'],
    ],
    false,
  ],
  [
    'that failed later stays whole',
    [
      [END, 'ok'],
      [END + 5, 'timeout'],
    ],
    true,
  ],
])('a day %s', async (_title, attempts, expected) => {
  const store = await createStore();
  for (const [startedAt, outcome] of attempts) await ask(store, startedAt, outcome);
  expect(await read(store)).toBe(expected);
});

test('a day is whole when every source that matters was asked after its end', async () => {
  const store = await createStore();
  await ask(store, END);
  await ask(store, END - 60_000, 'ok', 'crontab');
  expect(await read(store)).toBe(true);
  expect(await read(store, ['cron', 'crontab'])).toBe(false);
  expect(await read(store, ['cron', 'slurm'])).toBe(true);
});

test('as of an instant a day is whole by what had been answered by then', async () => {
  const store = await createStore();
  await ask(store, END);
  await ask(store, END + DAY_MS);
  expect(await read(store, ['cron'], END - 1)).toBe(false);
  expect(await read(store, ['cron'], END + 60_000)).toBe(true);
  expect(await read(store, ['cron'], END + 2 * DAY_MS)).toBe(true);
});

test('each day has its own end, and one of another environment is not looked at', async () => {
  const store = await createStore();
  await ask(store, END);
  const next = {day: addDays(DAY, 1), after: END + DAY_MS};
  expect(await store.readWholeDays({environment: ENV, sources: ['cron'], days: [...days, next]})).toEqual(
    new Map([[DAY, true]]),
  );
  expect((await store.readWholeDays({environment: 'elsewhere', sources: ['cron'], days})).size).toBe(0);
});
