/**
 * What may have kept an expected run from starting, from what is known already: the run's own state, the scheduler's schedules,
 * and what else ran at the time. Nothing of it is a verdict: it says where to look.
 */
import {hasStarted} from '../domain/run.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import {MINUTE_MS} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import {recurringTimings, startsWithin} from './declared-times.ts';
import {sourceOf} from './job-sources.ts';

export type Cause =
  /** Held in the scheduler; waiting there, for what it says; waiting when the business day, and with it the plan, ended. */
  | {kind: 'held' | 'waiting' | 'new-day'; message?: string | undefined}
  /** A day off, a maintenance window, an acknowledged hold. */
  | {kind: 'excused'; reason: string}
  /** The scheduler's own schedule: left it, is switched off, has no next start, or is due at other times. */
  | {
      kind: 'gone' | 'switched-off' | 'no-next-start' | 'rescheduled';
      schedule: ScheduleRecord;
      since: EpochMs;
    }
  /** Sources that list schedules do not list it. */
  | {kind: 'not-listed'; sources: string[]}
  /** No source has ever shown a run of it: perhaps the name is wrong. */
  | {kind: 'never-seen'}
  /** Nothing of its sources started from `from` to `to`, and other runs due then are missing as well. */
  | {kind: 'scheduler-down'; from: EpochMs; to: EpochMs; missing: number; sources: string[]}
  /** So many other runs of its sources started from `from` to `to`: the scheduler was up. */
  | {kind: 'scheduler-up'; from: EpochMs; to: EpochMs; started: number; sources: string[]}
  /** There is no evidence: why. */
  | {kind: 'not-known'; reason: string};
export type CauseKind = Cause['kind'];

/** So far around a slot the company that it had is looked at, at least. */
const COMPANY_MS = 15 * MINUTE_MS;

/** `missingDue`: the due instants of the day's missing slots, ascending. Empty for a slot that a run has started for. */
export function causeFinder(
  facts: DayFacts,
  missingDue: readonly EpochMs[],
  now: EpochMs,
): (slot: JudgedSlot) => Cause[] {
  const starts = startsBySource(facts);
  const schedules = Map.groupBy(facts.schedules, ({job}) => job);
  return slot => {
    const {run, verdict, reason} = slot;
    if (run !== undefined && hasStarted(run.status)) return [];
    if (verdict === 'excused') return [{kind: 'excused', reason: reason ?? ''}];
    const source = slot.source ?? sourceOf(facts, slot.job);
    const sources = source === undefined ? runSources(facts) : [source];
    const said = [
      ...stateCauses(slot, facts, now),
      ...scheduleCauses(slot, schedules.get(slot.job) ?? [], facts),
    ];
    return [
      ...said,
      ...(source === undefined && !facts.runs.has(slot.job) ? [{kind: 'never-seen'} as const] : []),
      // A scheduler that says why was up.
      ...(said.length > 0 ? [] : companyCauses(slot, sources, starts, missingDue)),
      ...(verdict === 'unknown' && reason !== undefined ? [{kind: 'not-known', reason} as const] : []),
    ];
  };
}

function runSources({environment}: DayFacts): string[] {
  return environment.sources.filter(({traits}) => traits.hasRuns).map(({name}) => name);
}

function stateCauses({run, entry}: JudgedSlot, {bounds}: DayFacts, now: EpochMs): Cause[] {
  if (run?.status === 'held') return [{kind: 'held', message: run.message}];
  if (run?.status !== 'waiting') return [];
  return [{kind: entry !== undefined && now >= bounds.end ? 'new-day' : 'waiting', message: run.message}];
}

function scheduleCauses(
  {dueAt, deadlineAt, earlyMarginMs, origin}: JudgedSlot,
  own: readonly ScheduleRecord[],
  {environment, schedules}: DayFacts,
): Cause[] {
  if (dueAt === undefined) return [];
  const inForce = own.filter(({goneSince}) => goneSince === undefined || goneSince > dueAt);
  if (inForce.length === 0) {
    const gone = own.toSorted((a, b) => (a.goneSince ?? 0) - (b.goneSince ?? 0)).at(-1);
    if (gone) return [{kind: 'gone', schedule: gone, since: gone.goneSince ?? dueAt}];
    const sources = environment.sources.filter(
      ({name, traits}) => traits.hasSchedules && schedules.some(({source}) => source === name),
    );
    return origin === 'declared' && sources.length > 0
      ? [{kind: 'not-listed', sources: sources.map(({name}) => name)}]
      : [];
  }
  const kindOf = (): 'switched-off' | 'no-next-start' | 'rescheduled' | undefined => {
    if (inForce.every(({isActive}) => !isActive)) return 'switched-off';
    const timed = inForce.filter(({timing}) => timing.kind !== 'none');
    if (timed.length === 0)
      return inForce.some(({timing}) => timing.kind === 'none' && timing.isStranded)
        ? 'no-next-start'
        : undefined;
    if (origin !== 'declared') return undefined;
    const timings = recurringTimings(inForce);
    return timings && !startsWithin(timings, dueAt - earlyMarginMs, deadlineAt) ? 'rescheduled' : undefined;
  };
  const kind = kindOf();
  const schedule = inForce.at(-1);
  return kind && schedule ? [{kind, schedule, since: schedule.knownSince}] : [];
}

/** The starts of each source's runs, ascending. A job's own are among them; who asks has none near. */
function startsBySource(facts: DayFacts): ReadonlyMap<string, EpochMs[]> {
  const starts = new Map<string, EpochMs[]>();
  for (const [job, own] of facts.runs) {
    const list = starts.getOrInsertComputed(sourceOf(facts, job) ?? '', () => []);
    for (const {startedAt} of own) if (startedAt !== undefined) list.push(startedAt);
  }
  for (const list of starts.values()) list.sort((a, b) => a - b);
  return starts;
}

function companyCauses(
  {dueAt, deadlineAt, verdict}: JudgedSlot,
  sources: readonly string[],
  starts: ReadonlyMap<string, readonly EpochMs[]>,
  missingDue: readonly EpochMs[],
): Cause[] {
  if (dueAt === undefined) return [];
  const from = dueAt - COMPANY_MS;
  const to = Math.max(deadlineAt, dueAt + COMPANY_MS);
  const started = sources.reduce((sum, source) => sum + countWithin(starts.get(source) ?? [], from, to), 0);
  if (started > 0) return [{kind: 'scheduler-up', from, to, started, sources: [...sources]}];
  // The slot is among them itself. Of one that is not known the source may just not have shown what started.
  const missing = verdict === 'missing' ? countWithin(missingDue, from, to) - 1 : 0;
  return missing > 0 ? [{kind: 'scheduler-down', from, to, missing, sources: [...sources]}] : [];
}

/** How many of ascending instants lie in `[from, to]`. */
function countWithin(instants: readonly EpochMs[], from: EpochMs, to: EpochMs): number {
  return firstAfter(instants, to) - firstAfter(instants, from - 1);
}

function firstAfter(instants: readonly EpochMs[], at: EpochMs): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
