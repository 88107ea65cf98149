/** Which sources are to be collected now, for which business days. Pure. */
import type {Config, EnvironmentConfig, SourceConfig} from '../config/config.ts';
import type {DayClock} from '../domain/business-day.ts';
import {businessDayOf, dayBounds} from '../domain/business-day.ts';
import type {Collection} from '../domain/collection.ts';
import {settleTime} from '../domain/day-edges.ts';
import type {SourceEvidence} from '../domain/facts.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import {openZone} from '../domain/zone.ts';
import type {CollectionTask, TaskKey} from './collection-task.ts';
import {identifyTask} from './collection-task.ts';
import type {Pace} from './pace.ts';
import {firstBeat, nextBeat, wantedSince} from './pace.ts';
import {buildCommand} from './remote-command.ts';

export type PlanOptions = {
  now: EpochMs;
  /** `due`: what is older than its refresh interval. `all`: every source, however fresh. */
  mode: 'due' | 'all';
  /** Names; absent = every environment. */
  environments?: readonly string[];
  /**
   * Backfill: exactly these business days, in this order, of the sources that can tell of the past. Days with a complete
   * collection that began after their end are left out, so that an interrupted backfill goes on where it stopped.
   */
  days?: readonly Day[];
  /** The platform that starts the commands (`process.platform`). */
  platform: NodeJS.Platform;
  /** With the mode `due`: on a grid of instants instead of an interval after the last attempt. */
  pace?: Pace;
  /** Sources and days to leave alone: they are being collected, or have just failed to be. */
  isBusy?(task: TaskKey): boolean;
};

type DueOptions = Pick<PlanOptions, 'now' | 'platform' | 'pace' | 'isBusy'>;

/**
 * `evidence` must cover the days in question: each environment's present business day and the one before, or `days`.
 * Throws a ConfigError when a command cannot be built.
 */
export function planCollection(
  config: Config,
  evidence: readonly SourceEvidence[],
  options: PlanOptions,
): CollectionTask[] {
  const known = new Map(evidence.map(entry => [identifyTask(entry), entry]));
  const candidates = config.environments
    .filter(({name}) => options.environments?.includes(name) ?? true)
    .flatMap(environment => listCandidates(environment, known, options));
  const chosen = options.days
    ? options.days.flatMap(day =>
        candidates.filter(candidate => candidate.day === day && isUnfilled(candidate)),
      )
    : candidates.filter(candidate => isWanted(candidate, options)).toSorted(byPresentDayFirst);
  return chosen.map(candidate => toTask(candidate, options));
}

/**
 * When `planCollection` with the mode `due` would first have something to do, if nothing is collected until then: at `now` or
 * later, at the latest when the next business day begins. Undefined without any source.
 */
export function nextDueAt(
  config: Config,
  evidence: readonly SourceEvidence[],
  options: DueOptions,
): EpochMs | undefined {
  const known = new Map(evidence.map(entry => [identifyTask(entry), entry]));
  const instants = config.environments.flatMap(environment =>
    listCandidates(environment, known, {...options, mode: 'due'}).flatMap(candidate => [
      dayBounds(candidate.today, candidate.clock).end,
      Math.max(dueAt(candidate, options), options.now),
    ]),
  );
  return instants.length === 0 ? undefined : instants.reduce((first, at) => Math.min(first, at));
}

/** Infinity for a past day that is settled for good. */
function dueAt(candidate: Candidate, options: DueOptions): EpochMs {
  const {now} = options;
  const {day, today} = candidate;
  const restedAt = restsUntil(candidate, options);
  if (day === today || !isSettled(candidate, now)) return restedAt;
  const settledAt = settlesAt(candidate);
  return isSettled(candidate, settledAt) ? Number.POSITIVE_INFINITY : Math.max(settledAt, restedAt);
}

type Candidate = {
  environment: EnvironmentConfig;
  source: SourceConfig;
  clock: DayClock;
  day: Day;
  today: Day;
  evidence?: SourceEvidence;
};

