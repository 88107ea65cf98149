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

const context: LearningContext = {clock: {zone: openZone('UTC'), dayStartMs: 0}, calendar};

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
  const kinds = FLEET.map(([name, share]) => ({count: Math.round(jobs * share), days: daysOf(name)}));
  const states: string[] = [];
  const scratchMs = timed(() => {
    for (const {count, days} of kinds)
      for (let job = 0; job < count; job++)
        states.push(JSON.stringify(learnDays(undefined, days.slice(0, -1), context)));
  });
  const lastDays = kinds.flatMap(({count, days}) => Array.from({length: count}, () => days.slice(-1)));
  let bytes = 0;
  const dayMs = timed(() => {
    for (const [job, state] of states.entries()) {
      const model = learnDays(JSON.parse(state) as JobModel, lastDays[job] ?? [], context);
      expectDay(model, addDays(LAST_DAY, 1), context);
      bytes += JSON.stringify(model).length;
    }
  });
  const count = kinds.reduce((total, kind) => total + kind.count, 0);
  const database = new Database(':memory:');
  const runs = fill(database, kinds);
  const scanMs = timed(() => database.prepare('select sum(started_at), count(distinct day) from run').get());
  const dayScanMs = timed(() => database.prepare('select sum(started_at) from run where day = 730').get());
  database.close();
  return {jobs: count, runs, scratchMs, dayMs, scanMs, dayScanMs, bytesAJob: bytes / count};
}

/** The number of rows. */
function fill(
  database: Database.Database,
  kinds: readonly {count: number; days: readonly LearningDay[]}[],
): number {
  database.exec('create table run (job integer, day integer, started_at integer)');
  const insert = database.prepare('insert into run values (?, ?, ?)');
  let rows = 0;
  const fillKind = database.transaction((count: number, days: readonly LearningDay[]) => {
    for (let job = 0; job < count; job++)
      for (const [day, {runs}] of days.entries())
        for (const {startedAt} of runs) rows += insert.run(job, day, startedAt).changes;
  });
  for (const {count, days} of kinds) fillKind(count, days);
  return rows;
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

/** Milliseconds of processor time: what else runs on the machine does not count. */
function timed(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1000;
}
