import {beforeEach, describe, expect, test} from 'vitest';
import type {LearningRun} from '../../../source/domain/learned.ts';
import {addDays} from '../../../source/domain/time.ts';
import {openSight} from '../../../source/report/learning/latest-run-sight.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, traits} from '../../analysis/facts.ts';
import {collection, createStore} from '../../store/place.ts';

const MINUTE = 60_000;
const runsAt = (...times: string[]): LearningRun[] =>
  times.map(time => ({startedAt: at(time), status: 'succeeded'}));

describe('for learning', () => {
  let store: Store;
  beforeEach(async () => {
    store = await createStore();
  });
  const present = {...traits, hasHistory: false, isLatestOnly: true} as const;
  const own = environment({
    staleAfterMs: 10 * MINUTE,
    sources: [
      {name: 'autosys', adapter: 'autosys', traits: present},
      {name: 'cron', adapter: 'cron', traits},
    ],
  });
  const plan = {mode: 'update', days: [{day: DAY, observed: new Set(['autosys', 'cron'])}]} as const;
  const collect = async (startedAt: number, businessDay = DAY, outcome: 'ok' | 'partial' = 'ok') => {
    const changes = {
      environment: 'prod',
      source: 'autosys',
      adapter: 'autosys',
      startedAt,
      businessDay,
      outcome,
    };
    await store.recordCollection(collection({}, changes));
  };

  test.each<[string, string, string[], boolean]>([
    ['a day of a source that tells latest runs only', 'autosys', ['02:00'], false],
    ['a day without runs of it', 'autosys', [], true],
    ['a day of a source that tells all', 'cron', ['02:00'], true],
  ])('%s is known without an answer before its runs: %s %j %j', async (_, source, runs, expected) => {
    await collect(at('23:59'));
    const sight = await openSight(store, own, {...plan, days: [...plan.days]});
    expect(sight(source, DAY, runsAt(...runs))).toBe(expected);
  });

  test('the day before shows what there was until the first run; incomplete answers show nothing', async () => {
    await collect(at('23:57', addDays(DAY, -1)), addDays(DAY, -1));
    await collect(at('08:58'), DAY, 'partial');
    const sight = await openSight(store, own, {...plan, days: [...plan.days]});
    expect(sight('autosys', DAY, runsAt('00:05'))).toBe(true);
    expect(sight('autosys', DAY, runsAt('00:05', '09:00'))).toBe(false);
  });
});