/** Every source with every day it could be asked for. */
function listCandidates(
  environment: EnvironmentConfig,
  known: ReadonlyMap<string, SourceEvidence>,
  {now, days, isBusy = () => false}: PlanOptions,
): Candidate[] {
  const clock = {zone: openZone(environment.timezone), dayStartMs: environment.dayStartMs};
  const today = businessDayOf(now, clock);
  const wanted = (days ?? [today, addDays(today, -1)]).filter(day => day <= today);
  return wanted.flatMap(day =>
    environment.sources
      .filter(source => day === today || source.traits.hasHistory)
      .flatMap(source => {
        const key = {environment: environment.name, source: source.name, businessDay: day};
        if (isBusy(key)) return [];
        return [{environment, source, clock, day, today, evidence: known.get(identifyTask(key))}];
      }),
  );
}

function byPresentDayFirst(left: Candidate, right: Candidate): number {
  return Number(left.day !== left.today) - Number(right.day !== right.today);
}

function isWanted(candidate: Candidate, options: PlanOptions): boolean {
  const {now, mode} = options;
  if (candidate.day !== candidate.today && isSettled(candidate, now)) return false;
  return mode === 'all' || restsUntil(candidate, options) <= now;
}

/**
 * A refresh interval after the last attempt, or its next instant on the grid. A failed attempt counts too: a broken source
 * is not hammered.
 */
function restsUntil(candidate: Candidate, {now, pace}: DueOptions): EpochMs {
  const {environment, source, clock, day} = candidate;
  const {refreshMs} = source;
  const attempt = lastAttempt(candidate, now);
  if (!pace) return attempt ? attempt.startedAt + refreshMs : now;
  const phase = pace.phaseOf(environment.name);
  return attempt
    ? nextBeat(attempt.startedAt, refreshMs, phase)
    : firstBeat(dayBounds(day, clock).start, refreshMs, phase);
}

/**
 * An attempt that a person stopped says nothing of the source. One that has yet to begin was dated by a clock that has been
 * set back since: it would keep the source waiting until then.
 */
function lastAttempt({evidence}: Candidate, now: EpochMs): Collection | undefined {
  const last = evidence?.latest.outcome === 'cancelled' ? evidence.latestAnswer : evidence?.latest;
  return last && last.startedAt <= now ? last : undefined;
}

/**
 * A past day is settled by a complete answer that began after its end, and once more after its last runs had the time to
 * start (and end) late.
 */
function isSettled(candidate: Candidate, now: EpochMs): boolean {
  const {clock, day, evidence} = candidate;
  const complete = evidence?.latestComplete;
  if (!complete || complete.startedAt < dayBounds(day, clock).end) return false;
  const settledAt = settlesAt(candidate);
  return complete.startedAt >= settledAt || now < settledAt;
}

function settlesAt({environment, clock, day}: Candidate): EpochMs {
  return dayBounds(day, clock).end + settleTime(environment.expectations);
}

function isUnfilled({clock, day, evidence}: Candidate): boolean {
  const complete = evidence?.latestComplete;
  return complete === undefined || complete.startedAt < dayBounds(day, clock).end;
}

function toTask(
  {environment, source, clock, day, today}: Candidate,
  {now, mode, days, platform, pace}: PlanOptions,
): CollectionTask {
  const isRefresh = mode === 'due' && days === undefined;
  const refreshedAfter = pace
    ? wantedSince(now, source.refreshMs, pace.phaseOf(environment.name))
    : now - source.refreshMs;
  return {
    environment: environment.name,
    source: source.name,
    adapter: source.adapter,
    reader: source.reader,
    options: source.options,
    businessDay: day,
    timezone: environment.timezone,
    dayStartMs: environment.dayStartMs,
    command: buildCommand(source.command, environment.via, {
      env: source.env,
      placeholders: {day, clock, environment: environment.name, variables: environment.variables},
      platform,
    }),
    timeoutMs: source.timeoutMs,
    maxOutputBytes: source.maxOutputBytes,
    okExitCodes: source.okExitCodes,
    retries: source.retries,
    retryDelayMs: source.retryDelayMs,
    // A schedule list is of the present: asked for an earlier day it must not take anything out of force.
    retiresSchedules: source.traits.hasSchedules && day === today,
    freshAfter: isRefresh ? refreshedAfter : now,
  };
}
