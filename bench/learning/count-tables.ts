/** The tables of protocol B, with the figures that peers and the reference method had under it. */

import {INJECTIONS} from './count-injections.ts';
import type {Counted, Judged, ShiftJudged} from './counts.ts';

/** Own default's false alarms a series-year, then the recall of each kind at one false alarm a series-year. */
const PEERS: readonly (readonly [string, number, ...number[]])[] = [
  ['mean + 3 sigma, 28 d', 5.7, 0.04, 0.09, 0.16, 0.05],
  ["Elementary's default (14 d, 3 sigma)", 7.3, 0.06, 0.08, 0.13, 0.05],
  ['weekday median/MAD', 20.7, 0.04, 0.13, 0.14, 0.01],
  ['seasonal ESD (Twitter)', 23.7, 0, 0, 0, 0],
  ['Holt-Winters', 9.5, 0.12, 0.26, 0.29, 0.04],
  ['Prophet-like band (given the calendar)', 11.7, 0.43, 0.54, 0.59, 0.28],
  ['reference count test (given the calendar)', 0.6, 0.48, 0.68, 0.67, 0.16],
];
const NAME_WIDTH = 42;
const CELL_WIDTH = 11;
/** Mean runs a day. */
const SIZES = [0, 3, 15, 100, Number.POSITIVE_INFINITY];

export function printPooled({judged, clean, years}: Counted, level: number): void {
  const threshold = thresholdFor(
    clean.map(({probability}) => probability),
    years,
  );
  const alarms = clean.filter(({probability}) => probability <= level).length / years;
  console.log(row('detector', ['default/yr', ...INJECTIONS]));
  for (const [name, ...figures] of PEERS) console.log(row(name, figures.map(format)));
  console.log(row('ours, at 1 false alarm a series-year', ['', ...recalls(judged, threshold)]));
  console.log(row('ours, at its default', [format(alarms), ...recalls(judged, level)]));
  console.log(
    `\nat p <= ${threshold.toPrecision(2)} there is 1 false alarm a series-year; the default is p <= ${level.toPrecision(2)}\n`,
  );
}

export function printGroups({judged, clean, years}: Counted, level: number): void {
  const threshold = thresholdFor(
    clean.map(({probability}) => probability),
    years,
  );
  console.log(row('group, at 1 false alarm a series-year (pooled)', ['default/yr', ...INJECTIONS]));
  for (const [name, isIn] of listGroups()) {
    const own = clean.filter(isIn);
    const share = own.length / clean.length;
    const alarms = own.filter(({probability}) => probability <= level).length / (years * share);
    console.log(row(name, [format(alarms), ...recalls(judged.filter(isIn), threshold)]));
  }
}

/** Each group by itself, beside what is the most that a test of one day's number can find in it. */
export function printBounds({judged, clean, years}: Counted): void {
  console.log(`\n${row('group, at its own 1 false alarm a series-year', INJECTIONS)}`);
  for (const [name, isIn] of listGroups()) {
    const [own, found] = [clean.filter(isIn), judged.filter(isIn)];
    const ownYears = (years * own.length) / clean.length;
    const by = (probability: (judged: Judged, kind: number) => number): string[] =>
      INJECTIONS.map((injection, kind) => {
        const level = thresholdFor(
          own.map(day => probability(day, kind)),
          ownYears,
        );
        const wanted = found.filter(day => day.injection === injection);
        return shareOf(wanted, day => probability(day, kind) <= level);
      });
    console.log(
      row(
        name,
        by(({probability}) => probability),
      ),
    );
    console.log(
      row(
        '  the same test, if it knew the truth',
        by(({trueProbability}) => trueProbability),
      ),
    );
    console.log(
      row(
        '  the best test of this kind alone',
        by(({trueOdds}, kind) => trueOdds[kind] ?? 0),
      ),
    );
  }
}

export function printShifts({shifts, cleanShifts, years}: Counted): void {
  const threshold = thresholdFor(cleanShifts, years);
  const found = (days: number, isFound: (shift: ShiftJudged, day: number) => boolean): string =>
    format(
      shifts.filter(shift => Array.from({length: days}, (_, day) => day).some(day => isFound(shift, day)))
        .length / shifts.length,
    );
  const byThreshold = ({probabilities}: ShiftJudged, day: number) => (probabilities[day] ?? 1) <= threshold;
  const told = ({isTold}: ShiftJudged, day: number) => isTold[day] === true;
  console.log(`\n${row('a level shift of -40 %, found within', ['7 days', '14 days'])}`);
  console.log(row('reference weekly test', ['0.35', '0.56']));
  console.log(row('ours, at 1 false day a series-year', [found(7, byThreshold), found(14, byThreshold)]));
  console.log(row('ours, as it is told', [found(7, told), found(14, told)]));
}

type Group = readonly [name: string, isIn: (judged: Judged) => boolean];

function listGroups(): Group[] {
  const sizes = SIZES.slice(0, -1).map((least, index): Group => {
    const most = SIZES[index + 1] ?? 0;
    const name =
      most === Number.POSITIVE_INFINITY ? `${least} runs a day and more` : `${least} to ${most} runs a day`;
    return [name, ({series}) => meanOf(series.counts) >= least && meanOf(series.counts) < most];
  });
  const kinds = (['steady', 'chance', 'bursty'] as const).map(
    (kind): Group => [kind, ({series}) => series.kind === kind && !series.isIdleAtTimes],
  );
  return [...sizes, ...kinds, ['idle on 15 % of the days', ({series}) => series.isIdleAtTimes]];
}

const means = new WeakMap<readonly number[], number>();

function meanOf(counts: readonly number[]): number {
  const known = means.get(counts);
  if (known !== undefined) return known;
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  means.set(counts, mean);
  return mean;
}

/**
 * The probability at which so many days without an anomaly as there are series-years are alarmed all the same. Just below it,
 * where more of them have this very probability.
 */
function thresholdFor(probabilities: readonly number[], years: number): number {
  const sorted = probabilities.toSorted((a, b) => a - b);
  const last = Math.floor(years) - 1;
  const level = sorted[last] ?? 0;
  return sorted[last + 1] === level ? level * (1 - 1e-12) : level;
}

function recalls(judged: readonly Judged[], threshold: number): string[] {
  return INJECTIONS.map(wanted =>
    shareOf(
      judged.filter(({injection}) => injection === wanted),
      ({probability}) => probability <= threshold,
    ),
  );
}

function shareOf(judged: readonly Judged[], isFound: (judged: Judged) => boolean): string {
  return judged.length === 0 ? '-' : format(judged.filter(isFound).length / judged.length);
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(NAME_WIDTH) + cells.map(cell => cell.padStart(CELL_WIDTH)).join('');
}

function format(value: number): string {
  return value.toFixed(2);
}
