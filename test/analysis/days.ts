/** What the tests of a day's edges share: facts of one day among the runs of many, as a report reads them. */
import type {DayFacts} from '../../source/analysis/day-facts.ts';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import type {DayBounds} from '../../source/domain/business-day.ts';
import {businessDayOf, dayBounds} from '../../source/domain/business-day.ts';
import {edgeWindows} from '../../source/domain/day-edges.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {SourceEvidence} from '../../source/domain/facts.ts';
import type {RunRecord} from '../../source/domain/run.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, formatInstant} from '../../source/domain/time.ts';
import {collection, evidence, facts, run} from './facts.ts';

/** Runs of `backup` that began at these instants, on the business day that the instant is in. */
export function runsAt({clock}: Environment, ...starts: EpochMs[]): RunRecord[] {
  return starts.map(startedAt => run({startedAt, businessDay: businessDayOf(startedAt, clock)}));
}

/** The facts of a day, out of runs of any days. Each of its neighbours and itself was collected at `now`. */
export function factsAmong(
  own: Environment,
  day: Day,
  runs: readonly RunRecord[],
  {now = Number.MAX_SAFE_INTEGER, ...rest}: {now?: EpochMs} & Partial<Omit<DayFacts, 'runs'>> = {},
): DayFacts {
  const bounds = dayBounds(day, own.clock);
  const windows = edgeWindows(bounds, own.expectations);
  const edges = runs.filter(
    candidate =>
      (candidate.businessDay === addDays(day, -1) && isStartedIn(candidate, windows.before)) ||
      (candidate.businessDay === addDays(day, 1) && isStartedIn(candidate, windows.after)),
  );
  return facts({
    environment: own,
    day,
    runs: runs.filter(({businessDay}) => businessDay === day),
    edgeRuns: Map.groupBy(edges, ({job}) => job),
    evidence: collectedAround(day, now),
    ...rest,
  });
}

/** A complete answer of each of three days. */
export function collectedAround(day: Day, startedAt: EpochMs): SourceEvidence[] {
  return [-1, 0, 1].map((step, index) =>
    evidence(collection({id: 20 + index, businessDay: addDays(day, step), startedAt})),
  );
}

export type DayVerdicts = {slots: string[]; unscheduled: string[]};

/** What `backup` came to: each slot as `due verdict [starts of its runs]`, and the starts of runs that belong to none. */
export function judgeBackup(day: DayFacts, now: EpochMs): DayVerdicts {
  const judged = [...judgeDay(day, now)].find(({job}) => job === 'backup');
  const starts = (runs: readonly RunRecord[]): string[] =>
    runs.map(({startedAt = 0}) => clockTime(startedAt));
  return {
    slots: (judged?.slots ?? []).map(({dueAt = 0, verdict, runs}) =>
      [clockTime(dueAt), verdict, ...starts(runs)].join(' '),
    ),
    unscheduled: starts(judged?.unscheduled ?? []),
  };
}

function isStartedIn({startedAt}: RunRecord, {start, end}: DayBounds): boolean {
  return startedAt !== undefined && startedAt >= start && startedAt < end;
}

/** Day of the month and UTC time: `24T00:00:00`. */
function clockTime(at: EpochMs): string {
  return formatInstant(at).slice(8, 19);
}
