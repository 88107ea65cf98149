import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import type {Format, SimulatedEnvironment} from '../../source/demo/fleet-model.ts';
import {FORMAT_SOURCES} from '../../source/demo/format-sources.ts';
import {printGarbage} from '../../source/demo/print-garbage.ts';
import {printers} from '../../source/demo/printers.ts';
import {resolveEnvironment, resolveFleet} from '../../source/demo/resolve-fleet.ts';
import type {SimulatedRun} from '../../source/demo/simulate-day.ts';
import {simulateDay} from '../../source/demo/simulate-day.ts';
import type {Observations} from '../../source/domain/observations.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import {addDays, type Day} from '../../source/domain/time.ts';

const SEED = 7;
// The days of the changes to and from summer time, with America's the day before the demo begins.
const STARTS = [
  '2026-11-01T23:55:00Z',
  '2026-11-18T12:00:00Z',
  '2026-03-29T00:05:00Z',
  '2026-10-25T06:40:00Z',
  '2027-01-01T23:55:00Z',
];

/** What the real adapter, told what the configuration tells it, makes of an output. */
function read(format: Format, text: string, environment: SimulatedEnvironment, day: Day): Observations {
  const {adapter: name, options = {}} = FORMAT_SOURCES[format];
  const adapter = adapters.get(name);
  if (!adapter) throw new Error(`there is no adapter ${name}`);
  const context = {
    day,
    clock: environment.clock,
    collectedAt: environment.demoStart,
    options: adapter.options(z).parse(options),
  };
  return parseOutput(adapter, text, context);
}

function answer(format: Format, environment: SimulatedEnvironment, day: Day): Observations {
  const text = printers[format]({environment, day, seed: SEED, now: environment.demoStart});
  return read(format, text, environment, day);
}

const SOURCES = STARTS.flatMap(start =>
  resolveFleet(Date.parse(start)).flatMap(environment =>
    environment.formats.map(format => ({start, environment, format, name: environment.name})),
  ),
);

/** What a format can tell of a run, in the order of job and start. Of a run's reruns Control-M tells the last alone. */
function factsOf(
  runs: readonly {job: string; state: string; startedAt?: number; endedAt?: number}[],
): unknown[] {
  return runs
    .map(({job, state, startedAt = 0, endedAt = 0}) => `${job} ${state} ${startedAt} ${endedAt}`)
    .sort();
}
const simulatedFacts = (runs: SimulatedRun[]) => factsOf(runs.map(run => ({...run, job: run.job.name})));
const observedFacts = (runs: RunObservation[]) => factsOf(runs.map(run => ({...run, state: run.status})));

describe.each(SOURCES)('$format of $name, the demo begun at $start', ({environment, format}) => {
  test.each([0, 1, 2, 8])('is read without a rejected line (%i days ago)', ago => {
    const observations = answer(format, environment, addDays(environment.incidentDay, -ago));
    expect(observations.rejected).toEqual([]);
    expect(observations.partialReason).toBeUndefined();
    const {runs, counts, schedules} = observations;
    expect(runs.length + counts.length + schedules.length).toBeGreaterThan(0);
  });

  test('tells of no moment after now, and of no other business day', () => {
    const {runs} = answer(format, environment, environment.incidentDay);
    expect(
      runs.filter(({startedAt = 0, endedAt = 0}) => Math.max(startedAt, endedAt) > environment.demoStart),
    ).toEqual([]);
    expect(
      new Set(runs.map(({businessDay}) => businessDay)).difference(new Set([environment.incidentDay])),
    ).toEqual(new Set());
  });
});

