import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {encodeRunKey} from '../../source/store/run-key.ts';
import {observation} from './arbitraries.ts';
import {at, collection, createStore, DAY, MIDNIGHT, run} from './place.ts';

describe('a run', () => {
  test('comes out of the database as it went in, whatever it is', async () => {
    const store = await createStore();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(observation(), async observed => {
        const environment = `env-${number++}`;
        const {id} = await store.recordCollection(collection({runs: [observed]}, {environment}));
        const runs = await store.readDayRuns(environment, observed.businessDay);
        expect(runs.get(observed.job)).toStrictEqual([{...observed, seenIn: id}]);
      }),
      {numRuns: 400},
    );
  });

  test('keeps milliseconds where its source has them', async () => {
    const store = await createStore();
    const observed = run({startedAt: at(1) + 123, endedAt: at(2) + 456, scheduledAt: at(1) - 1});
    await store.recordCollection(collection({runs: [observed]}));
    expect((await store.readDayRuns('prod-ldn', DAY)).get('LOAD')).toMatchObject([observed]);
  });
});

describe('a run key', () => {
  test.each([
    ['a decimal number', '4711', 4711],
    ['an instant in whole seconds', '2026-11-23T00:00:00Z', -1 - 7 * 86_400],
    ['an order id', '0a1b2', '0a1b2'],
    ['thirty-two hex digits', 'ff'.repeat(16), Buffer.from(`01${'ff'.repeat(16)}`, 'hex')],
    [
      'a UUID',
      '0b9a7c3e-1d2f-4a5b-8c6d-7e8f90a1b2c3',
      Buffer.from('020b9a7c3e1d2f4a5b8c6d7e8f90a1b2c3', 'hex'),
    ],
    ['a number that is not canonical', '007', Buffer.from([0, 0x30, 0x30, 0x37])],
    ['what SQLite would take for a number', '1e5', Buffer.from([0, 0x31, 0x65, 0x35])],
    ['an instant far from its day', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['a date that does not exist', '2026-11-31T00:00:00Z', '2026-11-31T00:00:00Z'],
  ])('that is %s has its own form', (_, key, stored) => {
    expect(encodeRunKey(key, MIDNIGHT)).toEqual(stored);
  });
});
