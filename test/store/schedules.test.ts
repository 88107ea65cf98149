import {describe, expect, test} from 'vitest';
import type {ScheduleObservation} from '../../source/domain/schedule.ts';
import {DAY_MS} from '../../source/domain/time.ts';
import {at, collection, createStore} from './place.ts';

const cron: ScheduleObservation = {
  job: 'backup',
  isActive: true,
  definition: '0 2 * * * backup',
  timing: {kind: 'cron', expression: '0 2 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
};
const timer = (...dueAt: number[]): ScheduleObservation => ({
  job: 'logrotate.service',
  isActive: true,
  definition: 'logrotate.timer',
  timing: {kind: 'instants', dueAt},
});
const seen = (schedules: ScheduleObservation[], minutes: number, changes = {}) =>
  collection({schedules}, {startedAt: at(minutes) - 1000, retiresSchedules: true, ...changes});

describe('a revealed schedule', () => {
  test('is in force from the collection that first saw it until a complete one no longer does', async () => {
    const store = await createStore();
    await store.recordCollection(seen([cron], 10));
    await store.recordCollection(seen([cron], 20));
    await store.recordCollection(seen([], 30, {outcome: 'partial'}));
    await store.recordCollection(seen([], 35, {outcome: 'timeout'}));
    const inForce = {...cron, environment: 'prod-ldn', source: 'control-m', knownSince: at(10)};
    expect(await store.readSchedules({environment: 'prod-ldn'})).toEqual([inForce]);
    await store.recordCollection(seen([], 40, {outcome: 'empty'}));
    expect(await store.readSchedules({})).toEqual([{...inForce, goneSince: at(40)}]);
  });

  test('ends only for sources whose list is complete', async () => {
    const store = await createStore();
    await store.recordCollection(seen([cron], 10));
    await store.recordCollection(seen([], 20, {retiresSchedules: false}));
    await store.recordCollection(seen([], 30, {source: 'other'}));
    expect((await store.readSchedules({}))[0]?.goneSince).toBeUndefined();
  });

  test('that is switched off ends, and goes on as one that is not active', async () => {
    const store = await createStore();
    await store.recordCollection(seen([cron], 10));
    await store.recordCollection(seen([{...cron, isActive: false}], 20));
    expect(await store.readSchedules({})).toMatchObject([
      {isActive: true, knownSince: at(10), goneSince: at(20)},
      {isActive: false, knownSince: at(20)},
    ]);
  });

  test.each([
    ['before', [{...cron, isActive: false}, cron]],
    ['after', [cron, {...cron, isActive: false}]],
  ])('stays in force, and one, when an equal one that is switched off stands %s it', async (_, both) => {
    const store = await createStore();
    for (const minutes of [10, 20, 30]) await store.recordCollection(seen(both, minutes));
    const inForce = {...cron, environment: 'prod-ldn', source: 'control-m', knownSince: at(10)};
    expect(await store.readSchedules({})).toEqual([inForce]);
  });

  test('that was first seen before the clock was set back is in force from when it was seen again', async () => {
    const store = await createStore();
    await store.recordCollection(seen([cron], 600));
    await store.recordCollection(seen([cron], 10));
    await store.recordCollection(seen([cron], 20));
    expect(await store.readSchedules({})).toMatchObject([{knownSince: at(10)}]);
  });

  test('by a calendar event is kept with what its timer may delay it', async () => {
    const store = await createStore();
    const timing = {kind: 'on-calendar', expression: 'daily', timezone: 'UTC', delayMs: 60_000} as const;
    await store.recordCollection(seen([{...cron, timing}], 10));
    expect((await store.readSchedules({}))[0]?.timing).toEqual(timing);
  });

  test('with another time of day is another schedule', async () => {
    const store = await createStore();
    const moved: ScheduleObservation = {
      ...cron,
      timing: {...cron.timing, kind: 'times', timesMs: [0], timezone: 'UTC', policy: 'systemd'},
    };
    await store.recordCollection(seen([cron], 10));
    await store.recordCollection(seen([moved], 20));
    const timings = (await store.readSchedules({})).map(({timing, goneSince}) => [timing.kind, goneSince]);
    expect(timings).toEqual([
      ['cron', at(20)],
      ['times', undefined],
    ]);
  });
});

describe('announced instants', () => {
  test('add up while a timer announces one after the other', async () => {
    const store = await createStore();
    await store.recordCollection(seen([timer(at(15))], 10));
    await store.recordCollection(seen([timer(at(15), at(25))], 20));
    await store.recordCollection(seen([timer(at(35))], 30));
    const [schedule, ...others] = await store.readSchedules({});
    expect(schedule?.timing).toEqual({kind: 'instants', dueAt: [at(15), at(25), at(35)]});
    expect(others).toEqual([]);
  });

  test('one that is announced no more before it has come is withdrawn', async () => {
    const store = await createStore();
    await store.recordCollection(seen([timer(at(60))], 10));
    await store.recordCollection(seen([timer(at(90))], 20));
    const dueAt = async (knownAt?: number) => (await store.readSchedules({knownAt}))[0]?.timing;
    expect(await dueAt()).toEqual({kind: 'instants', dueAt: [at(90)]});
    expect(await dueAt(at(15))).toEqual({kind: 'instants', dueAt: [at(60)]});
  });

  test('are forgotten after forty days', async () => {
    const store = await createStore();
    await store.recordCollection(seen([timer(at(15))], 10));
    const later = at(0) + 41 * DAY_MS;
    await store.recordCollection(collection({schedules: [timer(later)]}, {startedAt: later - 5000}));
    expect((await store.readSchedules({}))[0]?.timing).toEqual({kind: 'instants', dueAt: [later]});
  });

  test('of two timers of one job are all kept', async () => {
    const store = await createStore();
    await store.recordCollection(seen([timer(at(60)), timer(at(90))], 10));
    expect((await store.readSchedules({}))[0]?.timing).toEqual({kind: 'instants', dueAt: [at(60), at(90)]});
  });
});
