/** Streaks, first failures and flapping of one job, as rows of `anomalies`. */
import type {Reliability, ReliabilityDay} from '../../analysis/reliability.ts';
import {deriveReliability} from '../../analysis/reliability.ts';
import {capitalise, plural} from '../../domain/text.ts';
import type {Day} from '../../domain/time.ts';
import type {AnomalyRow} from './anomaly-row.ts';
import {NO_NUMBERS} from './anomaly-row.ts';

/** So many bad days in a row are a streak; after so many good ones a single bad day is news. */
const SHORTEST_STREAK = 2;
const GOOD_BEFORE = 20;

/** At most one, the one that says most. `from` is the first day of interest: a streak that ended before it is history. */
export function reliabilityAnomalies(
  environment: string,
  job: string,
  days: readonly ReliabilityDay[],
  from: Day,
): AnomalyRow[] {
  const reliability = deriveReliability(days);
  const {streak} = reliability;
  const lastDay = days.findLast(({outcome}) => outcome !== 'quiet')?.day;
  if (!streak || lastDay === undefined || lastDay < from) return [];
  const row = (kind: AnomalyRow['kind'], explanation: string, length: number | null = null): AnomalyRow[] => [
    {kind, environment, job, day: lastDay, ...NO_NUMBERS, days: length, explanation: capitalise(explanation)},
  ];
  if (streak.outcome !== 'ok' && streak.days >= SHORTEST_STREAK)
    return row('streak', `${describeStreak(streak)}${describeBefore(reliability)}`, streak.days);
  if (streak.outcome !== 'ok' && (reliability.goodBefore ?? 0) >= GOOD_BEFORE)
    return row('first-failure', `${streak.outcome} on ${streak.since}${describeBefore(reliability)}`);
  return reliability.isFlapping ? row('flapping', 'good one day and bad the other, again and again') : [];
}

/** `failed 3 days in a row, since 2026-11-28`. */
export function describeStreak({outcome, days, since}: NonNullable<Reliability['streak']>): string {
  const what = outcome === 'ok' ? 'good' : outcome;
  return days === 1 ? `${what} on ${since}` : `${what} ${plural(days, 'day')} in a row, since ${since}`;
}

function describeBefore({goodBefore}: Reliability): string {
  return goodBefore ? `, after ${plural(goodBefore, 'good day')}` : '';
}
