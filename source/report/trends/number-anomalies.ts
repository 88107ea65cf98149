/** Numbers of past days that were unlike what was learned of such days, as rows of `anomalies`. */
import type {CountSeries} from '../../analysis/counts/baseline.ts';
import {isDeclared} from '../../analysis/counts/day-count.ts';
import {expectCount} from '../../analysis/counts/expect-count.ts';
import type {CountAnomaly} from '../../analysis/counts/usual-band.ts';
import {judgeCount} from '../../analysis/counts/usual-band.ts';
import type {Environment} from '../../domain/environment.ts';
import {capitalise} from '../../domain/text.ts';
import type {Day} from '../../domain/time.ts';
import {explainNumber, roundProbability} from '../explain-numbers.ts';
import type {AnomalyRow} from './anomaly-row.ts';
import {NO_NUMBERS} from './anomaly-row.ts';

export type NumbersAbout = {
  environment: Environment;
  job: string | null;
  series: CountSeries;
  /** The days that are looked at, each with its place in the series. */
  days: readonly {day: Day; index: number}[];
  /** The probability below which a number is told. */
  alarm: number;
};

/** A job's declared numbers are judged by themselves; here only those of the environment are left out. */
export function numberAnomalies({environment, job, series, days, alarm}: NumbersAbout): AnomalyRow[] {
  return days.flatMap(({day, index}) => {
    const found = series.counts[index];
    const expected = found === undefined ? undefined : expectCount(series, index);
    const odd = expected && found !== undefined ? judgeCount(expected, found, alarm) : undefined;
    if (!odd || (job === null && isDeclared({environment, day}, odd.direction))) return [];
    return [numberRow(environment, job, day, odd)];
  });
}

export function numberRow(
  {name, calendar}: Pick<Environment, 'name' | 'calendar'>,
  job: string | null,
  day: Day,
  odd: CountAnomaly,
  explanation = explainNumber(odd, day, calendar),
): AnomalyRow {
  const {direction, found, median, low, high, probability} = odd;
  return {
    ...NO_NUMBERS,
    kind: direction,
    environment: name,
    job,
    day,
    found,
    expected: median,
    low,
    high,
    probability: roundProbability(probability),
    explanation: capitalise(explanation),
  };
}
