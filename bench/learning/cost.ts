/**
 * What learning costs: jobs x two years from scratch, and one more day of all of them (read the state, learn, expect the day
 * after, write the state), beside SQLite's scan of the same rows.
 */
import Database from 'better-sqlite3';
import {expectDay, learnDays} from '../../source/analysis/learning/learner.ts';
import type {JobModel, LearningContext, LearningDay} from '../../source/domain/learned.ts';
import {addDays} from '../../source/domain/time.ts';
import {localMs, openZone} from '../../source/domain/zone.ts';
import type {Archetype} from './archetypes.ts';
import {ARCHETYPES, calendar, FIRST_DAY, LAST_DAY} from './archetypes.ts';

/** How a fleet is made up: mostly jobs with one run a day. Names of archetypes with their share. */
const FLEET: readonly [name: string, share: number][] = [
  ['daily', 0.35],
  ['weekdays', 0.15],
  ['business days', 0.2],
  ['Sundays', 0.1],
  ['day 1', 0.1],
  ['twice on weekdays', 0.06],
  ['every 6 hours', 0.03],
  ['hourly on weekdays', 0.01],
];

export type Cost = {
  jobs: number;
  runs: number;
  scratchMs: number;
  dayMs: number;
  scanMs: number;
  dayScanMs: number;
  bytesAJob: number;
};

export function measureCost(jobs: number): Cost {
  const context: LearningContext = {clock: {zone: openZone('UTC'), dayStartMs: 0}, calendar};
  const kinds = FLEET.map(([name, share]) => ({count: Math.round(jobs * share), days: daysOf(name)}));
  const database = new Database(':memory:');
  database.exec('create table run (job integer, day integer, started_at integer)');
  const insert = database.prepare('insert into run values (?, ?, ?)');
  let scratchMs = 0;
  let dayMs = 0;
  let runs = 0;
  let bytes = 0;
  let count = 0;
  for (const {count: own, days} of kinds) {
    const before = days.slice(0, -1);
    const last = days.slice(-1);
    for (let job = 0; job < own; job++) {
      const startedAt = performance.now();
      const state = JSON.stringify(learnDays(undefined, before, context));
      const learnedAt = performance.now();
      const next = learnDays(JSON.parse(state) as JobModel, last, context);
      expectDay(next, addDays(LAST_DAY, 1), context);
      bytes += JSON.stringify(next).length;
      dayMs += performance.now() - learnedAt;
      scratchMs += learnedAt - startedAt;
      count++;
    }
    database.transaction(() => {
      for (let job = 0; job < own; job++)
        for (const [day, {runs: ofDay}] of days.entries())
          for (const run of ofDay) {
            insert.run(job, day, run.startedAt);
            runs++;
          }
    })();
  }
  const scanMs = timed(() => database.prepare('select sum(started_at), count(distinct day) from run').get());
  const dayScanMs = timed(() => database.prepare('select sum(started_at) from run where day = 730').get());
  database.close();
  return {jobs: count, runs, scratchMs, dayMs, scanMs, dayScanMs, bytesAJob: bytes / count};
}

function daysOf(name: string): LearningDay[] {
  const archetype: Archetype | undefined = ARCHETYPES.find(each => each.name === name);
  const days: LearningDay[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY; day = addDays(day, 1)) {
    const times = archetype?.timesOn(day, 0) ?? [];
    const runs = times.map(minutes => {
      const startedAt = localMs(day, (minutes + (days.length % 7)) * 60_000);
      return {startedAt, endedAt: startedAt + 300_000, status: 'succeeded' as const};
    });
    days.push({day, isObserved: true, runs});
  }
  return days;
}

function timed(act: () => unknown): number {
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}
