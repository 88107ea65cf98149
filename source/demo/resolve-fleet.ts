/**
 * Puts the fleet into the day on which somebody starts the demo.
 *
 * The incidents must show at any hour, also at five past midnight, when an ordinary day has hardly begun. So two things
 * follow the hour of the start: the time of day at which each environment's business day begins, and the due times of the
 * jobs that something happens to. Configuration and simulator both derive them from the same instant; they never drift.
 */
import {businessDayOf, parseTimeOfDay} from '../domain/business-day.ts';
import {JobtrackError} from '../domain/errors.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {openZone} from '../domain/zone.ts';
import {FLEET} from './fleet.ts';
import type {FleetEnvironment, FleetSchedule, JobTiming, SimulatedEnvironment} from './fleet-model.ts';

/** A business day begins at one of the quarters of the day, the last one at least this long before the demo begins. */
const ELAPSED_MS = 9 * HOUR_MS;
const QUARTER_MS = 6 * HOUR_MS;

/** Due times derived from the start are rounded down to what a person would have written. */
const ROUNDING_MS = 5 * MINUTE_MS;

/** The environment of that name in a demo that began at `demoStart`. Throws for a name that is not of the fleet. */
export function resolveEnvironment(name: string, demoStart: EpochMs): SimulatedEnvironment {
  const environment = FLEET.find(candidate => candidate.name === name);
  if (!environment) {
    const names = FLEET.map(candidate => candidate.name).join(', ');
    throw new JobtrackError(`"${name}" is not an environment of the demo; it has ${names}`);
  }
  return resolve(environment, demoStart);
}

export function resolveFleet(demoStart: EpochMs): SimulatedEnvironment[] {
  return FLEET.map(environment => resolve(environment, demoStart));
}

function resolve({maintenance, ...environment}: FleetEnvironment, demoStart: EpochMs): SimulatedEnvironment {
  const zone = openZone(environment.timezone);
  const clock = {zone, dayStartMs: floorTo(timeOfDayBefore(zone, demoStart, ELAPSED_MS), QUARTER_MS)};
  const {loads} = environment;
  return {
    ...environment,
    clock,
    demoStart,
    incidentDay: businessDayOf(demoStart, clock),
    jobs: environment.jobs.map(({schedule, ...job}) => ({
      ...job,
      timing: resolveSchedule(schedule, zone, demoStart),
    })),
    ...(maintenance && {downtime: placeDowntime(maintenance, demoStart)}),
    ...(loads && {loadsDueMs: dueTimeBefore(zone, demoStart, loads.dueMinutesBeforeStart)}),
  };
}

function placeDowntime(
  {minutesBeforeStart, minutes, reason}: NonNullable<FleetEnvironment['maintenance']>,
  demoStart: EpochMs,
): NonNullable<SimulatedEnvironment['downtime']> {
  const from = floorTo(demoStart - minutesBeforeStart * MINUTE_MS, ROUNDING_MS);
  return {from, to: from + minutes * MINUTE_MS, reason};
}

function resolveSchedule(schedule: FleetSchedule, zone: Zone, demoStart: EpochMs): JobTiming {
  if ('everyMinutes' in schedule) return {kind: 'every', minutes: schedule.everyMinutes};
  if ('minutesBeforeStart' in schedule) {
    return {
      kind: 'daily',
      timeOfDayMs: dueTimeBefore(zone, demoStart, schedule.minutesBeforeStart),
      days: 'all',
    };
  }
  const timeOfDayMs = parseTimeOfDay(schedule.at);
  if (timeOfDayMs === undefined) throw new RangeError(`"${schedule.at}" is not a time of day`);
  return {kind: 'daily', timeOfDayMs, days: schedule.days ?? 'all'};
}

function dueTimeBefore(zone: Zone, demoStart: EpochMs, minutes: number): number {
  return floorTo(timeOfDayBefore(zone, demoStart, minutes * MINUTE_MS), ROUNDING_MS);
}

function timeOfDayBefore(zone: Zone, instant: EpochMs, beforeMs: number): number {
  return zone.toLocal(instant - beforeMs) % DAY_MS;
}

function floorTo(value: number, step: number): number {
  return value - (value % step);
}