test.each(SOURCES.filter(({format}) => ['cron', 'systemd', 'slurm', 'csv', 'tsv'].includes(format)))(
  '$format of $name says exactly what the simulation did, the demo begun at $start',
  ({environment, format}) => {
    for (const day of [0, 1, 2].map(ago => addDays(environment.incidentDay, -ago))) {
      const simulated = simulateDay({environment, day, seed: SEED, now: environment.demoStart});
      expect(observedFacts(answer(format, environment, day).runs)).toEqual(
        simulatedFacts(simulated.filter(run => 'startedAt' in run)),
      );
    }
  },
);

describe('Control-M’s plan', () => {
  const environment = resolveEnvironment('prod-ldn', Date.parse('2026-11-18T12:00:00Z'));
  const today = () => answer('control-m', environment, environment.incidentDay).runs;

  test.each([
    ['LEDGER/ACCRUALS_POST', 'held'],
    ['RISK/STRESS_TEST', 'waiting'],
    ['SETTLE/SWIFT_MT548', 'failed'],
    ['ARCHIVE/TRADES', 'waiting'],
    ['FEEDS/REUTERS', 'succeeded'],
  ])('shows %s as %s', (job, status) => {
    expect(
      today()
        .filter(run => run.job === job)
        .map(run => run.status),
    ).toEqual([status]);
  });

  test('has every job of the day once, with the time at which it is due', () => {
    const simulated = simulateDay({
      environment,
      day: environment.incidentDay,
      seed: SEED,
      now: environment.demoStart,
    });
    const due = (runs: {job: string; at: number | undefined}[]) =>
      runs.map(({job, at}) => `${job} ${at}`).sort();
    expect(due(today().map(({job, scheduledAt}) => ({job, at: scheduledAt})))).toEqual(
      due(simulated.map(({job, dueAt}) => ({job: job.name, at: dueAt}))),
    );
  });

  test('loses at New Day what never ran', () => {
    const past = answer(
      'control-m',
      {...environment, demoStart: environment.demoStart + 2 * 86_400_000},
      environment.incidentDay,
    );
    expect(past.runs.some(({job}) => job === 'LEDGER/ACCRUALS_POST')).toBe(false);
  });
});

test('the crontab’s jobs have the names that cron logs', () => {
  const environment = resolveEnvironment('uat-ldn', Date.parse('2026-11-18T12:00:00Z'));
  const yesterday = addDays(environment.incidentDay, -1);
  const logged = new Set(answer('cron', environment, yesterday).runs.map(({job}) => job));
  const scheduled = new Set(answer('crontab', environment, yesterday).schedules.map(({job}) => job));
  expect(scheduled).toEqual(logged);
});

test('the timers start the units that the journal tells of', () => {
  const environment = resolveEnvironment('batch-fra', Date.parse('2026-11-18T12:00:00Z'));
  const logged = answer('systemd', environment, addDays(environment.incidentDay, -1)).runs.map(
    ({job}) => job,
  );
  const {schedules} = answer('list-timers', environment, environment.incidentDay);
  expect(new Set(schedules.map(({job}) => job))).toEqual(new Set(logged));
  const next = schedules.flatMap(({timing}) => (timing.kind === 'instants' ? timing.dueAt : []));
  expect(next).toHaveLength(schedules.length);
  expect(Math.min(...next)).toBeGreaterThan(environment.demoStart);
});

test('the loads are told by status', () => {
  const environment = resolveEnvironment('dwh', Date.parse('2026-11-18T12:00:00Z'));
  const {counts} = answer('count', environment, addDays(environment.incidentDay, -1));
  expect(new Set(counts.map(({status}) => status))).toEqual(new Set(['succeeded', 'failed']));
});

test('the error page is read as nothing at all', () => {
  const environment = resolveEnvironment('legacy', Date.parse('2026-11-18T12:00:00Z'));
  const day = environment.incidentDay;
  const view = {environment, day, seed: SEED, now: environment.demoStart};
  const {runs, counts, rejectedCount} = read('tsv', printGarbage(view), environment, day);
  expect([...runs, ...counts]).toEqual([]);
  expect(rejectedCount).toBeGreaterThan(0);
});
