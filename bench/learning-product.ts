/**
 * What learning costs in the product, beside a plain SQL scan of the same rows: `npm run bench:learning:product [-- JOBS DAYS]`
 * (default 20,000 jobs, 730 days, one run a job and day). From scratch, for one more day, and a report with learned slots; in CPU time.
 */
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Environment} from '../source/domain/environment.ts';
import {emptyObservations} from '../source/domain/observations.ts';
import type {RunObservation} from '../source/domain/run.ts';
import {addDays, DAY_MS, MINUTE_MS, SECOND_MS, toDayNumber} from '../source/domain/time.ts';
import {openZone} from '../source/domain/zone.ts';
import {learnEnvironment} from '../source/report/learning/learn-environment.ts';
import {settleSettings} from '../source/report/learning/learn-settings.ts';
import type {LearningPlan} from '../source/report/learning/plan-learning.ts';
import {readReport} from '../source/report/read-report.ts';
import {openConnection, openStore} from '../source/store/sqlite-store.ts';
import type {Store} from '../source/store/store.ts';
import {median} from './statistics.ts';

const jobs = Number(process.argv[2] ?? 20_000);
const days = Number(process.argv[3] ?? 730);
const LAST = '2026-11-22';
const TODAY = addDays(LAST, 1);
const NAME = 'fleet';
const now = toDayNumber(TODAY) * DAY_MS + 700 * MINUTE_MS;

const environment: Environment = {
  name: NAME,
  title: NAME,
  labels: {},
  timezone: 'UTC',
  clock: {zone: openZone('UTC'), dayStartMs: 0},
  staleAfterMs: 10 * MINUTE_MS,
  calendars: new Map(),
  maintenance: [],
  expectations: [],
  isLearned: true,
  silence: [],
  sources: [
    {
      name: 'csv',
      adapter: 'csv',
      traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
    },
  ],
};

const folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-bench-'));
const file = path.join(folder, 'jobtrack.db');
const store = await openStore({path: file, mode: 'write'});
try {
  console.log(`${jobs} jobs, ${days} days, one run each`);
  for (let ago = days; ago > 0; ago--) await collectDay(store, addDays(TODAY, -ago));
  const size = statSync(file).size;
  const scanMs = median(
    Array.from({length: 3}, () => scan('SELECT count(*), sum(start), sum(duration) FROM run')),
  );
  print('a plain scan of all runs', scanMs, scanMs);
  print('learned from scratch', await learn('rebuild', days), scanMs);
  console.log(`  database ${mib(size)} of runs, ${mib(statSync(file).size)} with what was learned`);

  await collectDay(store, TODAY);
  const dayScanMs = median(
    Array.from({length: 9}, () =>
      scan(`SELECT count(*), sum(start) FROM run WHERE day = ${toDayNumber(TODAY)}`),
    ),
  );
  const reports: Record<string, number> = {};
  for (const isLearned of [true, false]) {
    const own = [{...environment, isLearned}];
    const times: number[] = [];
    let slots = 0;
    for (let round = 0; round < 7; round++) {
      const startedAt = cpuMs();
      slots = (await readReport(store, own, {now})).totals.expected;
      times.push(cpuMs() - startedAt);
    }
    reports[isLearned ? `a report with ${slots} learned slots` : 'the same report without'] = median(times);
  }
  print('a plain scan of a day', dayScanMs, dayScanMs);
  for (const [title, ms] of Object.entries(reports)) print(title, ms, dayScanMs);
  const modelsMs = median([await passModels(), await passModels(), await passModels()]);
  print('every model read, parsed, put into words', modelsMs, dayScanMs);
  const dayMs = await learn('update', 1);
  print('learned one more day', dayMs, dayScanMs);
  console.log(`  ${(dayMs / modelsMs).toFixed(1)} times what passing through the models costs by itself`);
} finally {
  await store.close();
  rmSync(folder, {recursive: true, force: true});
}

async function learn(mode: LearningPlan['mode'], count: number): Promise<number> {
  const state = mode === 'update' ? await store.readLearnedState(NAME) : undefined;
  const end = mode === 'update' ? TODAY : LAST;
  const observed = new Set(['csv']);
  const plan = {
    mode,
    days: Array.from({length: count}, (_, i) => ({day: addDays(end, i + 1 - count), observed})),
  };
  const settings = settleSettings({falseAlarmsPerDay: 'auto', minimumHistoryDays: 14}, environment, 1, jobs);
  const startedAt = cpuMs();
  await learnEnvironment({
    store,
    environment,
    state,
    plan,
    settings,
    now: now + (mode === 'update' ? DAY_MS : 0),
  });
  return cpuMs() - startedAt;
}

/** What learning a day cannot do without. */
async function passModels(): Promise<number> {
  const startedAt = cpuMs();
  let length = 0;
  for (const {learned} of await store.readModels({environment: NAME}))
    length += JSON.stringify(JSON.parse(learned?.model ?? 'null')).length;
  if (length === 0) throw new Error('nothing was learned');
  return cpuMs() - startedAt;
}

function scan(sql: string): number {
  const {db, close} = openConnection({path: file, mode: 'read'});
  const startedAt = cpuMs();
  db.prepare(sql).all();
  const ms = cpuMs() - startedAt;
  close();
  return ms;
}

/** A third of the jobs rests at weekends; one in a thousand runs is missing. */
async function collectDay(into: Store, day: string): Promise<void> {
  const number = toDayNumber(day);
  const isWeekend = [2, 3].includes(number % 7);
  const runs: RunObservation[] = [];
  for (let job = 0; job < jobs; job++) {
    const hash = mix(job * 100_003 + number);
    if ((isWeekend && job % 3 === 0) || hash % 1000 === 7) continue;
    const startedAt = number * DAY_MS + (job % 600) * MINUTE_MS + (hash % 300) * SECOND_MS;
    runs.push({
      job: `BATCH/JOB_${String(job).padStart(5, '0')}`,
      runKey: String(number * jobs + job),
      businessDay: day,
      status: 'succeeded',
      startedAt,
      endedAt: startedAt + (60 + (hash % 600)) * SECOND_MS,
    });
  }
  await into.recordCollection({
    environment: NAME,
    source: 'csv',
    adapter: 'csv',
    businessDay: day,
    startedAt: (number + 1) * DAY_MS + 2 * 3_600_000,
    durationMs: 1000,
    outcome: 'ok',
    rejected: 0,
    bytes: 0,
    observations: {...emptyObservations(), runs},
    retiresSchedules: false,
  });
}

/** A number like a random one of 32 bits, so that no two jobs have the same history (Wellons' `lowbias32`). */
function mix(seed: number): number {
  let mixed = seed >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** CPU time of this process, so that what else the machine does is not counted. */
function cpuMs(): number {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
}

function print(title: string, ms: number, floor: number): void {
  console.log(
    `${title.padEnd(40)}${ms.toFixed(0).padStart(9)} ms${(ms / floor).toFixed(1).padStart(9)} x scan`,
  );
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
