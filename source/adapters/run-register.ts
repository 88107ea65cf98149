/** Gathers an output's runs: gives each its business day, status and key, and joins what was said of one run twice. */
import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {RunObservation, RunStatus} from '../domain/run.ts';
import {isTerminal} from '../domain/run.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {dayFinder} from './day-finder.ts';
import {instantFormatter} from './instant-formatter.ts';
import {joinOrigins, type Origin, textReader} from './run-text.ts';
import {createTextIndex} from './text-index.ts';

/** What one record (or several of them) says of a run; strings are clean already. */
export type RunFacts = {
  job: string;
  runKey?: string | undefined;
  businessDay?: Day | undefined;
  status?: RunStatus | undefined;
  /** The status while nothing else tells one and the run has not ended. */
  openStatus?: RunStatus | undefined;
  scheduledAt?: EpochMs | undefined;
  startedAt?: EpochMs | undefined;
  endedAt?: EpochMs | undefined;
  exitCode?: number | undefined;
  message?: string | undefined;
};

type RunRegister = {
  add(facts: RunFacts, origin: Origin): void;
  /** Every run, in the order in which they were first seen. */
  finish(): FoundRuns;
};

/** Runs, and what they were read from. */
export type FoundRuns = Required<Pick<Observations, 'runs' | 'readRunText'>>;

type RegisterContext = Pick<ParseContext, 'day' | 'clock'>;

/**
 * The key of a run without one of its own is its scheduled instant (which stays the same from waiting to ended), else its
 * start, else its end, else `-`. Several runs with the same such key get `#2`, `#3` … in order of their start.
 * A key of the scheduler's own that comes twice is the same run: the later record adds to the earlier.
 */
export function runRegister({day, clock}: RegisterContext, isStatusFromExitCode = false): RunRegister {
  const findDay = dayFinder(clock);
  const formatKey = instantFormatter();
  const runs: RunObservation[] = [];
  const origins: Origin[] = [];
  const ownKeys = createTextIndex();
  // The place in `runs` of the run with an own key, by the key's number.
  const placesOfKeys: number[] = [];
  const keyless = new Map<string, RunObservation[]>();

  /** The place of the earlier run with the same key; undefined for the first one, which is noted. */
  const findEarlier = (key: string): number | undefined => {
    const number = ownKeys.numberOf(key);
    if (number < placesOfKeys.length) return placesOfKeys[number];
    placesOfKeys.push(runs.length);
    return undefined;
  };
  const isJoined = (run: RunObservation, origin: Origin): boolean => {
    // Most schedulers' ids are unique by themselves; only where they are not is the longer key worth putting together.
    let place = findEarlier(run.runKey);
    if (place !== undefined && !isSameJobAndDay(runs[place], run))
      place = findEarlier(`${run.businessDay}\n${run.job}\n${run.runKey}`);
    const earlier = place === undefined ? undefined : runs[place];
    if (place === undefined || !earlier) return false;
    joinRuns(earlier, run);
    origins[place] = joinOrigins(origins[place] ?? [], origin);
    return true;
  };

  return {
    add(facts, origin) {
      const run = completeRun(facts, isStatusFromExitCode, clock.zone);
      const at = keyInstant(run);
      run.businessDay = facts.businessDay ?? (at === undefined ? day : findDay(at));
      run.runKey = facts.runKey ?? (at === undefined ? '-' : formatKey(at));
      if (facts.runKey === undefined) addTo(keyless, run);
      else if (isJoined(run, origin)) return;
      runs.push(run);
      origins.push(origin);
    },
    finish() {
      for (const runsOfJob of keyless.values()) numberRepeats(runsOfJob);
      return {runs, readRunText: textReader(origins)};
    },
  };
}

function keyInstant({scheduledAt, startedAt, endedAt}: RunObservation): EpochMs | undefined {
  return scheduledAt ?? startedAt ?? endedAt;
}

function isSameJobAndDay(earlier: RunObservation | undefined, {job, businessDay}: RunObservation): boolean {
  return earlier?.job === job && earlier.businessDay === businessDay;
}

function addTo(byJob: Map<string, RunObservation[]>, run: RunObservation): void {
  const runs = byJob.get(run.job);
  if (runs) runs.push(run);
  else byJob.set(run.job, [run]);
}

function completeRun(facts: RunFacts, isStatusFromExitCode: boolean, zone: Zone): RunObservation {
  const {job, scheduledAt, startedAt, exitCode, message} = facts;
  const endedAt = facts.endedAt === undefined ? undefined : endAfterStart(startedAt, facts.endedAt, zone);
  const status = statusOf(facts, isStatusFromExitCode);
  // Absent facts as undefined: objects that grow property by property take twice the time and memory.
  return {job, runKey: '', businessDay: '', status, scheduledAt, startedAt, endedAt, exitCode, message};
}

function statusOf(
  {status, openStatus, exitCode, endedAt}: RunFacts,
  isStatusFromExitCode: boolean,
): RunStatus {
  if (status !== undefined) return status;
  if (isStatusFromExitCode && exitCode !== undefined) return exitCode === 0 ? 'succeeded' : 'failed';
  return endedAt === undefined ? (openStatus ?? 'unknown') : 'unknown';
}

/**
 * A local end that reads as before the start lies in the hour that a clock change repeats: the later of its two instants
 * is meant. An end that is before the start however it is read is no end.
 */
function endAfterStart(startedAt: EpochMs | undefined, endedAt: EpochMs, zone: Zone): EpochMs | undefined {
  if (startedAt === undefined || endedAt >= startedAt) return endedAt;
  const later = zone.toInstant(zone.toLocal(endedAt), 'later');
  return later >= startedAt ? later : undefined;
}

/** Adds what a later record of the same run says. A state that ends a run is not undone by one that does not. */
function joinRuns(earlier: RunObservation, later: RunObservation): void {
  const isSettled = isTerminal(earlier.status) && !isTerminal(later.status);
  if (!isSettled && later.status !== 'unknown') earlier.status = later.status;
  earlier.scheduledAt = later.scheduledAt ?? earlier.scheduledAt;
  earlier.startedAt = later.startedAt ?? earlier.startedAt;
  earlier.endedAt = later.endedAt ?? earlier.endedAt;
  earlier.exitCode = later.exitCode ?? earlier.exitCode;
  earlier.message = later.message ?? earlier.message;
}

/** Numbers those of one job's runs that have the same key, in order of their start. */
function numberRepeats(runs: RunObservation[]): void {
  runs.sort(compareRuns);
  let first: RunObservation | undefined;
  let repeat = 1;
  for (const run of runs) {
    // By instant, not by key: a million comparisons of texts that were only just put together are slow.
    const isRepeat = first?.businessDay === run.businessDay && keyInstant(first) === keyInstant(run);
    repeat = isRepeat ? repeat + 1 : 1;
    if (isRepeat) run.runKey = `${run.runKey}#${repeat}`;
    else first = run;
  }
}

/** By day and key, then by start; what has none last. The sort is stable: equals keep the order of the output. */
function compareRuns(a: RunObservation, b: RunObservation): number {
  if (a.businessDay !== b.businessDay) return a.businessDay < b.businessDay ? -1 : 1;
  return compareInstants(keyInstant(a), keyInstant(b)) || compareInstants(a.startedAt, b.startedAt);
}

function compareInstants(a: EpochMs | undefined, b: EpochMs | undefined): number {
  if (a === b) return 0;
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
