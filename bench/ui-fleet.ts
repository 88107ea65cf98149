/**
 * What the bench of the screen looks at: one environment with 10,000 jobs and 90 days of history in the database, 200 small
 * ones to be collected beside it, and the rows of the large one as a file for programs that show files.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {RunObservation} from '../source/domain/run.ts';
import {
  addDays,
  DAY_MS,
  formatInstant,
  fromDayNumber,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  toDayNumber,
} from '../source/domain/time.ts';
import {transact} from '../source/store/connection.ts';
import {openConnection} from '../source/store/sqlite-store.ts';
import type {CollectionInput} from '../source/store/store.ts';
import {writeCollection} from '../source/store/write-collection.ts';
import {environmentOf, makeCollection} from './store-fleet.ts';

export const JOBS = 10_000;
export const DAYS = 90;
export const OTHERS = 200;
export const LARGE = environmentOf(0);

/** The day began so long ago, and its runs have all started by now, at whatever hour the bench is run. */
const ELAPSED_MS = 12 * HOUR_MS;
const LAST_START_MS = 10 * HOUR_MS;
/** Of so many jobs one has not run today. */
const MISSING_EVERY = 500;
const COLUMNS = [
  'job',
  'runKey',
  'status',
  'scheduledAt',
  'startedAt',
  'endedAt',
  'exitCode',
  'message',
] as const;

export type BenchFleet = {
  folder: string;
  config: string;
  /** The small environments alone. */
  smallConfig: string;
  /** Today's rows of the large environment, with a header. */
  rows: string;
  remove(): void;
};

export function createBenchFleet(now: number): BenchFleet {
  const folder = mkdtempSync(join(tmpdir(), 'jobtrack-bench-ui-'));
  const dayStart = Math.floor((now - ELAPSED_MS) / HOUR_MS) * HOUR_MS;
  const today = fromDayNumber(Math.floor(dayStart / DAY_MS));
  const dayStartMs = dayStart % DAY_MS;
  const connection = openConnection({path: join(folder, 'jobtrack.db'), mode: 'write'});
  for (let back = DAYS - 1; back >= 0; back--) {
    const day = addDays(today, -back);
    transact(connection, () => writeCollection(connection, makeDay(day, {dayStartMs, now})));
  }
  connection.db.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  const rows = join(folder, 'today.csv');
  writeFileSync(rows, formatRows(makeDay(today, {dayStartMs, now}).observations.runs));
  writeFileSync(join(folder, 'small.csv'), 'job,status\nNIGHTLY,succeeded\nHOURLY,succeeded\n');
  const config = join(folder, 'config.yaml');
  const smallConfig = join(folder, 'small.yaml');
  writeFileSync(config, formatConfig(folder, formatLarge(folder, dayStartMs)), {mode: 0o600});
  writeFileSync(smallConfig, formatConfig(folder, ''), {mode: 0o600});
  return {folder, config, smallConfig, rows, remove: () => rmSync(folder, {recursive: true, force: true})};
}

function makeDay(day: string, {dayStartMs, now}: {dayStartMs: number; now: number}): CollectionInput {
  const collection = makeCollection(0, JOBS, day);
  const midnight = toDayNumber(day) * DAY_MS;
  // The fleet's runs are spread over the calendar day: into the first hours of the business day instead.
  const move = (instant: number): number =>
    Math.floor(((instant - midnight) * LAST_START_MS) / DAY_MS / SECOND_MS) * SECOND_MS +
    midnight +
    dayStartMs;
  const isToday = midnight + dayStartMs + DAY_MS > now;
  const runs = collection.observations.runs
    .filter((_, job) => !isToday || job % MISSING_EVERY !== 0)
    .map(run => moveRun(run, move));
  return {
    ...collection,
    startedAt: Math.min(collection.startedAt + dayStartMs, now - MINUTE_MS),
    observations: {...collection.observations, runs},
  };
}

function moveRun(run: RunObservation, move: (instant: number) => number): RunObservation {
  const {scheduledAt, startedAt, endedAt} = run;
  if (startedAt === undefined || endedAt === undefined) return run;
  return {
    ...run,
    ...(scheduledAt !== undefined && {scheduledAt: move(scheduledAt)}),
    startedAt: move(startedAt),
    endedAt: move(startedAt) + (endedAt - startedAt),
  };
}

function formatRows(runs: readonly RunObservation[]): string {
  const write = (value: string | number | undefined, column: string): string =>
    typeof value === 'number' && column.endsWith('At') ? formatInstant(value) : String(value ?? '');
  const lines = runs.map(run => COLUMNS.map(column => write(run[column], column)).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

function formatLarge(folder: string, dayStartMs: number): string {
  const hour = dayStartMs / HOUR_MS;
  return `
  ${LARGE}:
    dayStart: "${String(hour).padStart(2, '0')}:00"
    sources: [{adapter: csv, name: scheduler, command: [cat, ${folder}/today.csv]}]
    expect: [{job: "BATCH/*", schedule: "0 ${hour} * * *", grace: 11h}]`;
}

/** The small ones take a second each, so that they are still being collected while keys are pressed. */
function formatConfig(folder: string, large: string): string {
  const source = `{adapter: csv, command: {shell: "sleep 1; cat ${folder}/small.csv"}}`;
  const others = Array.from(
    {length: OTHERS},
    (_, index) => `\n  small-${String(index).padStart(3, '0')}: {sources: [${source}]}`,
  );
  return `database: ${folder}/jobtrack.db
timezone: UTC
refresh: 1d
environments:${large}${others.join('')}
`;
}
