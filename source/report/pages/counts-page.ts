/** What sources count, beside the usual numbers, and what is expected of numbers. */
import type {NumberCheck} from '../../analysis/count-checks.ts';
import {judgeNumber, listCountChecks} from '../../analysis/count-checks.ts';
import type {DayFacts} from '../../analysis/day-facts.ts';
import type {CountRecord} from '../../domain/facts.ts';
import {compareText} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import {comparableInstants} from '../comparable-instants.ts';
import type {JudgedDay} from '../read-report.ts';
import {medianOrNull, USUAL_WEEKS} from '../usual.ts';
import {pageDayOf} from './page-items.ts';
import type {CountCheck, CountItem, CountsPage} from './pages.ts';

export async function readCountsPage(
  store: Store,
  {facts}: Pick<JudgedDay, 'facts'>,
  now: EpochMs,
): Promise<CountsPage> {
  const {environment, bounds} = facts;
  const comparable = comparableInstants({...facts, clock: environment.clock}, now, USUAL_WEEKS);
  const weeks = await Promise.all(
    comparable.map(({day, until}) =>
      store.readCounts({
        environment: environment.name,
        from: day,
        to: day,
        // While the day lasts, what had been counted by the same time of day.
        knownAt: now < bounds.end ? until : undefined,
      }),
    ),
  );
  return deriveCountsPage(facts, weeks, now);
}

/** `weeks`: the counts of the same weekday in the weeks before, one list a week. */
export function deriveCountsPage(
  facts: DayFacts,
  weeks: readonly (readonly CountRecord[])[],
  now: EpochMs,
): CountsPage {
  const past = weeks.map(counts => ({
    sources: new Set(counts.map(({source}) => source)),
    numbers: new Map(counts.map(count => [keyOf(count), count.count])),
  }));
  const rows = facts.counts.map((record): CountItem => {
    const {source, job, status, count} = record;
    const key = keyOf(record);
    // A source that counted others on that day had none of these: statuses without a run are not listed.
    const usual = past.flatMap(({sources, numbers}) => numbers.get(key) ?? (sources.has(source) ? 0 : []));
    return {source, job: job ?? null, status: status ?? null, count, usual: medianOrNull(usual)};
  });
  return {
    ...pageDayOf(facts),
    rows: rows.sort(bySourceAndJob),
    checks: listCountChecks(facts).map(check => describeCheck(check, facts, now)),
  };
}

function describeCheck(check: NumberCheck, facts: DayFacts, now: EpochMs): CountCheck {
  const verdict = judgeNumber(check, facts, now);
  const {job, min, max, deadlineAt, found} = check;
  return {
    job: job ?? null,
    min: min ?? null,
    max: max ?? null,
    deadlineAt: min === undefined ? null : deadlineAt,
    found,
    isShort: verdict?.kind === 'short',
    isExcess: verdict?.kind === 'excess',
    unknownBecause: verdict?.kind === 'unknown' ? verdict.reason : null,
  };
}

function keyOf({source, job, status}: CountRecord): string {
  return JSON.stringify([source, job, status]);
}

/** What is of no job or status comes before what is. */
function bySourceAndJob(a: CountItem, b: CountItem): number {
  return (
    compareText(a.source, b.source) ||
    compareText(a.job ?? '', b.job ?? '') ||
    compareText(a.status ?? '', b.status ?? '')
  );
}
