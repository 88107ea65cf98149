import {describe, expect, test} from 'vitest';
import type {JobForecast} from '../../source/domain/forecast.ts';
import type {LearnedBasis} from '../../source/domain/learned.ts';
import {HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';
import {checkDatabase} from '../../source/store/maintenance.ts';
import {MIGRATIONS} from '../../source/store/migrations.ts';
import {openConnection} from '../../source/store/sqlite-store.ts';
import {at, collection, createPath, createStore, DAY, onEnd, run} from './place.ts';

const BEFORE = '2026-11-22';
const environment = 'prod-ldn';

async function storeWithRuns() {
  const store = await createStore();
  const runs = [
    run({job: 'A', runKey: '2', startedAt: at(120), endedAt: at(130)}),
    run({job: 'A', runKey: '1', startedAt: at(60), endedAt: at(61), status: 'failed'}),
    run({job: 'A', runKey: '0', businessDay: BEFORE, startedAt: at(-60), status: 'running'}),
    run({job: 'B', runKey: '3', status: 'waiting'}),
    run({job: 'C', runKey: '4', startedAt: at(5)}),
  ];
  await store.recordCollection(collection({runs}));
  await store.recordCollection(
    collection({runs: [run({job: 'X', startedAt: at(9)})]}, {environment: 'other'}),
  );
  return store;
}

describe('runs for learning', () => {
  test('are those that started, by job and day in order of start, of the jobs of a range of ids', async () => {
    const store = await storeWithRuns();
    const models = await store.readModels({environment});
    const [a, b, c] = models.map(({id}) => id);
    const range = {environment, from: BEFORE, to: DAY, firstJob: a ?? 0, lastJob: b ?? 0};
    expect([...(await store.readStartedRuns(range))]).toEqual([
      [
        a,
        [
          {day: BEFORE, runs: [{startedAt: at(-60), status: 'running'}]},
          {
            day: DAY,
            runs: [
              {startedAt: at(60), endedAt: at(61), status: 'failed'},
              {startedAt: at(120), endedAt: at(130), status: 'succeeded'},
            ],
          },
        ],
      ],
    ]);
    const all = await store.readStartedRuns({...range, lastJob: c ?? 0, from: DAY});
    expect([...all.keys()]).toEqual([a, c]);
  });
});

describe('models', () => {
  test('are kept a row a job, with the days that their environment has learned', async () => {
    const store = await storeWithRuns();
    const [first] = await store.readModels({environment, limit: 1});
    expect(first).toMatchObject({job: 'A', source: 'control-m', firstDay: BEFORE, lastDay: DAY});
    expect(first?.learned).toBeUndefined();
    const model = {id: first?.id ?? 0, version: 1, day: DAY, model: '{"a":1}'};
    const state = {version: 1, settings: 's', summary: '{}', days: [BEFORE, DAY]};
    await store.recordLearning({environment, models: [model], state});
    expect(await store.readModels({environment, job: 'A'})).toEqual([
      {...first, learned: {version: 1, day: DAY, model: '{"a":1}'}},
    ]);
    expect(await store.readLearnedState(environment)).toEqual(state);
    expect(await store.readLearnedState('other')).toBeUndefined();
    await store.recordLearning({environment, models: [], state: null});
    expect(await store.readLearnedState(environment)).toBeUndefined();
  });

  test('are gone through in pieces by their ids, and a share tells how many jobs an environment has', async () => {
    const store = await storeWithRuns();
    const first = await store.readModels({environment, limit: 2});
    const rest = await store.readModels({environment, limit: 2, after: first.at(-1)?.id});
    expect([first, rest].map(batch => batch.map(({job}) => job))).toEqual([['A', 'B'], ['C']]);
    expect(await store.readShareOfJobs(environment)).toBe(0.75);
  });

  test('of a job that was last seen before the retention go with the runs, the others stay', async () => {
    const store = await storeWithRuns();
    const models = (await store.readModels({environment})).map(({id}) => ({
      id,
      version: 1,
      day: DAY,
      model: '{}',
    }));
    await store.recordLearning({environment, models, forecasts: [{day: DAY, jobs: []}]});
    await store.prune({runsDays: 10}, '2026-12-02', false);
    expect((await store.readModels({environment})).filter(({learned}) => learned)).toHaveLength(3);
    expect((await store.readForecasts({environment, from: DAY, to: DAY})).size).toBe(1);
    await store.prune({runsDays: 10}, '2026-12-04', false);
    expect((await store.readModels({environment})).filter(({learned}) => learned)).toEqual([]);
    expect((await store.readForecasts({environment, from: DAY, to: DAY})).size).toBe(0);
  });
});

test('a forecast is read as it was written, to the second, by day and job', async () => {
  const store = await storeWithRuns();
  const basis: LearnedBasis = {dates: {kind: 'weekdays', weekdays: [1], isWorkedOnly: true}, ran: 50, of: 52};
  const sure = {confidence: 0.987, lateRisk: 0.003, falseAlarmRisk: 0.000123, runsAYear: 50, basis};
  const jobs: JobForecast[] = [
    {
      job: 'A',
      slots: [
        {dueAt: at(60), normallyBy: at(61), earliestAt: at(-30), deadlineAt: at(1500), index: 1, ...sure},
      ],
      duration: {usualMs: 41 * MINUTE_MS, shortMs: 1000, longMs: 2 * HOUR_MS, runs: 40},
    },
    {job: 'B', slots: [], stoppedSince: at(-9000)},
    {
      job: 'C',
      slots: [],
      rhythm: {everyMs: 300_000, limitMs: 900_000, fromAt: at(0), untilAt: at(1440), isAllDay: true, ...sure},
    },
  ];
  const unseen: JobForecast = {job: 'NEVER SEEN', slots: []};
  await store.recordLearning({environment, models: [], forecasts: [{day: DAY, jobs: [...jobs, unseen]}]});
  const read = await store.readForecasts({environment, from: BEFORE, to: DAY});
  expect([...read.keys()]).toEqual([DAY]);
  const forecast = read.get(DAY);
  const names = [...(forecast?.jobs() ?? [])];
  expect(names.map(job => forecast?.get(job))).toEqual(jobs);
  expect(names.map(job => forecast?.durationOf(job))).toEqual(jobs.map(({duration}) => duration));
  expect([...(forecast?.expectedJobs() ?? [])]).toEqual(['A', 'C']);
  expect([...(forecast?.stoppedJobs() ?? [])]).toEqual(['B']);
  expect([...(read.get(DAY)?.spans() ?? [])]).toEqual([
    {dueAt: at(60), earliestAt: at(-30), deadlineAt: at(1500)},
  ]);
  const isWanted = (job: string): boolean => job === 'C';
  const ofC = (await store.readForecasts({environment, from: DAY, to: DAY, isWanted})).get(DAY);
  expect([ofC?.size, ofC?.get('A'), ofC?.get('C')]).toEqual([1, undefined, jobs[2]]);
  expect([...(ofC?.spans() ?? [])]).toEqual([]);
  await store.recordLearning({environment, models: [], forecasts: [{day: DAY, jobs: []}]});
  expect((await store.readForecasts({environment, from: DAY, to: DAY})).get(DAY)?.size).toBe(0);
});

test('a forecast that is damaged is none', async () => {
  const path = createPath();
  const store = await createStore(path);
  await store.recordCollection(collection({runs: [run({job: 'A'})]}));
  await store.recordLearning({
    environment,
    models: [],
    forecasts: [{day: DAY, jobs: [{job: 'A', slots: []}]}],
  });
  const {db, close} = openConnection({path, mode: 'write'});
  onEnd(close);
  db.exec("UPDATE forecast SET jobs = x'00ff'");
  expect((await store.readForecasts({environment, from: DAY, to: DAY})).size).toBe(0);
});

test('a database of the version before has learned nothing, and can', async () => {
  const path = createPath();
  openConnection({path, mode: 'write'}, MIGRATIONS.slice(0, 3)).close();
  const store = await createStore(path);
  await store.recordCollection(collection({runs: [run({job: 'A'})]}));
  expect(await store.readModels({environment})).toHaveLength(1);
  expect(await store.readLearnedState(environment)).toBeUndefined();
  expect(await checkDatabase(path)).toMatchObject({problems: [], version: MIGRATIONS.length});
});
