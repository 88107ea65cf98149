/** Environments on many days: a mark and a total of each day. */
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {DailyTotal} from '../../domain/facts.ts';
import type {BadRuns, RunDay} from '../../domain/run-day.ts';
import {emptyRunDay, tallyMadeGood} from '../../domain/run-day.ts';
import type {Verdict} from '../../domain/slot.ts';
import {compareText} from '../../domain/text.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays, fromDayNumber, toDayNumber} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {Moment} from '../read-facts.ts';
import type {JudgedDay} from '../read-report.ts';
import {deriveDayTotal, executedOf} from '../usual.ts';
import {markOf} from './day-mark.ts';
import {indexAnsweredDays} from './job-days.ts';
import type {DayMark, HistoryPage, HistoryRow} from './pages.ts';

/** Days that were judged anyway say more than what was remembered of them. */
type JudgedTotals = Pick<JudgedDay, 'facts' | 'tally'>;

export async function readHistoryPage(
  store: Store,
  environments: readonly Environment[],
  length: number,
  {now, knownAt, day}: Moment,
  judged: readonly JudgedTotals[] = [],
): Promise<HistoryPage> {
  const to = day ?? latestDay(environments, now);
  const from = addDays(to, 1 - length);
  const totals = await store.readDailyTotals({from, to});
  const answered = await store.readAnsweredDays({from, to, knownAt});
  const missed = await store.readVerdictDays('missing', {from, to, knownAt});
  const failed = await store.readVerdictDays('failed', {from, to, knownAt});
  const madeGood = await store.readMadeGood({from, to});
  const byEnvironment = Map.groupBy(totals, ({environment}) => environment);
  const days = listDays(from, to);
  const rows = environments.map(environment =>
    deriveHistoryRow({
      environment,
      now,
      days,
      isPast: knownAt !== undefined,
      totals: byEnvironment.get(environment.name) ?? [],
      answered: indexAnsweredDays(answered.get(environment.name)).byAny,
      missed: missed.get(environment.name) ?? new Set(),
      failed: failed.get(environment.name) ?? new Set(),
      madeGood: madeGood.get(environment.name) ?? new Map(),
      judged: judged.find(({facts}) => facts.environment.name === environment.name),
    }),
  );
  return {from, to, rows};
}

/** Zones differ: where it is tomorrow already, there is a day more. */
function latestDay(environments: readonly Environment[], now: EpochMs): Day {
  const days = environments.map(({clock}) => businessDayOf(now, clock));
  return days.reduce((latest, day) => (day > latest ? day : latest), fromDayNumber(0));
}

export type HistoryFacts = {
  environment: Environment;
  now: EpochMs;
  /** The days to show. */
  days: Days;
  /** Judged as of an earlier instant: the rollup, which knows only the present, tells too much of that day. */
  isPast: boolean;
  totals: readonly DailyTotal[];
  answered: ReadonlySet<Day>;
  missed: ReadonlySet<Day>;
  failed: ReadonlySet<Day>;
  madeGood: ReadonlyMap<Day, BadRuns>;
  judged?: JudgedTotals | undefined;
};

/** Consecutive days, and where each stands: finding a place by its name is dearer than all else here. */
type Days = {names: readonly Day[]; places: ReadonlyMap<Day, number>};

export function listDays(from: Day, to: Day): Days {
  const first = toDayNumber(from);
  const names = Array.from({length: toDayNumber(to) - first + 1}, (_, index) => fromDayNumber(first + index));
  return {names, places: new Map(names.map((name, index) => [name, index]))};
}

/** One pass over the days: a year of fifty environments is shown at once. */
export function deriveHistoryRow(facts: HistoryFacts): HistoryRow {
  const {environment, now, days, answered} = facts;
  const today = businessDayOf(now, environment.clock);
  const byDay = knownTotals(facts, today);
  const numbers = byDay.map(total => total && executedOf(total));
  const totals: (number | null)[] = [];
  let marks = '';
  for (const [index, day] of days.names.entries()) {
    const isKnown = day <= today && answered.has(day);
    marks += day > today ? ' ' : markDay(facts, day, byDay[index], isKnown);
    totals.push(numbers[index] ?? (isKnown ? 0 : null));
  }
  return {name: environment.name, marks, totals};
}

function knownTotals({totals, isPast, judged, days}: HistoryFacts, today: Day): (DailyTotal | undefined)[] {
  const byDay = new Array<DailyTotal | undefined>(days.names.length).fill(undefined);
  const keep = (total: DailyTotal): void => {
    const index = days.places.get(total.businessDay);
    if (index !== undefined) byDay[index] = total;
  };
  for (const total of totals) {
    if (total.businessDay < today || (total.businessDay === today && !isPast)) keep(total);
  }
  const judgedTotal = judged && deriveDayTotal(judged.facts);
  if (judgedTotal) keep(judgedTotal);
  return byDay;
}

/** The worst of its jobs: a failure that a later success of the same job made good counts as late there too. */
function markDay(facts: HistoryFacts, day: Day, total: DailyTotal | undefined, isKnown: boolean): DayMark {
  return markOf({
    verdicts: badVerdicts(facts, day),
    runs: total && {...emptyRunDay(), ...settleBadRuns(total.byStatus, madeGoodOn(facts, day))},
    isCounted: total !== undefined && total.total > 0,
    isKnown,
  });
}

const NOTHING: ReadonlySet<Verdict> = new Set();

function badVerdicts({missed, failed, judged}: HistoryFacts, day: Day): ReadonlySet<Verdict> {
  const {tally} = judged?.facts.day === day ? judged : {};
  const isMissing = tally ? tally.missing > 0 : missed.has(day);
  const hasFailed = tally ? tally.failed > 0 : failed.has(day);
  if (!isMissing && !hasFailed) return NOTHING;
  return new Set<Verdict>([
    ...(isMissing ? ['missing' as const] : []),
    ...(hasFailed ? ['failed' as const] : []),
  ]);
}

function madeGoodOn({judged, madeGood}: HistoryFacts, day: Day): BadRuns | undefined {
  return judged?.facts.day === day ? tallyMadeGood(judged.facts.runs.values()) : madeGood.get(day);
}

/** What was made good no longer counts, and if that is all the day was made good. */
function settleBadRuns(byStatus: RunDay['byStatus'], madeGood: BadRuns | undefined): Partial<RunDay> {
  if (!madeGood) return {byStatus};
  const failed = Math.max(0, byStatus.failed - madeGood.failed);
  const cancelled = Math.max(0, byStatus.cancelled - madeGood.cancelled);
  if (failed + cancelled === 0) return {byStatus, lastGood: 1, lastBad: 0};
  return {byStatus: {...byStatus, failed, cancelled}};
}

/** The jobs of one environment that were seen in the range or are there on the judged day, by name. */
export async function readJobHistoryPage(
  store: Store,
  {facts, jobs}: Pick<JudgedDay, 'facts' | 'jobs'>,
  length: number,
): Promise<HistoryPage> {
  const {environment, day} = facts;
  const from = addDays(day, 1 - length);
  const seen = await store.readJobs({environment: environment.name});
  const names = new Set(jobs.map(({job}) => job));
  for (const {job, firstDay, lastDay} of seen) if (firstDay <= day && lastDay >= from) names.add(job);
  const rows = [...names].sort(compareText).map(name => ({name, marks: null, totals: null}));
  return {from, to: day, rows};
}
