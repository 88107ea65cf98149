/** What an adapter says that it can tell is what it makes of its captured outputs. */
import {expect, test} from 'vitest';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import type {Telling} from '../../source/domain/adapter.ts';
import {TELLINGS} from '../../source/domain/adapter.ts';
import type {Observations} from '../../source/domain/observations.ts';
import {readFixtureCases} from './fixture-cases.ts';

const SHOWN: Record<Telling, (observations: Observations) => boolean> = {
  counts: ({counts}) => counts.length > 0,
  holds: ({runs}) => runs.some(({status}) => status === 'held'),
  reruns: ({runs}) => new Set(runs.map(({job, businessDay}) => `${businessDay} ${job}`)).size < runs.length,
  'exit-codes': ({runs}) => runs.some(({exitCode}) => exitCode !== undefined),
};

const cases = readFixtureCases();

test.each([...adapters.values()])('$name tells what it says', adapter => {
  const {name, tells, traits} = adapter;
  const seen = cases
    .filter(fixture => fixture.adapter.name === name)
    .map(({output, context}) => parseOutput(adapter, output, context));
  const shown = TELLINGS.filter(telling => seen.some(SHOWN[telling]));
  expect(tells.filter(telling => !shown.includes(telling))).toEqual([]);
  // Two runs of a job that is told of by its latest run alone come from an output that repeats itself.
  expect(shown.filter(telling => telling !== 'reruns' && !tells.includes(telling))).toEqual([]);
  expect(seen.some(({runs}) => runs.length > 0)).toBe(traits.hasRuns);
  expect(seen.some(({schedules}) => schedules.length > 0)).toBe(traits.hasSchedules || name === 'cron');
});
