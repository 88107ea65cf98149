/**
 * Protocol B: anomalies in simulated daily counts, judged by the product's own analysis. Tuned on seeds 1 and 2; reported are
 * 11, 12 and 13, which nothing was tuned on.
 */
import type {CountSeries} from '../../source/analysis/counts/baseline.ts';
import {alarmLevels} from '../../source/analysis/counts/day-count.ts';
import {expectCount} from '../../source/analysis/counts/expect-count.ts';
import {tailsOfCount} from '../../source/analysis/counts/expected-count.ts';
import {findLevelShift, likeliestShift} from '../../source/analysis/counts/level-shift.ts';
import {probabilityOf} from '../../source/analysis/counts/spread.ts';
import {resolveCalendar} from '../../source/config/holidays.ts';
import {trueOdds, trueTails} from './count-bound.ts';
import type {Injection} from './count-injections.ts';
import {FIRST_JUDGED_DAY, INJECTIONS, injectAnomalies, injectShift} from './count-injections.ts';
import type {SimulatedSeries} from './count-series.ts';
import {simulateSeries} from './count-series.ts';
import {printBounds, printGroups, printPooled, printShifts} from './count-tables.ts';
import type {BenchOptions} from './options.ts';

/** The probability of a number on a day, and whether it was put there. */
export type Judged = {
  series: SimulatedSeries;
  probability: number;
  /** By the same test, if it knew from what the day was drawn. */
  trueProbability: number;
  /** How much likelier it is without each kind of anomaly than with it, for whoever knows that. */
  trueOdds: readonly number[];
  injection?: Injection;
};
/** The probability of the last weeks on each of the fourteen days after a shift, or on a day without one. */
export type ShiftJudged = {series: SimulatedSeries; probabilities: number[]; isTold: boolean[]};
export type Counted = {
  judged: Judged[];
  clean: Judged[];
  shifts: ShiftJudged[];
  cleanShifts: number[];
  years: number;
};

const SERIES = 240;
const DAYS = 500;
const SHIFT_SEEN_DAYS = 14;
const DAYS_A_YEAR = 365;

export const countSection = {
  name: 'counts',
  async run({countSeeds: seeds}: BenchOptions): Promise<void> {
    const calendar = await resolveCalendar(
      'us',
      {country: 'US', weekend: [0, 6], add: {}, remove: [], halfDays: {}},
      [2023, 2024],
      {readCache: async () => undefined, writeCache: async () => undefined},
    );
    const counted: Counted = {judged: [], clean: [], shifts: [], cleanShifts: [], years: 0};
    for (const seed of seeds) {
      for (const [index, series] of simulateSeries(seed, {series: SERIES, days: DAYS, calendar}).entries())
        judgeSeries(counted, series, `${seed} ${index}`);
    }
    const level = alarmLevels(1).whole;
    console.log(
      `${seeds.length} x ${SERIES} series of ${DAYS} days, seeds ${seeds.join(', ')}: ${counted.years.toFixed(0)} series-years\n`,
    );
    printPooled(counted, level);
    printGroups(counted, level);
    printBounds(counted);
    printShifts(counted);
  },
};

function judgeSeries(counted: Counted, series: SimulatedSeries, key: string): void {
  const {counts, shapes} = series;
  const injected = Map.groupBy(injectAnomalies(series, `injected ${key}`), ({day}) => day);
  for (let day = FIRST_JUDGED_DAY; day < counts.length; day++) {
    const expected = expectCount({counts, shapes}, day);
    const truth = series.truths[day];
    if (!expected || !truth) throw new Error(`nothing is expected on day ${day} of ${series.name}`);
    const judge = (count: number): Judged => ({
      series,
      probability: probabilityOf(tailsOfCount(expected, count)),
      trueProbability: probabilityOf(trueTails(truth, count)),
      trueOdds: INJECTIONS.map(injection => trueOdds(truth, count, injection)),
    });
    counted.clean.push(judge(counts[day] ?? 0));
    for (const {injection, count} of injected.get(day) ?? [])
      counted.judged.push({...judge(count), injection});
    counted.cleanShifts.push(likeliestShift({counts, shapes}, day)?.probability ?? 1);
  }
  counted.years += (counts.length - FIRST_JUDGED_DAY) / DAYS_A_YEAR;
  const shift = injectShift(series, `shift ${key}`);
  if (shift) counted.shifts.push(judgeShift(series, {counts: shift.counts, shapes}, shift.day));
}

function judgeShift(series: SimulatedSeries, shifted: CountSeries, from: number): ShiftJudged {
  const days = Array.from({length: SHIFT_SEEN_DAYS}, (_, after) => from + after);
  return {
    series,
    probabilities: days.map(day => likeliestShift(shifted, day)?.probability ?? 1),
    isTold: days.map(day => findLevelShift(shifted, day) !== undefined),
  };
}
