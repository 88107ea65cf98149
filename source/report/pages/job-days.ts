/** A job's days one by one: a mark and the number of runs that started. */
import type {JudgedJob} from '../../analysis/judge-day.ts';
import type {JobTrendFacts} from '../../domain/facts.ts';
import type {RunStatus} from '../../domain/run.ts';
import {hasStarted, RUN_STATUSES} from '../../domain/run.ts';
import type {RunDay} from '../../domain/run-day.ts';
import {tallyRuns} from '../../domain/run-day.ts';
import type {Verdict} from '../../domain/slot.ts';
import type {Day} from '../../domain/time.ts';
import {fromDayNumber, toDayNumber} from '../../domain/time.ts';
import {markOf} from './day-mark.ts';
import type {DayCell} from './pages.ts';

export type JobDaysFacts = {
  from: Day;
  to: Day;
  /** The environment's present business day: nothing is known of later ones. */
  today: Day;
  /** Undefined for a job that was never seen. */
  trend: JobTrendFacts | undefined;
  answered: AnsweredDays;
  /** A judged day of the range says more than what was remembered of it. */
  judged?: {day: Day; job: JudgedJob} | undefined;
};

/** The days of which an environment's sources gave a complete answer. */
export type AnsweredDays = {
  bySource: ReadonlyMap<string, ReadonlySet<Day>>;
  byAny: ReadonlySet<Day>;
};

export function indexAnsweredDays(bySource: ReadonlyMap<string, ReadonlySet<Day>> = new Map()): AnsweredDays {
  const [only, ...others] = bySource.values();
  return {bySource, byAny: others.length === 0 && only ? only : unite(bySource.values())};
}

function unite(sets: Iterable<ReadonlySet<Day>>): ReadonlySet<Day> {
  const all = new Set<Day>();
  for (const days of sets) for (const day of days) all.add(day);
  return all;
}

/** Oldest first. */
export function deriveJobDays(facts: JobDaysFacts): DayCell[] {
  const {from, to, today, trend, judged, answered} = facts;
  // Only the source that shows a job can tell that it did not run.
  const answeredDays = (trend?.source !== undefined && answered.bySource.get(trend.source)) || answered.byAny;
  const cells: DayCell[] = [];
  const last = toDayNumber(to);
  for (let number = toDayNumber(from); number <= last; number++) {
    const day = fromDayNumber(number);
    const isOwn = judged?.day === day;
    const runs = isOwn ? tallyOrNone(judged.job) : trend?.days.get(day);
    const verdicts = isOwn ? verdictsOf(judged.job) : (trend?.verdicts.get(day) ?? NO_VERDICTS);
    const isKnown = trend !== undefined && day >= trend.firstDay && answeredDays.has(day);
    const isFuture = day > today;
    cells.push({
      day,
      mark: isFuture ? ' ' : markOf({verdicts, runs, isKnown}),
      runs: runs ? countStarted(runs) : isKnown && !isFuture ? 0 : null,
    });
  }
  return cells;
}

const NO_VERDICTS: ReadonlySet<Verdict> = new Set();

function verdictsOf({slots}: JudgedJob): ReadonlySet<Verdict> {
  return new Set(slots.map(({verdict}) => verdict));
}

function tallyOrNone({runs}: JudgedJob): RunDay | undefined {
  return runs.length > 0 ? tallyRuns(runs) : undefined;
}

const STARTED: readonly RunStatus[] = RUN_STATUSES.filter(hasStarted);

function countStarted({byStatus}: RunDay): number {
  let count = 0;
  for (const status of STARTED) count += byStatus[status];
  return count;
}
