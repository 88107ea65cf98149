/**
 * What happens in an environment on a business day, from its first to its last second: decided by the seed alone, so
 * that every command that asks about the day tells the same story, whenever it asks.
 */
import {dayBounds} from '../domain/business-day.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {MINUTE_MS, SECOND_MS, toDayNumber} from '../domain/time.ts';
import type {Incident, SimulatedEnvironment, SimulatedJob} from './fleet-model.ts';
import {dueInDay} from './job-timing.ts';
import {createRandom} from './random.ts';

/** One time that a job starts. `exitCode` 0 is success. */
export type Attempt = {startedAt: EpochMs; endedAt: EpochMs; exitCode: number};

export type PlannedRun = {
  job: SimulatedJob;
  /** Place in the day's order: the base of job ids and process ids. */
  sequence: number;
  dueAt: EpochMs;
  /** Empty = it never starts. */
  attempts: Attempt[];
  /** Why it never starts, where somebody or something keeps it. */
  hold?: 'held' | 'stuck';
};

const FAILURE_RATE = 0.004;
/** A frequent job is simple and seldom fails. */
const FREQUENT_FAILURE_RATE = 0.0004;
const MISS_RATE = 0.0004;
/** Some days everything goes wrong more often: a full disk, a slow database. */
const BAD_DAY_RATE = 0.03;
const BAD_DAY_FACTOR = 12;
const MADE_GOOD_SHARE = 0.6;
const MISSED_RUNS = 3;
const EXIT_CODES = [1, 1, 1, 2, 8, 12, 124, 125] as const;

export function planDay(environment: SimulatedEnvironment, day: Day, seed: number): PlannedRun[] {
  const factor = createRandom(`${seed}/${environment.name}/${day}`)() < BAD_DAY_RATE ? BAD_DAY_FACTOR : 1;
  const lastStart = dayBounds(day, environment.clock).end - SECOND_MS;
  return environment.jobs
    .flatMap(job => dueInDay(job.timing, day, environment.clock).map(dueAt => ({job, dueAt})))
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({job, dueAt}, sequence) => {
      const context = {environment, day, seed, lastStart, failureFactor: factor, sequence};
      const usual = planUsual(job, dueAt, context);
      return day === environment.incidentDay ? planIncident(usual, context) : usual;
    });
}

type PlanContext = {
  environment: SimulatedEnvironment;
  day: Day;
  seed: number;
  /** No start lies later: most schedulers' output tells a run's business day by its start alone. */
  lastStart: EpochMs;
  failureFactor: number;
  sequence: number;
};

function planUsual(job: SimulatedJob, dueAt: EpochMs, context: PlanContext): PlannedRun {
  const {environment, day, seed, lastStart, sequence} = context;
  const random = createRandom(`${seed}/${environment.name}/${day}/${job.name}/${dueAt}`);
  const isFrequent = job.timing.kind === 'every';
  const failureRate = job.failureRate ?? (isFrequent ? FREQUENT_FAILURE_RATE : FAILURE_RATE);
  // The day of the incidents has those and no others: people and tests can count them.
  const isOrdinary = day !== environment.incidentDay;
  const isMissed = (random() < MISS_RATE && !isFrequent && isOrdinary) || isDown(environment, dueAt);
  const fails = random() < failureRate * context.failureFactor && isOrdinary;
  const startedAt = Math.min(dueAt + startDelayMs(environment, random()), lastStart);
  const durationMs = durationOf(job, toDayNumber(day) - toDayNumber(environment.incidentDay), random());
  const failed = {
    startedAt,
    endedAt: startedAt + share(durationMs, 0.1 + 0.8 * random()),
    exitCode: pick(EXIT_CODES, random()),
  };
  const rerunAt = failed.endedAt + share(30 * MINUTE_MS, 0.3 + random());
  const canRerun = !environment.formats.includes('cron') && !isFrequent && rerunAt < lastStart;
  const isMadeGood = random() < MADE_GOOD_SHARE && canRerun;
  const attempts = fails
    ? [failed, ...(isMadeGood ? [{startedAt: rerunAt, endedAt: rerunAt + durationMs, exitCode: 0}] : [])]
    : [{startedAt, endedAt: startedAt + durationMs, exitCode: 0}];
  return {job, sequence, dueAt, attempts: isMissed ? [] : attempts};
}

function isDown({downtime}: SimulatedEnvironment, dueAt: EpochMs): boolean {
  return downtime !== undefined && dueAt >= downtime.from && dueAt < downtime.to;
}

function planIncident(run: PlannedRun, {environment}: PlanContext): PlannedRun {
  const usual = run.attempts[0];
  const {incident} = run.job;
  if (!incident || !usual) return run;
  if (incident === 'missed-three') return isMissedOfMany(run, environment) ? {...run, attempts: []} : run;
  return {...run, ...INCIDENTS[incident](usual)};
}

const INCIDENTS: Record<
  Exclude<Incident, 'missed-three'>,
  (usual: Attempt) => Pick<PlannedRun, 'attempts' | 'hold'>
> = {
  missing: () => ({attempts: []}),
  held: () => ({attempts: [], hold: 'held'}),
  stuck: () => ({attempts: [], hold: 'stuck'}),
  failure: usual => ({attempts: [{...usual, exitCode: 125}]}),
  late: usual => ({attempts: [delay(usual, 55 * MINUTE_MS)]}),
  'too-fast': usual => ({attempts: [{...usual, endedAt: usual.startedAt + 2 * SECOND_MS, exitCode: 0}]}),
  overrun: usual => ({attempts: [{...usual, endedAt: Number.POSITIVE_INFINITY}]}),
  'made-good': usual => ({
    attempts: [
      {...usual, endedAt: usual.startedAt + 4 * MINUTE_MS, exitCode: 8},
      delay(usual, 35 * MINUTE_MS),
    ],
  }),
};

function delay({startedAt, endedAt, exitCode}: Attempt, byMs: number): Attempt {
  return {startedAt: startedAt + byMs, endedAt: endedAt + byMs, exitCode};
}

/** Whether a frequent job's run is one of the last three due ninety minutes or more before the demo began. */
function isMissedOfMany({job, dueAt}: PlannedRun, {demoStart}: SimulatedEnvironment): boolean {
  if (job.timing.kind !== 'every') return false;
  const last = demoStart - 90 * MINUTE_MS;
  return dueAt <= last && dueAt > last - MISSED_RUNS * job.timing.minutes * MINUTE_MS;
}

/** cron and systemd start a job within a second or two; a batch scheduler takes its time to find it a place. */
function startDelayMs({formats}: SimulatedEnvironment, random: number): number {
  const isImmediate = formats.includes('cron') || formats.includes('systemd');
  return isImmediate ? SECOND_MS : SECOND_MS * Math.floor(2 + 70 * random * random);
}

/** Usually within a fifth of the usual run time, now and then up to half as much again. */
function durationOf(job: SimulatedJob, daysAhead: number, random: number): number {
  const usualMs = job.minutes * MINUTE_MS * (1 + (job.dailyGrowth ?? 0)) ** daysAhead;
  return share(usualMs, 0.85 + 0.3 * random + (random > 0.97 ? 0.35 : 0));
}

function share(durationMs: number, part: number): number {
  return Math.max(SECOND_MS, Math.round((durationMs * part) / SECOND_MS) * SECOND_MS);
}

function pick<T>(values: readonly [T, ...T[]], random: number): T {
  return values[Math.floor(random * values.length)] ?? values[0];
}
